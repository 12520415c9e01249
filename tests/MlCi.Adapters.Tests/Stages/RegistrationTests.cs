using MlCi.Adapters.Registry;
using MlCi.Adapters.Stages;
using MlCi.Findings;
using MlCi.Models;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Stages;

/// <summary>What Register keeps beside the model: record, evaluation, version.</summary>
public sealed class RegistrationTests : CommandPipelineTest
{
    private readonly GitRepository git;

    public RegistrationTests(EngineSetup setup)
        : base(setup)
    {
        git = GitRepository.Begin(Repository.Root);
        Git("remote", "add", "origin", "https://ana:secret@git.example/ana/tiny.git");
        Repository.Write(".gitignore", "artifacts/\n.mlci/\nbin/\nobj/\n");
        Commit("chore: begin");
    }

    private FolderRegistry Registry => new(RegistryPlaces.FolderOf(Repository.Root), "tiny");

    private RegistrationRecord[] Records => [.. ModelNames.Versions(Registry).Select(one => one.Manifest.Digest).Distinct().SelectMany(digest => Registrations.Of(Registry, digest))];

    private string[] Versions => [.. ModelNames.Versions(Registry).Select(one => one.Version.ToString())];

    [Fact]
    public void Record_SaysWhoWhenAndOfWhat()
    {
        DateTimeOffset before = DateTimeOffset.UtcNow.AddSeconds(-1);
        string output = Register();

        Assert.Contains("version 0.1.0 (the first)", output, StringComparison.Ordinal);
        RegistrationRecord record = Assert.Single(Records);
        Descriptor candidate = Registry.Resolve("candidate")!;
        Assert.Equal(("tiny", candidate.Digest, "0.1.0", "computed", 7), (record.Pipeline, record.Model, record.Version, record.VersionFrom, record.Seed));
        Assert.Equal(candidate.Digest, Registry.Resolve("v0.1.0")?.Digest);
        Assert.InRange(record.When, before, DateTimeOffset.UtcNow);
        Assert.Equal((Git("rev-parse", "HEAD"), false, "https://git.example/ana/tiny.git"), (record.Commit, record.Dirty, record.Source));
        System.Text.Json.Nodes.JsonNode report = Report();
        Assert.Equal((string?)report["digests"]!["model"], record.ModelFiles);
        Assert.Equal((string?)report["digests"]!["rules"], record.Rules);
        Assert.Equal([((string?)report["digests"]!["data"], 400L, 4L), ((string?)report["digests"]!["holdout"], 300L, 4L)], record.Data.Select(data => ((string?)data.Digest, data.Rows, data.Columns)));
        Assert.Equal("pipelines/tiny/data/train.csv", record.Data[0].Path);
        Assert.Equal("good", record.Params["mode"].GetString());
        Assert.NotNull(record.Code);
        Assert.NotNull(record.Run);
        Assert.Null(record.Champion);
        Descriptor evaluation = Assert.Single(Registry.Referrers(candidate.Digest, MediaTypes.Evaluation));
        Assert.Equal(File.ReadAllBytes(Repository.Artifact("evaluation.json")), Attachment.ContentOf(Registry, evaluation, candidate.Digest));
    }

    [Fact]
    public void SameAgain_AddsNothing_UntilSomethingDiffers()
    {
        Register();
        string index = File.ReadAllText(Path.Combine(Registry.Folder, "index.json"));

        Register();
        Assert.Single(Records);
        Assert.Equal(index, File.ReadAllText(Path.Combine(Registry.Folder, "index.json")));

        // Another commit with the same model: who asks later shall find both.
        Repository.Write("README.md", "a tiny repository\n");
        Commit("docs: say what it is");
        Register();
        Assert.Equal(2, Records.Length);
        Assert.Equal(["0.1.0"], Versions);
        Assert.NotEqual(index, File.ReadAllText(Path.Combine(Registry.Folder, "index.json")));
    }

    [Fact]
    public void Version_FollowsWhatChanged()
    {
        Register();
        Repository.SetMode("other");
        Commit("chore: another parameter");
        Assert.Contains("version 0.2.0 (minor: params changed)", Register(), StringComparison.Ordinal);

        Repository.Edit("pipelines/tiny/schema.json", "\"minimum\": 0", "\"minimum\": -1");
        Commit("fix: admit negative numbers");
        Assert.Contains("version 0.3.0 (minor: schema.json: column 'x': minimum 0 → -1)", Register(), StringComparison.Ordinal);

        Repository.Edit("pipelines/tiny/schema.json", "\"minimum\": -1", "\"minimum\": -0.5");
        Commit("feat: refuse what is far below");
        Assert.Contains("version 1.0.0 (major: schema.json: column 'x': minimum -1 → -0.5)", Register(), StringComparison.Ordinal);

        // As it was registered before: the same model has the version that it had.
        Repository.Edit("pipelines/tiny/schema.json", "\"minimum\": -0.5", "\"minimum\": -1");
        Commit("feat!: and back");
        Assert.Contains("version 0.3.0 (it was registered as 0.3.0 already)", Register(), StringComparison.Ordinal);
        Assert.Equal(["0.1.0", "0.2.0", "0.3.0", "1.0.0"], Versions);
    }

    [Fact]
    public void CommitsElsewhere_DoNotCount()
    {
        Register();
        Repository.Write("elsewhere.txt", "x\n");
        Commit("feat!: something else");
        Repository.Edit("pipelines/tiny/pipeline.yml", "min: 0.6", "min: 0.61");
        Commit("fix: raise a limit");
        Register();

        Assert.Equal(["0.1.0", "0.1.1"], Versions);
        Assert.Contains("fix: raise a limit", Records[^1].VersionBecause[0], StringComparison.Ordinal);
    }

    [Fact]
    public void ReleaseTag_IsTheVersion_AndNeverMoves()
    {
        Git("tag", "tiny/v2.0.0-rc.1");
        Git("tag", "tiny/v2.0.0");
        Git("tag", "other/v9.9.9");
        Assert.Contains("version 2.0.0 (release tag tiny/v2.0.0)", Register(), StringComparison.Ordinal);
        string released = Registry.Resolve("v2.0.0")!.Digest;

        Repository.SetMode("other");
        (int code, string output) = Run("Register", WithProof);

        Assert.Equal(ExitCodes.Misconfigured, code);
        AssertSaid(output, $"found version 2.0.0 at {released}, expected it to be free", "a version never moves");
        Assert.Equal(released, Registry.Resolve("v2.0.0")?.Digest);
        Assert.Equal(released, Registry.Resolve("candidate")?.Digest);
    }

    [Fact]
    public void ReleaseTagOfNoVersion_IsAFault()
    {
        Git("tag", "tiny/v2.0");

        (int code, string output) = Run("Register", WithProof);

        Assert.Equal(ExitCodes.Misconfigured, code);
        AssertSaid(output, "found git tag 'tiny/v2.0' on the commit, expected tiny/v and a version as semver.org has it");
        Assert.Null(Registry.Resolve("candidate"));
    }

    [Fact]
    public void Names_AreTagVersionDigestAndItsBeginning()
    {
        Register();
        Descriptor model = Registry.Resolve("candidate")!;

        Assert.All(
            ["candidate", "v0.1.0", "0.1.0", model.Digest, model.Digest[..20], model.Digest[7..15], $"model-{model.Digest[7..19]}"],
            name => Assert.Equal(model.Digest, ModelNames.Find(Registry, name)?.Digest));
        Assert.All(["production", "0.2.0", model.Digest[7..14], "v0.1"], name => Assert.Null(ModelNames.Find(Registry, name)));
    }

    private static RunOptions WithProof(RunOptions options) => options with { VerifyReproducible = true };

    private string Register()
    {
        (int code, string output) = Run("Register", WithProof);
        Assert.True(code == ExitCodes.Passed, output);
        return output;
    }

    private void Commit(string message) => git.Commit(message);

    private string Git(params string[] arguments) => git.Run(arguments);
}
