using MlCi.Adapters.Registry;
using MlCi.Adapters.Stages;
using MlCi.Adapters.Tests.Attestations;
using MlCi.Attestations;
using MlCi.Findings;
using MlCi.Models;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Stages;

/// <summary>Promote with <c>--release-tag</c>: the model of the tag's files goes into production as the tag's version, and nothing is trained.</summary>
public sealed class TaggedReleaseTests : CommandPipelineTest
{
    private const string Variable = "MLCI_SIGNING_KEY";

    private readonly GitRepository git;

    public TaggedReleaseTests(EngineSetup setup)
        : base(setup)
    {
        git = GitRepository.Begin(Repository.Root);
        Repository.Write(".gitignore", "artifacts/\n.mlci/\nbin/\nobj/\n");
        Commit("chore: begin");
    }

    private FolderRegistry Registry => new(RegistryPlaces.FolderOf(Repository.Root), "tiny");

    [Fact]
    public void ModelOfTheTagsCommit_GoesIntoProduction_AsItsVersion()
    {
        Register();
        string model = Candidate;
        Git("tag", "tiny/v1.2.0");
        // Whoever releases need not be able to train.
        File.Delete(Repository.Path("pipelines/tiny/data/train.csv"));

        (int code, string output) = Release("tiny/v1.2.0");

        Assert.True(code == ExitCodes.Passed, output);
        AssertSaid(Flat(output), $"tiny/v1.2.0 is in production: {model} (nothing before), registered of commit", "release tag tiny/v1.2.0", "not signed, as nothing signs");
        Assert.Equal([model, model, model], new[] { "production", "v1.2.0", "v0.1.0" }.Select(tag => Registry.Resolve(tag)?.Digest));
        RegistrationRecord latest = Registrations.LatestOf(Registry, model)!;
        Assert.Equal(("1.2.0", "tag", "release tag tiny/v1.2.0"), (latest.Version, latest.VersionFrom, Assert.Single(latest.VersionBecause)));
        string notes = File.ReadAllText(Repository.Artifact("release.md"));
        AssertSaid(notes, "# tiny v1.2.0", "PASSED tiny", "Nothing was in production before.", model, $"of commit `{Git("rev-parse", "HEAD")}`", "### tiny v1.2.0");
    }

    [Fact]
    public void Again_CompletesAndAddsNothing()
    {
        Register();
        Git("tag", "tiny/v1.2.0");
        Release("tiny/v1.2.0");
        string index = File.ReadAllText(Path.Combine(Registry.Folder, "index.json"));
        string notes = File.ReadAllText(Repository.Artifact("release.md"));

        (int code, string output) = Release("tiny/v1.2.0");

        Assert.True(code == ExitCodes.Passed, output);
        Assert.Equal(index, File.ReadAllText(Path.Combine(Registry.Folder, "index.json")));
        Assert.Equal(notes, File.ReadAllText(Repository.Artifact("release.md")));
    }

    [Fact]
    public void OtherCommitWithTheSameFiles_IsTheSameSource_AndAnEarlierModelIsFound()
    {
        Register();
        string first = Candidate;
        Repository.SetMode("other");
        Commit("feat: another parameter");
        Register();
        Assert.NotEqual(first, Candidate);
        Git("revert", "--no-edit", "HEAD");
        Git("tag", "--annotate", "--message", "back", "tiny/v0.9.0");

        (int code, string output) = Release("tiny/v0.9.0");

        Assert.True(code == ExitCodes.Passed, output);
        Assert.Equal(first, Registry.Resolve("production")?.Digest);
        AssertSaid(File.ReadAllText(Repository.Artifact("release.md")), "which has the same files");
    }

    [Fact]
    public void WhatChangedSinceTheModelBefore_StandsInTheNotes()
    {
        Register();
        Git("tag", "tiny/v1.0.0");
        Release("tiny/v1.0.0");
        string first = Candidate;
        Repository.SetMode("other");
        Commit("feat: another parameter");
        Register();
        Git("tag", "tiny/v1.1.0");

        (int code, string output) = Release("tiny/v1.1.0");

        Assert.True(code == ExitCodes.Passed, output);
        AssertSaid(
            File.ReadAllText(Repository.Artifact("release.md")), $"Before, v1.0.0, `{first}` was in production.", "| params | `mode` | good | other |",
            $"$ mlci rollback --pipeline tiny --to production --model {first}");
    }

    [Fact]
    public void NoModelOfTheTagsFiles_IsRefusedWithWhatThereIs()
    {
        string registered = Git("rev-parse", "HEAD");
        Register();
        Repository.Edit("pipelines/tiny/pipeline.yml", "min: 0.6", "min: 0.61");
        Commit("fix: raise a limit");
        Git("tag", "tiny/v1.0.0");

        (int code, string output) = Release("tiny/v1.0.0");

        Assert.Equal(ExitCodes.Negative, code);
        AssertSaid(
            Flat(output), "rule 'source' refuses tiny/v1.0.0: found sha256:", $"(version 0.1.0) of commit {registered[..12]}, expected a model that Register made of commit {Git("rev-parse", "HEAD")[..12]}",
            "tag a commit of which a model was registered, or run Register on this one");
        Assert.Null(Registry.Resolve("production"));
        Assert.Null(Registry.Resolve("v1.0.0"));
        Assert.False(File.Exists(Repository.Artifact("release.md")));
        Assert.False(Directory.Exists(Repository.Artifact("model")) && Registry.Resolve("v0.2.0") is not null);
    }

    [Fact]
    public void ModelWithChangesBesideTheCommit_IsNoModelOfIt()
    {
        Repository.SetMode("other");
        Register();
        Git("tag", "tiny/v1.0.0");

        (int code, string output) = Release("tiny/v1.0.0");

        Assert.Equal(ExitCodes.Negative, code);
        AssertSaid(Flat(output), "with files changed after it, expected a model", "with no file changed beside it; run Register on the commit as it is");
        Assert.Null(Registry.Resolve("production"));
    }

    [Fact]
    public void VersionOfAnotherModel_NeverMoves_AndNothingElseDoes()
    {
        Git("tag", "tiny/v1.0.0");
        Register();
        string first = Candidate;
        Repository.SetMode("other");
        Commit("feat: another parameter");
        Register();
        Git("tag", "--force", "tiny/v1.0.0");

        (int code, string output) = Release("tiny/v1.0.0");

        Assert.Equal(ExitCodes.Misconfigured, code);
        AssertSaid(Flat(output), $"found version 1.0.0 at {first}, expected it to be free or at {Candidate}", "a version never moves");
        Assert.Equal(first, Registry.Resolve("v1.0.0")?.Digest);
        Assert.Null(Registry.Resolve("production"));
    }

    [Fact]
    public void RuleOfProduction_RefusesAsEver_AndTheVersionStaysFree()
    {
        string key = SignedModel.NewKey();
        Repository.Write("pipelines/tiny/ana.pub", SignedModel.PublicOf(key));
        File.AppendAllText(Repository.Path("pipelines/tiny/pipeline.yml"), "promote: {people: {ana: ana.pub}, aliases: {production: {champion: any, approvals: {count: 1, of: [ana]}}}}\n");
        Commit("feat: ask for an approval");
        Register();
        Git("tag", "tiny/v1.0.0");

        (int code, string output) = Release("tiny/v1.0.0");

        Assert.Equal(ExitCodes.Negative, code);
        AssertSaid(Flat(output), "rule 'approvals' refuses production");
        Assert.Null(Registry.Resolve("v1.0.0"));
    }

    [Fact]
    public void WithAKey_WhatIsReleasedIsSigned()
    {
        Register();
        Git("tag", "tiny/v1.0.0");
        string pem = SignedModel.NewKey();
        Repository.Write("ci.pub", SignedModel.PublicOf(pem));

        (int code, string output) = WithKey(pem, () => Release("tiny/v1.0.0"));

        Assert.True(code == ExitCodes.Passed, output);
        AssertSaid(Flat(output), "gate verdict and provenance signed by");
        VerificationReport report = new AttestationDesk(Repository.Root).Verify([], "v1.0.0", "production", [Repository.Path("ci.pub")], ["signature", "provenance", "gate", "record"]);
        Assert.All(report.Checks, check => Assert.True(check.Outcome == CheckOutcome.Passed, check.Message));
    }

    [Fact]
    public void KeyThatCannotBeUsed_IsToldBeforeAnythingMoves()
    {
        Register();
        Git("tag", "tiny/v1.0.0");

        (int code, _) = WithKey("-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----", () => Release("tiny/v1.0.0"));

        Assert.Equal(ExitCodes.Misconfigured, code);
        Assert.Null(Registry.Resolve("production"));
    }

    [Theory]
    [InlineData("tiny/v1.0.0", "found no git tag 'tiny/v1.0.0' here, expected one on the commit to release")]
    [InlineData("other/v1.0.0", "found no pipeline 'other', expected one of tiny")]
    [InlineData("tiny/v1.0.0;id", "found ';' as letter 12 of a tag")]
    [InlineData("Tiny/1.0", "found pipeline 'Tiny' in '--release-tag'", "found version '1.0' in '--release-tag'")]
    public void TagThatNamesNoRelease_IsAFault(string tag, params string[] messages)
    {
        (int code, string output) = Release(tag);

        Assert.Equal(ExitCodes.Misconfigured, code);
        AssertSaid(Flat(output), messages);
    }

    [Fact]
    public void WhatTheTagSaysAlready_IsNotSaidBeside()
    {
        (int code, string output) = Run("Promote", options => options with { ReleaseTag = "tiny/v1.0.0", To = "staging", Model = "candidate", Pipelines = ["other"] });

        Assert.Equal(ExitCodes.Misconfigured, code);
        Assert.All(["--to", "--model", "--pipeline"], option => AssertSaid(Flat(output), $"found '{option}' beside '--release-tag tiny/v1.0.0', which says it already; expected it to be left out"));
        (code, output) = Run("Register", options => options with { ReleaseTag = "tiny/v1.0.0" });
        Assert.Equal(ExitCodes.Misconfigured, code);
        AssertSaid(Flat(output), "found '--release-tag' with ValidateData, expected Promote alone");
    }

    private string Candidate => Registry.Resolve("candidate")!.Digest;

    private (int ExitCode, string Output) Release(string tag) => Run("Promote", options => options with { ReleaseTag = tag });

    private void Register()
    {
        (int code, string output) = Run("Register", options => options with { VerifyReproducible = true });
        Assert.True(code == ExitCodes.Passed, output);
    }

    private static (int ExitCode, string Output) WithKey(string key, Func<(int ExitCode, string Output)> run)
    {
        string? before = Environment.GetEnvironmentVariable(Variable);
        try
        {
            Environment.SetEnvironmentVariable(Variable, key);
            return run();
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, before);
        }
    }

    // As a console of any width would have it.
    private static string Flat(string output) => string.Join(' ', output.Split((char[])[' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));

    private void Commit(string message) => git.Commit(message);

    private string Git(params string[] arguments) => git.Run(arguments);
}
