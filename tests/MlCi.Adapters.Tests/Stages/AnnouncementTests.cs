using MlCi.Adapters.Notifications;
using MlCi.Adapters.Stages;
using MlCi.Pipelines;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Stages;

/// <summary>What a chat is told of, and what it is not.</summary>
public sealed class AnnouncementTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("Register", StageStatus.Passed, NotedKind.Registered)]
    [InlineData("Promote", StageStatus.Passed, NotedKind.Promoted)]
    [InlineData("Rollback", StageStatus.Passed, NotedKind.RolledBack)]
    [InlineData("Promote", StageStatus.Failed, null)]
    [InlineData("Register", StageStatus.NotEvaluated, null)]
    [InlineData("Gate", StageStatus.Passed, null)]
    [InlineData("Gate", StageStatus.Failed, null)]
    public void WhatWasDone_IsTold_WhereverItWas(string stage, StageStatus status, object? kind) =>
        Assert.Equal(kind, Announcement.Of(stage, "tiny", new StageOutcome(stage, status, "why\nand more", HasResult: true), _ => null)?.Kind);

    [Theory]
    [InlineData("push", "main", true)]
    [InlineData("push", "topic", false)]
    [InlineData("pull_request", "main", false)]
    public void FailedGate_IsToldOfTheDefaultBranchAlone(string kind, string branch, bool isTold)
    {
        string file = folder.Write("event.json", """{"repository": {"default_branch": "main"}}""");
        string? Variable(string name) => name switch
        {
            "GITHUB_ACTIONS" => "true",
            "GITHUB_EVENT_NAME" => kind,
            "GITHUB_EVENT_PATH" => file,
            "GITHUB_REF_NAME" => branch,
            "GITHUB_REF_TYPE" => "branch",
            "GITHUB_RUN_ID" => "5",
            "GITHUB_SERVER_URL" => "https://github.com",
            "GITHUB_REPOSITORY" => "acme/churn",
            _ => null,
        };

        NotedEvent? noted = Announcement.Of("Gate", "tiny", StageOutcome.Failed("Gate", "auc misses\nlog"), Variable);
        PipelineResult[] merged = [new("tiny", "passed", "all passed", 0, "a"), new("other", "failed", "auc misses", 1, "b"), new("third", "not evaluated", "no gate.json", 1, "c")];
        Assert.Equal(isTold ? [("other", "auc misses"), ("third", "no gate.json")] : [], Announcement.Of(merged, Variable).Select(one => (one.Pipeline, one.Reason)));

        Assert.Equal(isTold, noted is not null);
        if (noted is not null)
            Assert.Equal((NotedKind.GateFailed, "auc misses", "https://github.com/acme/churn/actions/runs/5"), (noted.Kind, noted.Reason, noted.Details!.ToString()));
    }
}
