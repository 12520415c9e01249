using System.Text.Json;
using MlCi.Testing;

namespace MlCi.Tests.Schemas;

/// <summary>One group of the official test suite: a schema, and instances with what they should be.</summary>
/// <param name="Name">The file without its ending, a slash and the description: <c>maximum/maximum validation</c>.</param>
/// <param name="Schema">The schema.</param>
/// <param name="Instances">Each with its description, and whether it is valid.</param>
internal sealed record SuiteCase(string Name, JsonElement Schema, IReadOnlyList<(string Description, JsonElement Value, bool IsValid)> Instances)
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.Path, "tests", "MlCi.Tests", "Schemas", "suite");

    public static IReadOnlyList<SuiteCase> All { get; } =
    [
        .. Directory.GetFiles(Folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).SelectMany(file => JsonDocument.Parse(File.ReadAllText(file)).RootElement.EnumerateArray().Select(group => new SuiteCase(
            $"{Path.GetRelativePath(Folder, file).Replace('\\', '/')[..^5]}/{group.GetProperty("description").GetString()}",
            group.GetProperty("schema"),
            [.. group.GetProperty("tests").EnumerateArray().Select(test => (test.GetProperty("description").GetString()!, test.GetProperty("data"), test.GetProperty("valid").GetBoolean()))]))),
    ];
}
