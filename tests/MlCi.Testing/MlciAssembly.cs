namespace MlCi.Testing;

/// <summary>The tool as it was built beside these tests.</summary>
public static class MlciAssembly
{
    /// <summary>
    /// The path of MlCi.Cli.dll in its own output. The copy beside tests that refer to a model program lacks what the web framework has, too,
    /// and the tool itself does not run on that.
    /// </summary>
    public static string Path { get; } = System.IO.Path.Combine(
        RepositoryRoot.Path, "src", "MlCi.Cli", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, new DirectoryInfo(AppContext.BaseDirectory).Name, "MlCi.Cli.dll");
}
