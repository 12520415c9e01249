using System.Text.RegularExpressions;
using System.Xml.Linq;
using MlCi.Testing;

namespace MlCi.Tests;

/// <summary>How the parts may depend on each other, and what a file may look like.</summary>
public sealed partial class ArchitectureTests
{
    private const int MostLines = 300;

    // Each imports only those before it.
    private static readonly string[] Folders =
    [
        "Findings", "Data", "Schemas", "Statistics", "Metrics", "Slices", "Comparison", "Drift", "Quality", "Gates", "Promotion", "Pipelines", "Reports", "PullRequests", "Runs", "Models", "Proposals", "Attestations", "Serving", "Images", "Deployments",
    ];

    private static readonly string[] ForbiddenWords = ["Common", "Utils", "Utilities", "Helpers", "Helper", "Manager", "Misc"];

    private static readonly string[] Impure =
    [
        "DateTime.Now", "DateTime.UtcNow", "DateTime.Today", "DateTimeOffset.Now", "DateTimeOffset.UtcNow", "Stopwatch.", "TimeProvider.System",
        "Guid.NewGuid", "Random.Shared", "new Random(", "Process.", "HttpClient", "File.", "Directory.", "Environment.GetEnvironmentVariable", "Console.",
    ];

    [Fact]
    public void FolderOfTheEngine_ImportsOnlyFoldersBeforeIt()
    {
        string[] found = [.. Directory.GetDirectories(Source("MlCi")).Select(Path.GetFileName).Where(name => name is not ("bin" or "obj"))!];
        Assert.Empty(found.Except(Folders));

        string[] violations =
        [
            .. from file in Files(Source("MlCi"))
               let folder = Array.IndexOf(Folders, Path.GetRelativePath(Source("MlCi"), file).Split(Path.DirectorySeparatorChar)[0])
               from Match match in FolderName().Matches(Code(file))
               where Array.IndexOf(Folders, match.Groups[1].Value) > folder
               select $"{Shown(file)} imports {match.Groups[1].Value}",
        ];
        Assert.Empty(violations);
    }

    [Theory]
    [InlineData("MlCi", "")]
    [InlineData("MlCi.Adapters", "MlCi")]
    [InlineData("MlCi.ModelProgram", "MlCi")]
    [InlineData("MlCi.ModelProgram.MLNet", "MlCi.ModelProgram")]
    public void Project_RefersOnlyTo(string project, string others) => Assert.Equal(
        others.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        XDocument.Load(Path.Combine(Source(project), $"{project}.csproj")).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!)));

    [Fact]
    public void NoType_BearsItsNamespacesName()
    {
        HashSet<string> names = [.. Folders, .. NamespacesOf(Source("")).SelectMany(name => name.Split('.'))];

        string[] types = [.. Files(Source("")).SelectMany(file => TypeName().Matches(Code(file)).Select(match => match.Groups[1].Value))];
        Assert.NotEmpty(types);
        Assert.Equal([], types.Intersect(names));
    }

    [Fact]
    public void NoFile_IsLongerThan300Lines() => Assert.Empty(
        AllFiles().Where(file => File.ReadAllLines(file).Length > MostLines).Select(Shown));

    [Fact]
    public void NoName_SaysNothing() => Assert.Empty(
        from file in AllFiles()
        from part in Shown(file).Split('/')
        where ForbiddenWords.Contains(Path.GetFileNameWithoutExtension(part))
        select Shown(file));

    [Fact]
    public void Engine_TouchesNothingThatIsNotPassedIn() => Assert.Empty(
        from file in Files(Source("MlCi"))
        from api in Impure
        where Regex.IsMatch(Code(file), $@"(?<![\w.""]){Regex.Escape(api)}")
        select $"{Shown(file)}: {api}");

    private static string Source(string project) => Path.Combine(RepositoryRoot.Path, "src", project);

    private static IEnumerable<string> AllFiles() => new[] { "src", "build", "tests", "pipelines" }
        .Select(folder => Path.Combine(RepositoryRoot.Path, folder)).Where(Directory.Exists).SelectMany(Files);

    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));

    private static IEnumerable<string> NamespacesOf(string folder) => Files(folder).Select(file => Namespace().Match(File.ReadAllText(file)).Groups[1].Value);

    // A file's text without comments.
    private static string Code(string file) => Comment().Replace(File.ReadAllText(file), "");

    private static string Shown(string file) => Path.GetRelativePath(RepositoryRoot.Path, file).Replace('\\', '/');

    // "using MlCi.Gates;" and "Gates.GateRule", but no property of that name.
    [GeneratedRegex(@"(?<![\w.""])(?:MlCi\.)?([A-Z]\w+)(?=;|\.[A-Z])")]
    private static partial Regex FolderName();

    [GeneratedRegex(@"^\s*(?:public |internal |private |sealed |static |abstract |partial |readonly )*(?:class|record struct|record|struct|interface|enum) (\w+)", RegexOptions.Multiline)]
    private static partial Regex TypeName();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex("//.*")]
    private static partial Regex Comment();
}
