using System.Text.RegularExpressions;
using MlCi.Testing;

namespace MlCi.Build.Tests.Workflows;

/// <summary>Every workflow of the repository, of its pages and of what Init writes keeps to the rules; and each rule finds what it is for.</summary>
public sealed partial class WorkflowRulesTests
{
    private const string Good = """
        name: sample
        on: [pull_request, push]
        permissions:
          contents: read
        jobs:
          build:
            runs-on: ubuntu-24.04
            timeout-minutes: 5
            permissions:
              contents: read
            steps:
              - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
                with:
                  persist-credentials: false
              - run: echo "$TITLE"
                env:
                  TITLE: ${{ github.event.pull_request.title }}
                  TOKEN: ${{ secrets.GITHUB_TOKEN }}
          push:
            if: github.event_name == 'push' && github.ref == 'refs/heads/main'
            runs-on: ubuntu-24.04
            timeout-minutes: 5
            permissions:
              packages: write
            steps:
              - run: ./push
                env:
                  KEY: ${{ secrets.KEY }}

        """;

    public static TheoryData<string> Workflows => [.. Names];

    private static IEnumerable<string> Names => Files(".github/workflows", "*.yml").Concat(Files(".github/workflows", "*.yaml")).Order(StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Workflow_KeepsToTheRules(string file) => Assert.Equal([], WorkflowRules.Check(File.ReadAllText(Path.Combine(RepositoryRoot.Path, file))));

    [Fact]
    public void ThoseThatThereMustBe_AreThere() =>
        Assert.Empty(new[] { "gate", "report", "promote", "test" }.Select(name => $".github/workflows/{name}.yml").Except(Names));

    [Fact]
    public void OnlyReportWritesToPullRequests_AndItRunsNoneOfTheirCode()
    {
        string[] writers = [.. Names.Where(file => File.ReadAllText(Path.Combine(RepositoryRoot.Path, file)) is var text
            && (text.Contains("pull-requests: write", StringComparison.Ordinal) || text.Contains("checks: write", StringComparison.Ordinal) || text.Contains("statuses: write", StringComparison.Ordinal)))];

        Assert.Equal([".github/workflows/report.yml"], writers);
        Assert.Equal(["workflow_run"], WorkflowFile.Read(File.ReadAllText(Path.Combine(RepositoryRoot.Path, writers[0]))).Triggers);
    }

    [Fact]
    public void JobThatTellsOfFailures_HoldsOneSecret_OfAnEnvironmentOfTheDefaultBranch()
    {
        WorkflowJob tell = WorkflowFile.Read(File.ReadAllText(Path.Combine(RepositoryRoot.Path, ".github/workflows/gate.yml"))).Jobs.Single(job => job.Name == "tell");

        Assert.True(tell.IsOfPushesOnly);
        Assert.Equal("candidate", WorkflowFile.Scalar(WorkflowFile.Child(tell.Node, "environment")));
        Assert.Equal(["${{ secrets.MLCI_WEBHOOK_URL }}"], WorkflowFile.Texts(tell.Node).Where(text => text.Contains("secrets", StringComparison.Ordinal)));
    }

    [Fact]
    public void WorkflowsOfThePages_KeepToTheRules()
    {
        string[] workflows = [.. Files("docs", "*.md").SelectMany(file => Block().Matches(File.ReadAllText(Path.Combine(RepositoryRoot.Path, file))))
            .Select(match => match.Groups[1].Value).Where(text => text.Contains("\njobs:\n", StringComparison.Ordinal) && text.Contains("runs-on:", StringComparison.Ordinal))];

        Assert.NotEmpty(workflows);
        Assert.All(workflows, text => Assert.Equal([], WorkflowRules.Check(text)));
    }

    [Fact]
    public void WorkflowThatInitWrites_KeepsToTheRules()
    {
        string template = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "src/MlCi.Adapters/Scaffolding/Templates/repository/gate.yml.hbs"));
        // Of each choice what stands first, and what stands second.
        string first = Otherwise().Replace(template, ""), second = Choice().Replace(template, "");

        Assert.Equal([], WorkflowRules.Check(Marks().Replace(first, "")));
        Assert.Equal([], WorkflowRules.Check(Marks().Replace(second, "")));
    }

    [Fact]
    public void SampleOfTheTests_KeepsToTheRules() => Assert.Equal([], WorkflowRules.Check(Good));

    [Theory]
    [InlineData("@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2", "@v4", "expected one pinned by a SHA of 40 digits", "expected the version behind it")]
    [InlineData("@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2", "@11bd719 # v4.2.2", "found action 'actions/checkout@11bd719', expected one pinned by a SHA of 40 digits")]
    [InlineData(" # v4.2.2", "", "expected the version behind it: # v1.2.3")]
    [InlineData("permissions:\n  contents: read\njobs:", "jobs:", "the workflow: found no permissions, expected them stated")]
    [InlineData("permissions:\n  contents: read\njobs:", "permissions: write-all\njobs:", "the workflow: found permissions: write-all, expected them one by one")]
    [InlineData("permissions:\n  contents: read\njobs:", "permissions: read-all\njobs:", "the workflow: found permissions: read-all, expected them one by one")]
    [InlineData("permissions:\n  contents: read\njobs:", "permissions:\n  contents: write\njobs:", "the workflow: found contents: write, which every job gets")]
    [InlineData("    permissions:\n      contents: read\n", "    permissions: write-all\n", "job 'build': found permissions: write-all")]
    [InlineData("    permissions:\n      contents: read\n", "    permissions:\n      checks: write\n", "job 'build': found checks: write where the pull request's code runs")]
    [InlineData("    timeout-minutes: 5\n    permissions:\n      contents", "    permissions:\n      contents", "job 'build': found no timeout-minutes")]
    [InlineData("        with:\n          persist-credentials: false\n", "", "job 'build': found a checkout that leaves its token")]
    [InlineData("persist-credentials: false", "persist-credentials: true", "job 'build': found a checkout that leaves its token")]
    [InlineData("echo \"$TITLE\"", "echo \"${{ github.event.pull_request.title }}\"", "job 'build': found ${{ … }} in a script")]
    [InlineData("echo \"$TITLE\"", "echo ${{ github.head_ref }}", "job 'build': found ${{ … }} in a script")]
    [InlineData("echo \"$TITLE\"", "|\n          true\n          ./build.sh Promote --release-tag ${{github.ref_name}}", "job 'build': found ${{ … }} in a script")]
    [InlineData("secrets.GITHUB_TOKEN", "secrets.KEY", "job 'build': found the secret 'KEY' where the pull request's code runs")]
    [InlineData("secrets.GITHUB_TOKEN", "secrets['KEY']", "job 'build': found the secret 'KEY' where the pull request's code runs")]
    [InlineData("permissions:\n  contents: read\njobs:", "permissions:\n  contents: read\nenv:\n  K: ${{ secrets.KEY }}\njobs:", "the workflow: found the secret 'KEY'")]
    [InlineData("if: github.event_name == 'push' && github.ref", "if: github.event_name == 'push' || github.ref", "job 'push': found the secret 'KEY'", "job 'push': found packages: write")]
    [InlineData("    if: github.event_name == 'push' && github.ref == 'refs/heads/main'\n", "", "job 'push': found the secret 'KEY'", "job 'push': found packages: write")]
    public void WhatARuleIsFor_IsFound(string old, string bad, params string[] faults)
    {
        Assert.Contains(old, Good, StringComparison.Ordinal);

        IReadOnlyList<string> found = WorkflowRules.Check(ReplaceFirst(Good, old, bad));

        Assert.Equal(faults.Length, found.Count);
        Assert.All(faults, fault => Assert.Contains(found, one => one.Contains(fault, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("workflow_run", "ref: ${{ github.event.workflow_run.head_sha }}", true)]
    [InlineData("workflow_run", "repository: ${{ github.event.workflow_run.head_repository.full_name }}", true)]
    [InlineData("pull_request_target", "ref: refs/pull/7/merge", true)]
    [InlineData("pull_request_target", "ref: ${{ github.event.pull_request.head.sha }}", true)]
    [InlineData("workflow_run", "fetch-depth: 0", false)]
    [InlineData("push", "ref: ${{ github.sha }}", false)]
    public void HeadInAJobWithRights_IsFound(string trigger, string input, bool isFault)
    {
        string text = ReplaceFirst(Good, "on: [pull_request, push]", $"on: {trigger}").Replace("          persist-credentials: false\n", $"          persist-credentials: false\n          {input}\n", StringComparison.Ordinal);

        IReadOnlyList<string> found = WorkflowRules.Check(text);

        Assert.Equal(isFault ? ["job 'build': found the pull request's head being checked out in a job that has rights"] : [], found);
    }

    [Theory]
    [InlineData("gh pr checkout 7")]
    [InlineData("git fetch origin pull/7/head && git checkout FETCH_HEAD")]
    [InlineData("git fetch origin refs/pull/7/merge")]
    [InlineData("git checkout \"$HEAD_SHA\"")]
    public void HeadThatAScriptTakes_IsFound(string script)
    {
        string text = ReplaceFirst(Good, "on: [pull_request, push]", "on: workflow_run").Replace("echo \"$TITLE\"", script, StringComparison.Ordinal);

        Assert.Equal(["job 'build': found the pull request's head being checked out in a job that has rights"], WorkflowRules.Check(text));
    }

    [Fact]
    public void WorkflowWithoutJobs_IsNoPass() => Assert.Equal(["found no job"], WorkflowRules.Check("on: push\npermissions: {}\n"));

    private static string ReplaceFirst(string text, string old, string bad)
    {
        int at = text.IndexOf(old, StringComparison.Ordinal);
        return string.Concat(text.AsSpan(0, at), bad, text.AsSpan(at + old.Length));
    }

    private static IEnumerable<string> Files(string folder, string pattern) => Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, folder), pattern)
        .Select(file => Path.GetRelativePath(RepositoryRoot.Path, file).Replace('\\', '/'));

    [GeneratedRegex(@"^```yaml\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^\{\{else\}\}\n.*?^\{\{/if\}\}\n", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Otherwise();

    [GeneratedRegex(@"^\{\{#if \w+\}\}\n[^{]*?^\{\{else\}\}\n", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Choice();

    [GeneratedRegex(@"^\{\{[^\n]*\}\}\n", RegexOptions.Multiline)]
    private static partial Regex Marks();
}
