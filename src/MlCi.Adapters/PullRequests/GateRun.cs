using System.Text.Json;
using MlCi.Adapters.Processes;
using MlCi.Findings;

namespace MlCi.Adapters.PullRequests;

/// <summary>A run of the workflow that gates, as GitHub's event <c>workflow_run</c> tells of it. Of a fork it does not say which pull request it is for.</summary>
/// <param name="Id">Its id, by which its artifacts are found.</param>
/// <param name="Workflow">The workflow's name.</param>
/// <param name="Event">What started it: <c>pull_request</c>, <c>merge_group</c>, <c>push</c>.</param>
/// <param name="IsCompleted">Whether it has ended.</param>
/// <param name="HeadOwner">Who owns the repository of its commit; null where that was deleted.</param>
/// <param name="HeadBranch">The branch of its commit.</param>
/// <param name="HeadSha">Its commit.</param>
/// <param name="DefaultBranch">The repository's default branch.</param>
/// <param name="Page">Its page, or null.</param>
internal sealed record GateRun(long Id, string Workflow, string Event, bool IsCompleted, string? HeadOwner, string HeadBranch, string HeadSha, string DefaultBranch, Uri? Page)
{
    /// <summary>The variable that names the event's file.</summary>
    public const string Variable = "GITHUB_EVENT_PATH";

    private const string Expected = "expected the event workflow_run, with which GitHub starts report.yml when a run of gate.yml begins and ends";
    private const string Queue = "gh-readonly-queue/";

    /// <summary>The branch that a merge queue's branch is for, <c>gh-readonly-queue/BRANCH/pr-NUMBER-SHA</c>; null of any other branch.</summary>
    public string? QueuedFor => HeadBranch.StartsWith(Queue, StringComparison.Ordinal) && HeadBranch.LastIndexOf("/pr-", StringComparison.Ordinal) is var end && end > Queue.Length
        ? HeadBranch[Queue.Length..end] : null;

    /// <summary>Reads the event.</summary>
    /// <param name="file">Its file, or null.</param>
    /// <exception cref="FaultException">There is none, or it is another one (exit 2).</exception>
    public static GateRun Read(string? file)
    {
        if (string.IsNullOrEmpty(file))
            throw FaultException.Misconfigured($"found no {Variable} in the environment, {Expected}");
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file));
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("workflow_run", out JsonElement run))
                throw FaultException.Misconfigured($"{file}: found another event, {Expected}");
            return new GateRun(
                Member(run, "id").TryGetInt64(out long id) ? id : throw new FormatException("no number as 'id'"), Text(run, "name"), Text(run, "event"), Text(root, "action") == "completed",
                run.TryGetProperty("head_repository", out JsonElement head) && head.ValueKind == JsonValueKind.Object ? Text(Member(head, "owner"), "login") : null,
                Text(run, "head_branch"), Commit(run), Text(Member(root, "repository"), "default_branch"),
                Uri.TryCreate(Text(run, "html_url"), UriKind.Absolute, out Uri? page) && page.Scheme is "https" or "http" ? page : null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw FaultException.Misconfigured($"{file}: found what cannot be read ({e.Message.TrimEnd('.')}), {Expected}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FaultException.Misconfigured($"{Variable}: found no file '{InertText.Of(file)}' that can be read, {Expected}");
        }
    }

    private static string Commit(JsonElement run) => Text(run, "head_sha") is var sha && CommitId.IsWhole(sha) ? sha
        : throw new FormatException("no commit as 'head_sha'");

    private static string Text(JsonElement node, string name) => Member(node, name).GetString() ?? "";

    private static JsonElement Member(JsonElement node, string name) => node.TryGetProperty(name, out JsonElement value) ? value : throw new FormatException($"no '{name}'");
}
