/// <summary>Which projects hold which tests.</summary>
internal static class TestProjects
{
    private const string OfIntegration = "MlCi.IntegrationTests";

    public static IReadOnlyList<string> WithoutEngine(string root) =>
        [.. All(root).Where(project => Name(project) != OfIntegration)];

    public static IReadOnlyList<string> Integration(string root) => [.. All(root).Where(project => Name(project) == OfIntegration)];

    private static IEnumerable<string> All(string root) =>
        Projects(Path.Combine(root, "tests")).Concat(Projects(Path.Combine(root, "pipelines"))).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Projects(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*Tests.csproj", SearchOption.AllDirectories)
        : [];

    private static string Name(string project) => Path.GetFileNameWithoutExtension(project);
}
