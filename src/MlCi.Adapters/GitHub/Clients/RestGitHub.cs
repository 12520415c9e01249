using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace MlCi.Adapters.GitHub.Clients;

/// <summary>A repository on GitHub through its REST API, with nothing but .NET.</summary>
/// <param name="connection">The repository; it is disposed of with this.</param>
/// <param name="patience">How long it may take.</param>
/// <param name="interrupted">Ends everything.</param>
internal sealed class RestGitHub(GitHubConnection connection, GitHubPatience patience, CancellationToken interrupted) : IGitHub
{
    private const string Page = "per_page=100";

    /// <inheritdoc/>
    public string Shown => connection.Address.Shown;

    /// <inheritdoc/>
    public string Author() => connection.Author;

    /// <inheritdoc/>
    public PullRequest? ReadPullRequest(int number) =>
        connection.AskOrNone($"read pull request {number}", async () => RestJson.PullRequest(await Get($"pulls/{number}")));

    /// <inheritdoc/>
    public PullRequest? FindPullRequest(string headOwner, string headBranch, string headSha) => PullRequestSearch.Choose(
        List($"find the pull request of {headBranch}", $"pulls?state=all&head={Escaped($"{headOwner}:{headBranch}")}&{Page}", RestJson.PullRequest), headSha);

    /// <inheritdoc/>
    public ChangedFiles ListChanges(int pullRequest) => ChangedFiles.Of(
        List($"list the files of pull request {pullRequest}", $"pulls/{pullRequest}/files?{Page}", RestJson.ChangedFile), ChangedFiles.MostOfPullRequest);

    /// <inheritdoc/>
    public ChangedFiles Compare(string baseSha, string headSha) => connection.Ask($"compare {baseSha} and {headSha}", async () => ChangedFiles.Of(
        // Pages are of commits; the files are all on the first.
        [.. (await Get($"compare/{Escaped(baseSha)}...{Escaped(headSha)}?per_page=1")).GetProperty("files").EnumerateArray().Select(RestJson.ChangedFile)],
        ChangedFiles.MostOfComparison));

    /// <inheritdoc/>
    public byte[]? ReadFile(string path, string commit)
    {
        Uri from = connection.Address.OfFile(path, commit);
        return connection.AskOrNone($"read {path}", () => connection.Http.Raw(from));
    }

    /// <inheritdoc/>
    public IReadOnlyList<PullRequestReview> ListReviews(int pullRequest) =>
        List($"list the reviews of pull request {pullRequest}", $"pulls/{pullRequest}/reviews?{Page}", RestJson.Review);

    /// <inheritdoc/>
    public IReadOnlyList<PullRequestCommit> ListCommits(int pullRequest) =>
        List($"list the commits of pull request {pullRequest}", $"pulls/{pullRequest}/commits?{Page}", RestJson.Commit);

    /// <inheritdoc/>
    public IReadOnlyList<MergedPullRequest> ListMerged(string sha) =>
        [.. List($"find the pull request of {sha}", $"commits/{Escaped(sha)}/pulls?{Page}", RestJson.Merged).OfType<MergedPullRequest>().Where(one => one.IsOf(connection.Address))];

    /// <inheritdoc/>
    public IReadOnlyList<IssueComment> ListComments(int number) => List($"list the comments of {number}", $"issues/{number}/comments?{Page}", RestJson.Comment);

    /// <inheritdoc/>
    public IssueComment CreateComment(int number, string body) => connection.Once(
        () => connection.Ask($"comment on {number}", async () => RestJson.Comment(await Post($"issues/{number}/comments", new { body }))),
        () => LostWork.Comment(this, number, body));

    /// <inheritdoc/>
    public IssueComment? UpdateComment(long comment, string body) =>
        connection.AskOrNone($"change comment {comment}", async () => RestJson.Comment(await Patch($"issues/comments/{comment}", new { body })));

    /// <inheritdoc/>
    public void DeleteComment(long comment) => Delete($"remove comment {comment}", $"issues/comments/{comment}");

    /// <inheritdoc/>
    public IReadOnlyList<CheckRun> ListCheckRuns(string sha, string name) =>
        [.. List($"list the check runs of {sha}", $"commits/{sha}/check-runs?check_name={Escaped(name)}&filter=all&{Page}", RestJson.CheckRun, "check_runs").OrderBy(run => run.Id)];

    /// <inheritdoc/>
    public CheckRun CreateCheckRun(string sha, string name, string externalId, CheckRunChange change) => connection.Once(
        () => connection.Ask($"begin check run {name}", async () => RestJson.CheckRun(await Post("check-runs", new
        {
            name,
            head_sha = sha,
            external_id = externalId,
            details_url = change.Details,
            change.Status,
            change.Conclusion,
            output = Output(change),
        }))),
        () => LostWork.CheckRun(this, sha, name, externalId, change));

    /// <inheritdoc/>
    public CheckRun UpdateCheckRun(CheckRun run, CheckRunChange change) => connection.Once(
        () => connection.Ask($"change check run {run.Id}", async () => RestJson.CheckRun(await Patch($"check-runs/{run.Id}", new
        {
            details_url = change.Details,
            change.Status,
            change.Conclusion,
            output = Output(change),
        }))),
        () => LostWork.Change(run, change, connection.Ask($"read check run {run.Id}", async () => RestJson.CheckRun(await Get($"check-runs/{run.Id}")))));

    /// <inheritdoc/>
    public void SetStatus(string sha, CommitStatus status) => connection.Ask($"set the status of {sha}", () => Post(
        $"statuses/{sha}", new { status.State, status.Context, status.Description, target_url = status.Details }));

    /// <inheritdoc/>
    public IReadOnlyList<RunArtifact> ListArtifacts(long run) => List($"list the artifacts of run {run}", $"actions/runs/{run}/artifacts?{Page}", RestJson.Artifact, "artifacts");

    /// <inheritdoc/>
    public void DownloadArtifact(long artifact, string file, long most) => ArtifactDownload.Run(connection, artifact, file, most, patience, interrupted);

    /// <inheritdoc/>
    public Release? ReadRelease(string tag) => connection.AskOrNone($"read the release of {tag}", async () => RestJson.Release(await Get($"releases/tags/{Escaped(tag)}")));

    /// <inheritdoc/>
    public Release CreateRelease(string tag, ReleaseText text) => connection.Once(
        () => connection.Ask($"release {tag}", async () => RestJson.Release(await Post("releases", new { tag_name = tag, text.Name, text.Body }))),
        () => ReadRelease(tag));

    /// <inheritdoc/>
    public Release EditRelease(Release release, ReleaseText text) =>
        connection.Ask($"change the release of {release.Tag}", async () => RestJson.Release(await Patch($"releases/{release.Id}", new { text.Name, text.Body })));

    /// <inheritdoc/>
    public void UploadAsset(Release release, string name, string mediaType, byte[] content) => UploadedFile.Put(
        connection,
        name,
        () => List($"list the files of release {release.Tag}", $"releases/{release.Id}/assets?{Page}", RestJson.Asset),
        file => Delete($"remove {file.Name} of release {release.Tag}", $"releases/assets/{file.Id}"),
        () => connection.Ask($"add {name} to release {release.Tag}", async () =>
        {
            using ByteArrayContent body = new(content) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } };
            return RestJson.Asset(await connection.Http.Send(HttpMethod.Post, new Uri($"{release.UploadUrl.Split('{')[0]}?name={Escaped(name)}"), body));
        }));

    /// <inheritdoc/>
    public Deployment? LatestDeployment(string environment) =>
        List($"list the deployments to {environment}", $"deployments?environment={Escaped(environment)}&{Page}", RestJson.Deployment).MaxBy(one => one.Id);

    /// <inheritdoc/>
    public bool HasSucceeded(Deployment deployment) =>
        List($"list how deployment {deployment.Id} went", $"deployments/{deployment.Id}/statuses?{Page}", RestJson.DeploymentState).OrderBy(one => one.Id).LastOrDefault().State == "success";

    /// <inheritdoc/>
    public Deployment CreateDeployment(string sha, string environment, string description) => connection.Once(
        () => connection.Ask($"deploy to {environment}", async () => RestJson.Deployment(await Post("deployments", new
        {
            @ref = sha,
            environment,
            description,
            auto_merge = false,
            // MlCi has checked what is to be checked.
            required_contexts = Array.Empty<string>(),
        }))),
        () => LostWork.Deployment(this, sha, environment, description));

    /// <inheritdoc/>
    public void SetDeploymentStatus(Deployment deployment, DeploymentStatus status) => connection.Ask($"tell how deployment {deployment.Id} went", () => Post(
        $"deployments/{deployment.Id}/statuses", new { status.State, status.Description, log_url = status.Log }));

    /// <inheritdoc/>
    public BranchProtection? ReadProtection(string branch) =>
        connection.Ask<BranchProtection?>($"read the protection of {branch}", async () =>
        {
            try
            {
                return ProtectionJson.Read(await Get(ProtectionJson.Path(branch)));
            }
            catch (GitHubRefusedException e) when (e.Status == HttpStatusCode.NotFound && e.Message.Contains(ProtectionJson.None, StringComparison.Ordinal))
            {
                return null;
            }
        });

    /// <inheritdoc/>
    public void Protect(string branch, BranchProtection protection) => connection.Ask($"protect {branch}", () =>
        connection.Http.Send(HttpMethod.Put, connection.Address.InRepository(ProtectionJson.Path(branch)), ProtectionJson.Write(protection)));

    /// <inheritdoc/>
    public void Dispose() => connection.Dispose();

    private static object Output(CheckRunChange change) => new
    {
        change.Title,
        change.Summary,
        change.Text,
        annotations = change.Annotations.Count == 0 ? null : change.Annotations.Select(one => new
        {
            one.Path,
            one.StartLine,
            one.EndLine,
            annotation_level = one.Level switch { CheckLevel.Notice => "notice", CheckLevel.Warning => "warning", _ => "failure" },
            title = one.Title.Length == 0 ? null : one.Title,
            one.Message,
        }),
    };

    private static string Escaped(string text) => Uri.EscapeDataString(text);

    private Task<JsonElement> Get(string path) => connection.Http.Send(HttpMethod.Get, connection.Address.InRepository(path));

    private Task<JsonElement> Post(string path, object body) => connection.Http.Send(HttpMethod.Post, connection.Address.InRepository(path), body);

    private Task<JsonElement> Patch(string path, object body) => connection.Http.Send(HttpMethod.Patch, connection.Address.InRepository(path), body);

    private void Delete(string action, string path) => connection.AskOrNone(action, async () =>
    {
        await connection.Http.Send(HttpMethod.Delete, connection.Address.InRepository(path));
        return path;
    });

    private IReadOnlyList<T> List<T>(string action, string path, Func<JsonElement, T> read, string? list = null) =>
        connection.Ask(action, () => connection.Http.List(connection.Address.InRepository(path), read, list));
}
