using System.Text.Json.Nodes;
using MlCi.Findings;
using MlCi.Testing.GitHub;

namespace MlCi.Cli.Tests.PullRequests;

/// <summary>What people get wrong with <c>report</c>, <c>judge</c> and <c>github protect</c>: a message for each fault, an exit code, no stack trace.</summary>
[Collection(ConsoleTests.Name)]
public sealed class WrongInputTests : IDisposable
{
    private static readonly string[] Variables = ["GITHUB_EVENT_PATH", "GITHUB_REPOSITORY", "GITHUB_API_URL", "GITHUB_TOKEN", "MLCI_GITHUB_TOKEN", "GITHUB_TOKEN_FILE"];
    private readonly Dictionary<string, string?> before = Variables.ToDictionary(name => name, Environment.GetEnvironmentVariable);
    private readonly Testing.TemporaryFolder folder = new();
    private readonly FakeGitHub gitHub = new();

    public WrongInputTests()
    {
        foreach (string name in Variables)
            Environment.SetEnvironmentVariable(name, null);
    }

    public void Dispose()
    {
        foreach ((string name, string? value) in before)
            Environment.SetEnvironmentVariable(name, value);
        folder.Dispose();
        gitHub.Dispose();
        Assert.True(gitHub.Wrong.IsEmpty, string.Join('\n', gitHub.Wrong));
    }

    [Theory]
    [InlineData("id", "\"x\"", "found what cannot be read (")]
    [InlineData("id", "1.5", "found what cannot be read (no number as 'id')")]
    [InlineData("head_sha", "\"main\"", "found what cannot be read (no commit as 'head_sha')")]
    [InlineData("head_sha", null, "found what cannot be read (no 'head_sha')")]
    [InlineData("name", null, "found what cannot be read (no 'name')")]
    public void EventThatIsNotAsGitHubsIs_IsAFault(string member, string? json, string message)
    {
        JsonObject told = HostedRepository.Told(5, new string('1', 40), isCompleted: true);
        var run = (JsonObject)told["workflow_run"]!;
        if (json is null)
            run.Remove(member);
        else
            run[member] = JsonNode.Parse(json);
        Environment.SetEnvironmentVariable("GITHUB_EVENT_PATH", folder.Write("event.json", told.ToJsonString()));

        AssertFault(ExitCodes.Misconfigured, $"{folder.Path("event.json")}: {message}", "report", "--root", folder.Root);
    }

    [Fact]
    public void EventThatIsNotThere_IsAFault()
    {
        Environment.SetEnvironmentVariable("GITHUB_EVENT_PATH", folder.Path("none.json"));

        AssertFault(ExitCodes.Misconfigured, $"GITHUB_EVENT_PATH: found no file '{folder.Path("none.json")}' that can be read, expected the event workflow_run", "report", "--root", folder.Root);
    }

    [Fact]
    public void EveryMissingVariable_IsTold()
    {
        Environment.SetEnvironmentVariable("GITHUB_EVENT_PATH", folder.Write("event.json", HostedRepository.Told(5, new string('1', 40), isCompleted: true).ToJsonString()));

        string said = AssertFault(ExitCodes.Misconfigured, "GITHUB_REPOSITORY: found '', expected owner/name", "report", "--root", folder.Root);

        Assert.Contains("error GitHub: found no token, expected one in MLCI_GITHUB_TOKEN", said, StringComparison.Ordinal);
    }

    [Fact]
    public void OptionsThatReportDoesNotUse_AreRefused()
    {
        string said = AssertFault(ExitCodes.Misconfigured, "found '--pipeline' with Report", "report", "--root", folder.Path("none"), "--pipeline", "tiny", "--force");

        Assert.Contains("error found '--force' with Report", said, StringComparison.Ordinal);
        Assert.Contains($"error found no folder '{folder.Path("none")}' for '--root', expected the repository's", said, StringComparison.Ordinal);
    }

    [Fact]
    public void RepositoryWithoutPipelines_HasNothingToJudge()
    {
        string changed = folder.Write("changed", "README.md\n");

        (int code, string output, string errors) = MlciRun.Run("judge", "--root", folder.Root, "--changed", changed, "--head", new string('1', 40), "--base", new string('2', 40));

        Assert.Equal((ExitCodes.Passed, ""), (code, errors));
        Assert.Contains("the change affects no pipeline: nothing was judged", output, StringComparison.Ordinal);
    }

    [Fact]
    public void ArtifactThatIsNoZipFile_BlamesTheChange()
    {
        string zip = folder.Write("gate.zip", "garbage\n"), changed = folder.Write("changed", "pipelines/tiny/model/train.sh\n");
        folder.Write("pipelines/tiny/pipeline.yml", "version: 1\n");

        AssertFault(ExitCodes.Negative, "gate.zip: found 8 bytes, expected a zip file", "judge", "--root", folder.Root, "--changed", changed, "--head", new string('1', 40), "--base", new string('2', 40), "--artifact", zip);
    }

    [Theory]
    [InlineData("--repository: found 'acme', expected owner/name", "--repository", "acme")]
    [InlineData("--repository: found '', expected owner/name", "--repository", "")]
    [InlineData("found nothing for '--branch', expected the name of a branch", "--repository", "owner/name", "--branch", "")]
    [InlineData("found 'twelve' for '--app', expected a whole number", "--repository", "owner/name", "--app", "twelve")]
    [InlineData("found -3 for '--app', expected the number of a GitHub App", "--repository", "owner/name", "--app", "-3")]
    public void WrongOptionOfProtect_IsAFault(string message, params string[] options)
    {
        Use(FakeGitHub.PersonToken);
        AssertFault(ExitCodes.Misconfigured, message, ["github", "protect", .. options]);
        Assert.Empty(gitHub.Asked);
    }

    [Theory]
    [InlineData("ghp_of_nobody", "owner/name", null, "found 401 Unauthorized (Bad credentials) as answer to GET branches/main/protection, expected the token of GITHUB_TOKEN to be one that holds")]
    [InlineData(FakeGitHub.PersonToken, "owner/other", null, "found 404 NotFound (Not Found) as answer to GET branches/main/protection, expected it to be there, and the token of GITHUB_TOKEN to have the permission 'administration: read'")]
    [InlineData(FakeGitHub.PersonToken, "owner/name", "administration=read", "found 403 Forbidden (Resource not accessible by integration) as answer to GET branches/main/protection, expected the token of GITHUB_TOKEN to have the permission 'administration: read'")]
    public void TokenWithoutTheRight_IsAFault_AndNothingIsProposed(string token, string repository, string? lacking, string message)
    {
        Use(token);
        if (lacking is not null)
            gitHub.Lacking["repos/get-branch-protection"] = lacking;

        string said = AssertFault(ExitCodes.OutOfReach, $"{gitHub.Api.Authority}, {repository}: {message}", "github", "protect", "--repository", repository, "--yes");

        Assert.DoesNotContain(token, said, StringComparison.Ordinal);
        Assert.Empty(gitHub.Repository.Protections);
    }

    [Fact]
    public void WhatStaysOpen_IsWarnedOf_UntilItIsAskedFor()
    {
        Use(FakeGitHub.PersonToken);

        (int code, string output, string errors) = MlciRun.Run("github", "protect", "--repository", "owner/name", "--yes");
        Assert.True(code == ExitCodes.Passed, errors);
        Assert.StartsWith($"warning {gitHub.Api.Authority}, owner/name, the protection of 'main': found branches that may be merged without being up to date", errors, StringComparison.Ordinal);
        Assert.EndsWith("'main' is protected", output.TrimEnd(), StringComparison.Ordinal);

        (code, output, errors) = MlciRun.Run("github", "protect", "--repository", "owner/name", "--yes", "--strict");
        Assert.Equal((ExitCodes.Passed, ""), (code, errors));
        Assert.Contains("  require branches to be up to date before they are merged", output, StringComparison.Ordinal);
    }

    private void Use(string token)
    {
        Environment.SetEnvironmentVariable("GITHUB_API_URL", gitHub.Api.ToString());
        Environment.SetEnvironmentVariable("GITHUB_TOKEN", token);
    }

    private static string AssertFault(int exitCode, string message, params string[] arguments)
    {
        (int code, string output, string errors) = MlciRun.Run(arguments);
        string said = output.ReplaceLineEndings("\n").Replace("\n  | ", "\n", StringComparison.Ordinal) + errors;
        Assert.True(code == exitCode && said.Contains($"error {message}", StringComparison.Ordinal), $"{code}: {said}");
        Assert.DoesNotContain("this is a bug", said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
        return said;
    }
}
