namespace MlCi.Adapters.GitHub;

/// <summary>
/// One repository on GitHub, as far as MlCi needs it. What is asked is asked again where that is safe and may help; what was perhaps done
/// is looked for before it is done again. Everything else that goes wrong is one <see cref="Findings.FaultException"/> (exit 3).
/// </summary>
internal interface IGitHub : IDisposable
{
    /// <summary>The repository, for messages.</summary>
    string Shown { get; }

    /// <summary>The login that what is written bears: <c>github-actions[bot]</c>, an app's <c>name[bot]</c>, or a person.</summary>
    string Author();

    /// <summary>A pull request by its number; null where there is none.</summary>
    PullRequest? ReadPullRequest(int number);

    /// <summary>
    /// The pull request whose head is a commit of a branch; null where there is none (any more). An open one comes before closed ones, a
    /// later before an earlier. It is found like this because a workflow run of a fork does not say which one it is for.
    /// </summary>
    /// <param name="headOwner">Who owns the repository that the branch is of.</param>
    /// <param name="headBranch">The branch.</param>
    /// <param name="headSha">The commit that it must stand at.</param>
    PullRequest? FindPullRequest(string headOwner, string headBranch, string headSha);

    /// <summary>The files that a pull request changes.</summary>
    ChangedFiles ListChanges(int pullRequest);

    /// <summary>The files that differ between a commit and what it and another one have in common.</summary>
    ChangedFiles Compare(string baseSha, string headSha);

    /// <summary>A file as it is in a commit; null where that has none of the path.</summary>
    byte[]? ReadFile(string path, string commit);

    /// <summary>What reviewers said of a pull request, the oldest first.</summary>
    IReadOnlyList<PullRequestReview> ListReviews(int pullRequest);

    /// <summary>The commits of a pull request, the oldest first; at most <see cref="PullRequestCommit.MostListed"/>.</summary>
    IReadOnlyList<PullRequestCommit> ListCommits(int pullRequest);

    /// <summary>The pull requests of this repository, none of a fork's, that a commit is of and that were merged.</summary>
    IReadOnlyList<MergedPullRequest> ListMerged(string sha);

    /// <summary>The comments of a pull request or issue, the oldest first.</summary>
    IReadOnlyList<IssueComment> ListComments(int number);

    /// <summary>Writes a comment.</summary>
    IssueComment CreateComment(int number, string body);

    /// <summary>Replaces a comment's text; null where the comment is gone.</summary>
    IssueComment? UpdateComment(long comment, string body);

    /// <summary>Removes a comment; one that is gone already is as it should be.</summary>
    void DeleteComment(long comment);

    /// <summary>Every check run of a name on a commit, superseded ones too, by id.</summary>
    IReadOnlyList<CheckRun> ListCheckRuns(string sha, string name);

    /// <summary>Begins a check run. Its name, commit and external id are what it is looked for by if the answer is lost.</summary>
    CheckRun CreateCheckRun(string sha, string name, string externalId, CheckRunChange change);

    /// <summary>Changes a check run; annotations are added to those it has.</summary>
    CheckRun UpdateCheckRun(CheckRun run, CheckRunChange change);

    /// <summary>Sets a commit's status; the latest of a context counts.</summary>
    void SetStatus(string sha, CommitStatus status);

    /// <summary>The artifacts of a workflow run.</summary>
    IReadOnlyList<RunArtifact> ListArtifacts(long run);

    /// <summary>Brings an artifact's zip file; what is larger than the limit is refused as soon as that shows.</summary>
    /// <param name="artifact">The artifact's id.</param>
    /// <param name="file">Where the file shall be; it is there whole or not at all.</param>
    /// <param name="most">The most bytes that are written.</param>
    /// <exception cref="Findings.FaultException">It has more (exit 1), or GitHub is out of reach (exit 3).</exception>
    void DownloadArtifact(long artifact, string file, long most);

    /// <summary>The release of a tag; null where there is none.</summary>
    Release? ReadRelease(string tag);

    /// <summary>Makes a release of a tag.</summary>
    Release CreateRelease(string tag, ReleaseText text);

    /// <summary>Replaces a release's texts.</summary>
    Release EditRelease(Release release, ReleaseText text);

    /// <summary>Adds a file to a release, or replaces the one of that name.</summary>
    /// <param name="release">The release.</param>
    /// <param name="name">The file's name: letters, digits, <c>.</c>, <c>-</c> and <c>_</c>, as GitHub renames others.</param>
    /// <param name="mediaType">What it is.</param>
    /// <param name="content">Its bytes.</param>
    void UploadAsset(Release release, string name, string mediaType, byte[] content);

    /// <summary>The latest deployment to an environment, of whatever commit; null where there is none.</summary>
    Deployment? LatestDeployment(string environment);

    /// <summary>Whether the last that was said of a deployment is that it succeeded.</summary>
    bool HasSucceeded(Deployment deployment);

    /// <summary>Records that a commit is to be deployed to an environment.</summary>
    Deployment CreateDeployment(string sha, string environment, string description);

    /// <summary>Says how a deployment went.</summary>
    void SetDeploymentStatus(Deployment deployment, DeploymentStatus status);

    /// <summary>How a branch is protected; null where it is not.</summary>
    BranchProtection? ReadProtection(string branch);

    /// <summary>Protects a branch; what the settings do not name is lifted.</summary>
    void Protect(string branch, BranchProtection protection);
}
