using System.Text.Json.Nodes;

namespace MlCi.Testing.GitHub;

/// <summary>What a repository on the fake GitHub holds, in the form of GitHub's answers. Whoever reads or writes holds <see cref="Gate"/>.</summary>
public sealed class FakeRepository
{
    private long last = 1_000;

    public object Gate { get; } = new();

    public List<JsonObject> Comments { get; } = [];

    public List<JsonObject> CheckRuns { get; } = [];

    /// <summary>The annotations of each check run, by its id.</summary>
    public Dictionary<long, List<JsonNode>> Annotations { get; } = [];

    /// <summary>Statuses, each with its commit.</summary>
    public List<(string Sha, JsonObject Status)> Statuses { get; } = [];

    public List<JsonObject> PullRequests { get; } = [];

    /// <summary>Changed files by <c>pulls/number</c> or <c>base...head</c>: each path, and the one before or null.</summary>
    public Dictionary<string, List<(string Path, string? Previous)>> Changes { get; } = new(StringComparer.Ordinal);

    /// <summary>Reviews by the pull request's number.</summary>
    public List<(long Number, JsonObject Review)> Reviews { get; } = [];

    /// <summary>Commits by the pull request's number.</summary>
    public List<(long Number, JsonObject Commit)> Commits { get; } = [];

    /// <summary>Files by <c>commit:path</c>.</summary>
    public Dictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>Artifacts, each with its run and its content.</summary>
    public List<(long Run, JsonObject Artifact, Func<Stream> Content)> Artifacts { get; } = [];

    public List<JsonObject> Releases { get; } = [];

    /// <summary>Files of releases.</summary>
    public List<(long Release, JsonObject Asset, byte[] Content)> Assets { get; } = [];

    public List<JsonObject> Deployments { get; } = [];

    /// <summary>Statuses of deployments by their ids.</summary>
    public List<(long Deployment, JsonObject Status)> DeploymentStatuses { get; } = [];

    /// <summary>The settings that each protected branch was given, as they were sent.</summary>
    public Dictionary<string, JsonObject> Protections { get; } = new(StringComparer.Ordinal);

    /// <summary>An id that nothing has yet.</summary>
    public long NextId() => Interlocked.Increment(ref last);

    /// <summary>Adds a comment of somebody.</summary>
    public long AddComment(long number, string login, string body)
    {
        JsonObject comment = GitHubDescription.Of.Value.Example("issues/create-comment");
        (comment["id"], comment["body"]) = (NextId(), body);
        comment["user"]!["login"] = login;
        comment["issue_url"] = $"https://api.github.com/repos/owner/name/issues/{number}";
        lock (Gate)
            Comments.Add(comment);
        return comment["id"]!.GetValue<long>();
    }

    /// <summary>Adds a pull request.</summary>
    public void AddPullRequest(int number, string headOwner, string headBranch, string headSha, bool isOpen = true, bool isDeleted = false)
    {
        JsonObject one = GitHubDescription.Of.Value.Example("pulls/get");
        (one["number"], one["id"], one["state"]) = ((long)number, NextId(), isOpen ? "open" : "closed");
        one["user"]!["login"] = headOwner;
        // GitHub's example lacks here what its schema asks for.
        one["requested_teams"] = new JsonArray();
        (one["head"]!["ref"], one["head"]!["sha"], one["head"]!["label"]) = (headBranch, headSha, $"{headOwner}:{headBranch}");
        one["head"]!["repo"]!["full_name"] = $"{headOwner}/name";
        if (isDeleted)
            one["head"]!["repo"] = null;
        (one["base"]!["ref"], one["base"]!["sha"], one["base"]!["repo"]!["default_branch"]) = ("main", new string('b', 40), "main");
        one["base"]!["repo"]!["full_name"] = "owner/name";
        (one["merged"], one["merged_at"]) = (false, null);
        one["html_url"] = $"https://github.com/owner/name/pull/{number}";
        lock (Gate)
            PullRequests.Add(one);
    }

    /// <summary>Merges a pull request.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="sha">What the base branch stands at since.</param>
    public void Merge(int number, string sha)
    {
        lock (Gate)
        {
            JsonObject one = PullRequests.Find(one => one["number"]!.GetValue<long>() == number)!;
            (one["state"], one["merged"], one["merged_at"], one["merge_commit_sha"]) = ("closed", true, "2026-01-02T00:00:00Z", sha);
        }
    }

    /// <summary>Adds a commit to a pull request.</summary>
    /// <param name="number">The pull request's number.</param>
    /// <param name="sha">The commit.</param>
    /// <param name="author">Name, address and login of its author; the login is null where the address is nobody's.</param>
    /// <param name="committer">Who committed it, if not the author.</param>
    /// <param name="message">Its message.</param>
    public void AddCommit(int number, string sha, (string Name, string Email, string? Login) author, (string Name, string Email, string? Login)? committer = null, string message = "change")
    {
        JsonObject one = GitHubDescription.Of.Value.Example("pulls/list-commits");
        (one["sha"], one["commit"]!["message"]) = (sha, message);
        foreach ((string role, (string name, string email, string? login)) in new[] { ("author", author), ("committer", committer ?? author) })
        {
            (one["commit"]![role]!["name"], one["commit"]![role]!["email"]) = (name, email);
            if (login is null)
                one[role] = null;
            else
                one[role]!["login"] = login;
        }

        lock (Gate)
            Commits.Add((number, one));
    }

    /// <summary>Adds a review.</summary>
    public void AddReview(int number, string login, string state, string commit, DateTimeOffset? when = null)
    {
        JsonObject review = GitHubDescription.Of.Value.Example("pulls/list-reviews");
        (review["id"], review["state"], review["commit_id"]) = (NextId(), state, commit);
        review["user"]!["login"] = login;
        review["html_url"] = $"https://github.com/owner/name/pull/{number}#pullrequestreview-{review["id"]}";
        review["submitted_at"] = (when ?? DateTimeOffset.UnixEpoch).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
        lock (Gate)
            Reviews.Add((number, review));
    }

    /// <summary>Adds an artifact of a workflow run.</summary>
    public long AddArtifact(long run, string name, long size, Func<Stream> content, bool isExpired = false)
    {
        JsonObject artifact = GitHubDescription.Of.Value.Example("actions/list-workflow-run-artifacts")["artifacts"]![0]!.DeepClone().AsObject();
        (artifact["id"], artifact["name"], artifact["size_in_bytes"], artifact["expired"]) = (NextId(), name, size, isExpired);
        lock (Gate)
            Artifacts.Add((run, artifact, content));
        return artifact["id"]!.GetValue<long>();
    }

    /// <summary>The texts of the comments of an issue or pull request.</summary>
    public string[] CommentsOf(long number)
    {
        lock (Gate)
            return [.. Comments.Where(one => one["issue_url"]!.GetValue<string>().EndsWith($"/{number}", StringComparison.Ordinal)).Select(one => one["body"]!.GetValue<string>())];
    }
}
