using System.Reflection;

namespace MlCi.Adapters.Scaffolding;

/// <summary>Where a new pipeline is going to stand, and what is there already.</summary>
/// <param name="Root">The repository's folder.</param>
internal sealed record ScaffoldSite(string Root)
{
    /// <summary>The repository's workflow.</summary>
    public const string Workflow = ".github/workflows/gate.yml";

    /// <summary>Whether the repository holds the sources of MlCi: programs then refer to these, elsewhere to packages.</summary>
    public bool HoldsSources => Has("src/MlCi.ModelProgram/MlCi.ModelProgram.csproj");

    /// <summary>Whether test projects under pipelines are given what they need by a file above them.</summary>
    public bool GivesTestsTheirPackages => HoldsSources && Has("pipelines/Directory.Build.props");

    /// <summary>The version of MlCi, whose packages programs refer to.</summary>
    public static string Version =>
        typeof(ScaffoldSite).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>Whether a file of the repository is there.</summary>
    public bool Has(string path) => File.Exists(Path.Combine(Root, path));

    /// <summary>The full path of a pipeline's folder.</summary>
    public string Folder(string pipeline) => Path.Combine(Root, "pipelines", pipeline);
}
