using System.Text.Json;
using MlCi.Adapters.Notifications;
using MlCi.Findings;
using MlCi.Pipelines;
using MlCi.Reports;

namespace MlCi.Adapters.Stages;

/// <summary>Tells a chat what a stage has done, where a webhook is set: registered, promoted, rolled back, and a gate that failed on the default branch.</summary>
internal static class Announcement
{
    /// <summary>Tells it.</summary>
    /// <returns>A warning where it could not be told; null where it was, or where there is nothing to tell.</returns>
    public static string? Tell(string stage, PipelineSession session, StageOutcome outcome)
    {
        Func<string, string?> environment = Environment.GetEnvironmentVariable;
        if (string.IsNullOrEmpty(environment(Webhook.Variable)) || Of(stage, session.Definition.Name, outcome, environment) is not { } noted)
            return null;
        using var webhook = new Webhook(environment, session.Interrupted);
        return webhook.Tell(noted);
    }

    /// <summary>Tells of the gates that failed on the default branch, by the verdicts that several runs left.</summary>
    /// <param name="results">What came of each pipeline.</param>
    /// <param name="interrupted">Stops it.</param>
    /// <returns>As <see cref="Tell(string, PipelineSession, StageOutcome)"/>.</returns>
    public static string? Tell(IReadOnlyList<PipelineResult> results, CancellationToken interrupted)
    {
        using var webhook = new Webhook(Environment.GetEnvironmentVariable, interrupted);
        return webhook.Tell(Of(results, Environment.GetEnvironmentVariable));
    }

    /// <summary>What there is to tell of them; one without a verdict has not passed.</summary>
    internal static IReadOnlyList<NotedEvent> Of(IReadOnlyList<PipelineResult> results, Func<string, string?> environment) => !IsOnDefaultBranch(environment) ? []
        : [.. results.Where(result => result.ExitCode != ExitCodes.Passed).Select(result => new NotedEvent(NotedKind.GateFailed, result.Pipeline) { Reason = result.Reason, Details = PageOf(environment) })];

    /// <summary>What there is to tell, or null.</summary>
    internal static NotedEvent? Of(string stage, string pipeline, StageOutcome outcome, Func<string, string?> environment)
    {
        NotedKind? kind = (stage, outcome.Status) switch
        {
            ("Register", StageStatus.Passed) => NotedKind.Registered,
            ("Promote", StageStatus.Passed) => NotedKind.Promoted,
            ("Rollback", StageStatus.Passed) => NotedKind.RolledBack,
            (GateStage.Name, not (StageStatus.Passed or StageStatus.Skipped)) when IsOnDefaultBranch(environment) => NotedKind.GateFailed,
            _ => null,
        };
        return kind is not { } known ? null : new NotedEvent(known, pipeline) { Reason = Headline.FirstLine(outcome.Reason), Details = PageOf(environment) };
    }

    /// <summary>The page of the job that this is, or null.</summary>
    internal static Uri? PageOf(Func<string, string?> environment) => environment("GITHUB_RUN_ID") is { Length: > 0 } run
        && Uri.TryCreate($"{environment("GITHUB_SERVER_URL")}/{environment("GITHUB_REPOSITORY")}/actions/runs/{run}", UriKind.Absolute, out Uri? page) ? page : null;

    // Of a pull request its author knows already. GitHub and GitLab say which branch is the default one.
    private static bool IsOnDefaultBranch(Func<string, string?> environment) => environment("GITHUB_ACTIONS") is "true"
        ? environment("GITHUB_EVENT_NAME") is "push" && environment("GITHUB_REF_TYPE") is "branch" && DefaultOf(environment("GITHUB_EVENT_PATH")) == environment("GITHUB_REF_NAME")
        : environment("CI_COMMIT_BRANCH") is { Length: > 0 } branch && branch == environment("CI_DEFAULT_BRANCH");

    private static string? DefaultOf(string? eventFile)
    {
        try
        {
            using JsonDocument told = JsonDocument.Parse(File.ReadAllBytes(eventFile ?? ""));
            return told.RootElement.GetProperty("repository").GetProperty("default_branch").GetString();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
