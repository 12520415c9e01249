using System.Text.Json;

namespace MlCi.Adapters.GitHub.Clients;

/// <summary>Reads the answers of GitHub's API. What is not as GitHub says throws what JSON's own readers throw.</summary>
internal static class RestJson
{
    public static PullRequest PullRequest(JsonElement answer) => new(
        answer.GetProperty("number").GetInt32(),
        answer.Text("state") == "open",
        Login(answer),
        answer.GetProperty("head").Text("sha"),
        answer.GetProperty("head").GetProperty("repo") is { ValueKind: JsonValueKind.Object } repository ? repository.Text("full_name") : null,
        answer.GetProperty("base").Text("ref"),
        answer.GetProperty("base").Text("sha"));

    public static PullRequestReview Review(JsonElement answer) => new(
        Login(answer), answer.Text("state"), answer.TextOrNull("commit_id"), answer.Number("id"), new Uri(answer.Text("html_url")), answer.TextOrNull("submitted_at") is null ? null : answer.GetProperty("submitted_at").GetDateTimeOffset());

    /// <summary>Null of one that was not merged.</summary>
    public static MergedPullRequest? Merged(JsonElement answer) => answer.TextOrNull("merged_at") is null ? null : new(
        answer.GetProperty("number").GetInt32(),
        new Uri(answer.Text("html_url")),
        Login(answer),
        answer.GetProperty("head").Text("sha"),
        answer.TextOrNull("merge_commit_sha"),
        answer.GetProperty("base").Text("ref"),
        answer.GetProperty("base").GetProperty("repo").Text("default_branch"),
        answer.GetProperty("base").GetProperty("repo").Text("full_name"));

    public static PullRequestCommit Commit(JsonElement answer) => PullRequestCommit.Of(
        answer.Text("sha"), answer.GetProperty("commit").Text("message"), Maker(answer, "author"), Maker(answer, "committer"));

    public static (string Path, string? Previous) ChangedFile(JsonElement answer) => (answer.Text("filename"), answer.TextOrNull("previous_filename"));

    public static IssueComment Comment(JsonElement answer) => new(answer.Number("id"), Login(answer), answer.TextOrNull("body") ?? "");

    public static CheckRun CheckRun(JsonElement answer) => new(
        answer.Number("id"), answer.TextOrNull("external_id"), answer.Text("status") == "completed", answer.GetProperty("output").GetProperty("annotations_count").GetInt32());

    public static RunArtifact Artifact(JsonElement answer) => new(answer.Number("id"), answer.Text("name"), answer.Number("size_in_bytes"), answer.GetProperty("expired").GetBoolean());

    public static Release Release(JsonElement answer) => new(answer.Number("id"), answer.Text("tag_name"), new Uri(answer.Text("html_url")), answer.Text("upload_url"));

    public static ReleaseFile Asset(JsonElement answer) => new(answer.Number("id"), answer.Text("name"), answer.Text("state") == "uploaded");

    public static Deployment Deployment(JsonElement answer) => new(answer.Number("id"), answer.Text("environment"), answer.Text("sha"), answer.TextOrNull("description"));

    public static (long Id, string State) DeploymentState(JsonElement answer) => (answer.Number("id"), answer.Text("state"));

    // Whose address is nobody's has no login, which GitHub says as null or as an object of nothing.
    private static (string? Login, string? Name, string? Email) Maker(JsonElement answer, string role)
    {
        JsonElement user = answer.GetProperty(role), git = answer.GetProperty("commit").GetProperty(role);
        bool isKnown = git.ValueKind == JsonValueKind.Object;
        return (user.ValueKind == JsonValueKind.Object ? user.TextOrNull("login") : null, isKnown ? git.TextOrNull("name") : null, isKnown ? git.TextOrNull("email") : null);
    }

    // Who has left GitHub is nobody any more.
    private static string Login(JsonElement answer) => answer.GetProperty("user") is { ValueKind: JsonValueKind.Object } user ? user.Text("login") : "ghost";

    private static string Text(this JsonElement answer, string name) => answer.GetProperty(name).GetString() ?? throw new JsonException($"null as {name}");

    private static string? TextOrNull(this JsonElement answer, string name) => answer.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    private static long Number(this JsonElement answer, string name) => answer.GetProperty(name).GetInt64();
}
