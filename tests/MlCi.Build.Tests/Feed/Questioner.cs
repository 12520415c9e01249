using System.Text.Json;
using MlCi.Testing;

namespace MlCi.Build.Tests.Feed;

/// <summary>A repository of nothing but the feed question, with package sources of the test's choice.</summary>
internal sealed class Questioner : IDisposable
{
    private readonly TemporaryFolder folder = new();

    /// <param name="cards">Each an id, a version, and perhaps the id of what comes with it.</param>
    public Questioner(params string[] cards)
    {
        foreach (string file in new[] { "build.sh", "global.json" })
            folder.Write(file, File.ReadAllText(Path.Combine(RepositoryRoot.Path, file)));
        foreach (string file in Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "build", "feed")))
            folder.Write($"build/feed/{Path.GetFileName(file)}", File.ReadAllText(file));

        IEnumerable<string> items = cards.Select(card => card.Split(' ')).Select(card =>
            $"""<CardPackage Include="{card[0]}" Version="{card[1]}" With="{card.ElementAtOrDefault(2)}" StandIn="the in-box {card[0]}" />""");
        folder.Write("Directory.Packages.props", $"<Project><ItemGroup>{string.Concat(items)}</ItemGroup></Project>");
        Feed = new PackageFolder(folder.Path("feed"));
        UseSource(Feed.Path);
    }

    public PackageFolder Feed { get; }

    public void UseSource(string source) => folder.Write("nuget.config", $"""
        <configuration>
          <packageSources><clear /><add key="test" value="{source}" allowInsecureConnections="true" /></packageSources>
        </configuration>
        """);

    public void FixChoice(string available) => folder.Write(
        ".nuke/packages.props",
        $"<Project><PropertyGroup><AvailableCardPackages>{available}</AvailableCardPackages></PropertyGroup></Project>");

    /// <summary>The first thing that somebody does with a new clone.</summary>
    public Task<ChildProcess> Bootstrap(string? path = null)
    {
        Dictionary<string, string> environment = EmptyPackageFolder();
        if (path is not null)
            environment["PATH"] = path;
        return ChildProcess.Run("/bin/bash", ["build.sh", "Gate"], folder.Root, environment);
    }

    public async Task<ChildProcess> Ask() => await MSBuild("build/feed/AskTheFeed.proj", "-v:m");

    /// <summary>What a project of the repository reads, as Directory.Build.props would import it.</summary>
    public async Task<string> Property(string name) =>
        (await MSBuild("build/feed/Record.props", $"-getProperty:{name}")).Output.Trim();

    public string[] Records() => Directory.Exists(folder.Path(".nuke", "temp", "feed"))
        ? Directory.GetFiles(folder.Path(".nuke", "temp", "feed"), "*.props")
        : [];

    public Answer Answer(string id)
    {
        using JsonDocument list = JsonDocument.Parse(File.ReadAllText(folder.Path(".nuke", "temp", "feed", "packages.json")));
        JsonElement answer = list.RootElement.EnumerateArray().Single(a => a.GetProperty("id").GetString() == id);
        return new Answer(
            answer.GetProperty("available").GetBoolean(),
            answer.GetProperty("standIn").GetString()!,
            answer.GetProperty("reason").GetString()!);
    }

    public void Dispose() => folder.Dispose();

    private Task<ChildProcess> MSBuild(params string[] arguments) => ChildProcess.Run(
        "dotnet",
        ["msbuild", "-nologo", .. arguments],
        folder.Root,
        EmptyPackageFolder());

    /// <summary>What an earlier restore has brought could be had without any feed.</summary>
    private Dictionary<string, string> EmptyPackageFolder() => new()
    {
        ["NUGET_PACKAGES"] = folder.Path("packages"),
        ["NUGET_ENHANCED_MAX_NETWORK_TRY_COUNT"] = "1",
    };
}

/// <summary>One line of packages.json.</summary>
public sealed record Answer(bool Available, string StandIn, string Reason);
