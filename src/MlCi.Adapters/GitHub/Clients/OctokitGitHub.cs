using Octokit;
using Octokit.Internal;

namespace MlCi.Adapters.GitHub.Clients;

/// <summary>
/// A repository on GitHub through Octokit. Some things go past it: large files, which it would hold in memory; artifacts, whose size it holds
/// in 32 bits; files of a commit, of whose paths it escapes nothing, so that one could name another commit; and the protection of branches, of
/// which it loses a part.
/// </summary>
internal sealed class OctokitGitHub : IGitHub
{
    private static readonly ApiOptions Pages = new() { PageSize = 100 };
    private readonly GitHubConnection connection;
    private readonly HttpClientAdapter http;
    private readonly GitHubClient client;
    private readonly RestGitHub rest;
    private readonly (string Owner, string Name) at;

    /// <summary>Makes a client; nothing is asked yet.</summary>
    /// <param name="connection">The repository; it is disposed of with this.</param>
    /// <param name="patience">How long it may take.</param>
    /// <param name="interrupted">Ends everything.</param>
    public OctokitGitHub(GitHubConnection connection, GitHubPatience patience, CancellationToken interrupted)
    {
        this.connection = connection;
        at = (connection.Address.Owner, connection.Address.Name);
        rest = new RestGitHub(connection, patience, interrupted);
        http = new HttpClientAdapter(() => new JsonHandler { InnerHandler = connection.NewHandler() });
        // The handler knows how long an answer may take, and that waiting is no silence.
        http.SetRequestTimeout(Timeout.InfiniteTimeSpan);
        client = new GitHubClient(new Connection(
            new ProductHeaderValue("mlci"), connection.Address.Api, new InMemoryCredentialStore(Credentials.Anonymous), http, new SimpleJsonSerializer()));
    }

    /// <inheritdoc/>
    public string Shown => connection.Address.Shown;

    /// <inheritdoc/>
    public string Author() => connection.Author;

    /// <inheritdoc/>
    public PullRequest? ReadPullRequest(int number) =>
        connection.AskOrNone($"read pull request {number}", async () => OctokitModels.PullRequest(await client.PullRequest.Get(at.Owner, at.Name, number)));

    /// <inheritdoc/>
    public PullRequest? FindPullRequest(string headOwner, string headBranch, string headSha) => PullRequestSearch.Choose(
        connection.Ask($"find the pull request of {headBranch}", async () => (await client.PullRequest.GetAllForRepository(
            at.Owner, at.Name, new PullRequestRequest { State = ItemStateFilter.All, Head = $"{headOwner}:{headBranch}" }, Pages)).Select(OctokitModels.PullRequest).ToArray()),
        headSha);

    /// <inheritdoc/>
    public ChangedFiles ListChanges(int pullRequest) => connection.Ask($"list the files of pull request {pullRequest}", async () => ChangedFiles.Of(
        [.. (await client.PullRequest.Files(at.Owner, at.Name, pullRequest, Pages)).Select(file => (file.FileName, file.PreviousFileName))], ChangedFiles.MostOfPullRequest));

    /// <inheritdoc/>
    public ChangedFiles Compare(string baseSha, string headSha) => connection.Ask($"compare {baseSha} and {headSha}", async () => ChangedFiles.Of(
        [.. (await client.Repository.Commit.Compare(at.Owner, at.Name, baseSha, headSha)).Files.Select(file => (file.Filename, file.PreviousFileName))], ChangedFiles.MostOfComparison));

    /// <inheritdoc/>
    public byte[]? ReadFile(string path, string commit) => rest.ReadFile(path, commit);

    /// <inheritdoc/>
    public IReadOnlyList<PullRequestReview> ListReviews(int pullRequest) => connection.Ask($"list the reviews of pull request {pullRequest}", async () =>
        (await client.PullRequest.Review.GetAll(at.Owner, at.Name, pullRequest, Pages)).Select(OctokitModels.Review).ToArray());

    /// <inheritdoc/>
    public IReadOnlyList<PullRequestCommit> ListCommits(int pullRequest) => connection.Ask($"list the commits of pull request {pullRequest}", async () =>
        (await client.PullRequest.Commits(at.Owner, at.Name, pullRequest)).Select(OctokitModels.Commit).ToArray());

    /// <inheritdoc/>
    public IReadOnlyList<MergedPullRequest> ListMerged(string sha) => connection.Ask($"find the pull request of {sha}", async () =>
        (await client.Repository.Commit.PullRequests(at.Owner, at.Name, sha, Pages)).Select(OctokitModels.Merged).OfType<MergedPullRequest>().Where(one => one.IsOf(connection.Address)).ToArray());

    /// <inheritdoc/>
    public IReadOnlyList<IssueComment> ListComments(int number) => connection.Ask($"list the comments of {number}", async () =>
        (await client.Issue.Comment.GetAllForIssue(at.Owner, at.Name, number, Pages)).Select(OctokitModels.Comment).ToArray());

    /// <inheritdoc/>
    public IssueComment CreateComment(int number, string body) => connection.Once(
        () => connection.Ask($"comment on {number}", async () => OctokitModels.Comment(await client.Issue.Comment.Create(at.Owner, at.Name, number, body))),
        () => LostWork.Comment(this, number, body));

    /// <inheritdoc/>
    public IssueComment? UpdateComment(long comment, string body) =>
        connection.AskOrNone($"change comment {comment}", async () => OctokitModels.Comment(await client.Issue.Comment.Update(at.Owner, at.Name, comment, body)));

    /// <inheritdoc/>
    public void DeleteComment(long comment) => Delete($"remove comment {comment}", () => client.Issue.Comment.Delete(at.Owner, at.Name, comment));

    /// <inheritdoc/>
    public IReadOnlyList<CheckRun> ListCheckRuns(string sha, string name) => connection.Ask($"list the check runs of {sha}", async () =>
        (await client.Check.Run.GetAllForReference(at.Owner, at.Name, sha, new CheckRunRequest { CheckName = name, Filter = CheckRunCompletedAtFilter.All }, Pages))
            .CheckRuns.Select(OctokitModels.CheckRun).OrderBy(run => run.Id).ToArray());

    /// <inheritdoc/>
    public CheckRun CreateCheckRun(string sha, string name, string externalId, CheckRunChange change) => connection.Once(
        () => connection.Ask($"begin check run {name}", async () => OctokitModels.CheckRun(await client.Check.Run.Create(at.Owner, at.Name, new NewCheckRun(name, sha)
        {
            ExternalId = externalId,
            DetailsUrl = change.Details?.ToString(),
            Status = OctokitModels.Status(change),
            Conclusion = OctokitModels.Conclusion(change),
            Output = OctokitModels.Output(change),
        }))),
        () => LostWork.CheckRun(this, sha, name, externalId, change));

    /// <inheritdoc/>
    public CheckRun UpdateCheckRun(CheckRun run, CheckRunChange change) => connection.Once(
        () => connection.Ask($"change check run {run.Id}", async () => OctokitModels.CheckRun(await client.Check.Run.Update(at.Owner, at.Name, run.Id, new CheckRunUpdate
        {
            DetailsUrl = change.Details?.ToString(),
            Status = OctokitModels.Status(change),
            Conclusion = OctokitModels.Conclusion(change),
            Output = OctokitModels.Output(change),
        }))),
        () => LostWork.Change(run, change, connection.Ask($"read check run {run.Id}", async () => OctokitModels.CheckRun(await client.Check.Run.Get(at.Owner, at.Name, run.Id)))));

    /// <inheritdoc/>
    public void SetStatus(string sha, CommitStatus status) => connection.Ask($"set the status of {sha}", () => client.Repository.Status.Create(at.Owner, at.Name, sha, new NewCommitStatus
    {
        State = status.Passed switch { true => CommitState.Success, false => CommitState.Failure, null => CommitState.Pending },
        Context = status.Context,
        Description = status.Description,
        TargetUrl = status.Details?.ToString(),
    }));

    /// <inheritdoc/>
    public IReadOnlyList<RunArtifact> ListArtifacts(long run) => rest.ListArtifacts(run);

    /// <inheritdoc/>
    public void DownloadArtifact(long artifact, string file, long most) => rest.DownloadArtifact(artifact, file, most);

    /// <inheritdoc/>
    public Release? ReadRelease(string tag) =>
        connection.AskOrNone($"read the release of {tag}", async () => OctokitModels.Release(await client.Repository.Release.Get(at.Owner, at.Name, Uri.EscapeDataString(tag))));

    /// <inheritdoc/>
    public Release CreateRelease(string tag, ReleaseText text) => connection.Once(
        () => connection.Ask($"release {tag}", async () => OctokitModels.Release(await client.Repository.Release.Create(at.Owner, at.Name, new NewRelease(tag) { Name = text.Name, Body = text.Body }))),
        () => ReadRelease(tag));

    /// <inheritdoc/>
    public Release EditRelease(Release release, ReleaseText text) => connection.Ask($"change the release of {release.Tag}", async () =>
        OctokitModels.Release(await client.Repository.Release.Edit(at.Owner, at.Name, release.Id, new ReleaseUpdate { Name = text.Name, Body = text.Body })));

    /// <inheritdoc/>
    public void UploadAsset(Release release, string name, string mediaType, byte[] content) => UploadedFile.Put(
        connection,
        name,
        () => connection.Ask($"list the files of release {release.Tag}", async () =>
            (await client.Repository.Release.GetAllAssets(at.Owner, at.Name, release.Id, Pages)).Select(OctokitModels.Asset).ToArray()),
        file => Delete($"remove {file.Name} of release {release.Tag}", () => client.Repository.Release.DeleteAsset(at.Owner, at.Name, (int)file.Id)),
        () => connection.Ask($"add {name} to release {release.Tag}", async () =>
        {
            using MemoryStream body = new(content);
            return OctokitModels.Asset(await client.Repository.Release.UploadAsset(new Octokit.Release(release.UploadUrl), new ReleaseAssetUpload(name, mediaType, body, timeout: null)));
        }));

    /// <inheritdoc/>
    public Deployment? LatestDeployment(string environment) => rest.LatestDeployment(environment);

    /// <inheritdoc/>
    public bool HasSucceeded(Deployment deployment) => rest.HasSucceeded(deployment);

    /// <inheritdoc/>
    public Deployment CreateDeployment(string sha, string environment, string description) => connection.Once(
        () => connection.Ask($"deploy to {environment}", async () => OctokitModels.Deployment(await client.Repository.Deployment.Create(at.Owner, at.Name, new NewDeployment(sha)
        {
            Environment = environment,
            Description = description,
            AutoMerge = false,
            // MlCi has checked what is to be checked.
            RequiredContexts = [],
        }))),
        () => LostWork.Deployment(this, sha, environment, description));

    /// <inheritdoc/>
    public void SetDeploymentStatus(Deployment deployment, DeploymentStatus status) => connection.Ask($"tell how deployment {deployment.Id} went", () =>
        client.Repository.Deployment.Status.Create(at.Owner, at.Name, deployment.Id, new NewDeploymentStatus(OctokitModels.State(status)) { Description = status.Description, LogUrl = status.Log?.ToString() }));

    /// <inheritdoc/>
    public BranchProtection? ReadProtection(string branch) => rest.ReadProtection(branch);

    /// <inheritdoc/>
    public void Protect(string branch, BranchProtection protection) => rest.Protect(branch, protection);

    /// <inheritdoc/>
    public void Dispose()
    {
        http.Dispose();
        rest.Dispose();
    }

    private void Delete(string action, Func<Task> delete) => connection.AskOrNone(action, async () =>
    {
        await delete();
        return action;
    });

    // Octokit names what it sends a form; it is JSON.
    private sealed class JsonHandler : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Content?.Headers.ContentType is { MediaType: "application/x-www-form-urlencoded" } form)
                form.MediaType = "application/json";
            return base.SendAsync(request, cancellationToken);
        }
    }
}
