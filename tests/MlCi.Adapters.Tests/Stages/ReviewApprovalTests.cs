using System.Security.Cryptography;
using System.Text;
using MlCi.Adapters.GitHub;
using MlCi.Adapters.GitHub.Clients;
using MlCi.Adapters.Registry;
using MlCi.Adapters.Stages;
using MlCi.Adapters.Terminal;
using MlCi.Adapters.Tests.GitHub;
using MlCi.Adapters.Tests.Registry;
using MlCi.Findings;
using MlCi.Promotion;
using MlCi.Testing;
using Spectre.Console;

namespace MlCi.Adapters.Tests.Stages;

/// <summary>Reviews on GitHub from the pull request to the promotion, against the fake GitHub.</summary>
public sealed class ReviewApprovalTests : IDisposable
{
    private const string Lists = "repos/list-pull-requests-associated-with-commit";
    private static readonly string Merge = new('e', 40);
    private readonly GitHubSite site = new((connection, patience, interrupted) => new RestGitHub(connection, patience, interrupted));
    private readonly TemporaryFolder folder = new();
    private readonly SampleModel sample = new();

    public ReviewApprovalTests()
    {
        folder.Write("pipelines/telco/pipeline.yml", Pipeline("reviews: github"));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        folder.Write("ana.pem", key.ExportECPrivateKeyPem());
        folder.Write("pipelines/telco/ana.pub", key.ExportSubjectPublicKeyInfoPem());
        site.Repository.AddPullRequest(7, "opener", "topic", GitHubSite.Sha);
        site.Repository.AddCommit(7, GitHubSite.Sha, ("Opener", "opener@example.org", "opener"));
        site.Repository.Merge(7, Merge);
    }

    private PromotionDesk Desk => new(folder.Root, TimeProvider.System);

    public void Dispose()
    {
        sample.Dispose();
        folder.Dispose();
        site.Dispose();
    }

    [Theory]
    [InlineData("merge")]
    [InlineData("head")]
    public void ReviewsOfTheMergedPullRequest_PromoteItsModel_AndStandInTheHistory(string gated)
    {
        Register(gated == "merge" ? Merge : GitHubSite.Sha);
        Review("ana-lopez");
        Review("BO-smith");

        MoveOutcome outcome = Promote();

        Assert.Contains("ana and bo approved aaaaaaaaaaaa in reviews of https://github.com/owner/name/pull/7", outcome.Notes);
        Assert.Equal(["gate-report", "review", "review"], outcome.Record.Evidence.Select(evidence => evidence.Kind));
        Assert.Empty(Desk.Audit([], readsEvidence: true));
        string history = History();
        Assert.Contains("review   ana approved aaaaaaaaaaaa: https://github.com/owner/name/pull/7#pullrequestreview-", history, StringComparison.Ordinal);
        Assert.Contains("\"login\": \"BO-smith\"", PromotionDesk.Json(Desk.History([], null)), StringComparison.Ordinal);
        IRepository registry = Place.Repository("telco");
        Assert.Contains("; bo approved aaaaaaaaaaaa: https://", MlCi.Adapters.Attestations.AliasExplanation.Of(registry, "production", outcome.Record.To).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SignatureAndReview_CountTogether_AndThePersonOnce()
    {
        Register(Merge);
        Sign();
        Review("ana-lopez");
        Refused("found 1 (ana); the reviews are those of https://github.com/owner/name/pull/7", ExitCodes.Negative);

        Review("bo-smith");

        Assert.Equal(["gate-report", "approval", "review", "review"], Promote().Record.Evidence.Select(evidence => evidence.Kind));
    }

    [Fact]
    public void EditedReview_IsFoundInTheRecord()
    {
        Register(Merge);
        Review("ana-lopez");
        Review("bo-smith");
        RecordedReview review = Promote().Record.Evidence[1].Review!;
        Assert.NotEqual(review.Digest, (review with { Who = "eve" }).Digest);
        Assert.NotEqual(review.Digest, (review with { When = review.When.AddSeconds(1) }).Digest);
    }

    [Fact]
    public void OtherPullRequests_DoNotCount()
    {
        Register(Merge);
        Review("ana-lopez");
        Review("bo-smith");
        site.Repository.PullRequests[0]["base"]!["ref"] = "side";
        Refused("https://github.com/owner/name/pull/7 was merged into side as eeee", ExitCodes.Negative);
        site.Repository.PullRequests[0]["base"]!["ref"] = "main";

        site.Repository.PullRequests[0]["merged_at"] = null;
        Refused("found no pull request of 127.0.0.1", ExitCodes.Negative);
    }

    [Fact]
    public void OpenerOfThePullRequest_DoesNotCount()
    {
        site.Repository.PullRequests[0]["user"]!["login"] = "Ana-Lopez";
        Register(Merge);
        Review("ana-lopez");
        Review("bo-smith");

        Refused("by ana, the author", ExitCodes.Negative);
    }

    [Theory]
    [InlineData("ana-lopez", "ana@example.org")]
    [InlineData(null, "12+ana-lopez@users.noreply.github.com")]
    public void WhoWroteACommitOfThePullRequest_DoesNotCount_HoweverItWasMerged(string? login, string address)
    {
        // The last of those that were rebased, or the squashed one, is the opener's.
        site.Repository.AddCommit(7, new string('d', 40), ("Ana L", address, login));
        Register(Merge);
        Review("ana-lopez");
        Review("bo-smith");

        Refused("is by ana, the author", ExitCodes.Negative, "found 1 (bo)");
    }

    [Fact]
    public void MoreCommitsThanGitHubLists_AreRefused()
    {
        for (int i = 1; i < PullRequestCommit.MostListed; i++)
            site.Repository.AddCommit(7, $"{i:x40}", ("Opener", "opener@example.org", "opener"));
        Register(Merge);
        Review("ana-lopez");
        Review("bo-smith");
        Refused("of reviews none counts: found 250 commits in https://github.com/owner/name/pull/7, as many as GitHub lists", ExitCodes.Negative);

        site.Repository.Commits.RemoveAt(1);
        Promote();
    }

    [Fact]
    public void WhereNeitherGitNorGitHubKnowsWhoWroteIt_NoReviewCounts()
    {
        site.Repository.Commits.Clear();
        Register(Merge);
        Review("ana-lopez");
        Review("bo-smith");
        Refused("by ana is of commits whose authors neither git nor GitHub knows", ExitCodes.Negative);

        folder.Write("pipelines/telco/pipeline.yml", Pipeline("reviews: github, not_author: false"));
        Promote();
    }

    [Fact]
    public void WhoMerges_AndSoStartsTheJobThatRegisters_MayReview()
    {
        var git = GitRepository.Begin(folder.Root);
        git.Commit("feat: begin");
        git.Run("checkout", "--quiet", "-b", "topic");
        git.Run("-c", "user.name=opener", "-c", "user.email=opener@example.org", "commit", "--quiet", "--allow-empty", "--message", "feat: change");
        git.Run("checkout", "--quiet", "main");
        git.Run("merge", "--quiet", "--no-ff", "--message", "Merge", "topic");
        site.Repository.Merge(7, git.Head);
        Register(git.Head, "ana-lopez", new Uri("https://github.com/owner/name/actions/runs/1"));
        Review("ana-lopez");
        Review("bo-smith");

        Assert.Contains("ana and bo approved", string.Join(' ', Promote().Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void WhoRegistersByHand_DoesNotCount()
    {
        Register(Merge, "ana-lopez");
        Review("ana-lopez");
        Review("bo-smith");

        Refused("is by ana, the author", ExitCodes.Negative);
    }

    [Theory]
    [InlineData("\"commit\":null", "found a gate report without a commit")]
    [InlineData("\"commit\":\"eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee\",\"dirty\":true", "found files changed after commit eeee")]
    [InlineData("\"commit\":\"eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee\"", "found files changed after commit eeee")]
    public void ModelOfNoCommitAlone_HasNoReviews_AndNobodyAsks(string gated, string message)
    {
        RegisterAs(gated);

        Refused(message, ExitCodes.Negative);
        Assert.Empty(site.Fake.Asked);
    }

    [Fact]
    public void PermissionThatIsLacking_IsNamed_AndNothingCounts()
    {
        Register(Merge);
        Review("ana-lopez");
        Review("bo-smith");
        site.Fake.Lacking[Lists] = "pull_requests=read";

        Refused("of which none counts unread: 127.0.0.1", ExitCodes.OutOfReach, "expected the token of GITHUB_TOKEN to have the permission 'pull-requests: read'");
        Assert.Null(Place.Repository("telco").Resolve("production"));
    }

    [Fact]
    public void WithoutAToken_ItIsSaid()
    {
        Register(Merge);

        Refused("rule 'approvals' of production needs reviews on GitHub", ExitCodes.Misconfigured, () => GitHubClients.Connect(name => name == "GITHUB_REPOSITORY" ? "owner/name" : null, CancellationToken.None), "GitHub: found no token, expected one in");
    }

    [Theory]
    [InlineData("reviews: none", 2)]
    [InlineData("reviews: github", 1)]
    public void WhereSignaturesDecideAlone_GitHubIsNotAsked(string reviews, int count)
    {
        folder.Write("pipelines/telco/pipeline.yml", Pipeline(reviews, count));
        Register(Merge);
        Sign();
        Review("bo-smith");

        if (count == 1)
            Assert.Equal(["gate-report", "approval"], Promote().Record.Evidence.Select(evidence => evidence.Kind));
        else
            Refused("found 1 (ana); expected 2", ExitCodes.Negative);
        Assert.Empty(site.Fake.Asked);
    }

    private FolderPlace Place => new(RegistryPlaces.FolderOf(folder.Root));

    private static string Pipeline(string reviews, int count = 2) => LeastPipeline.Yaml + $$$"""
        promote:
          people: {ana: {key: ana.pub, github: ana-lopez}, bo: {github: bo-smith}}
          aliases:
            production: {champion: any, approvals: {count: {{{count}}}, of: [ana, bo], {{{reviews}}} }, max_age_days: 30}

        """;

    private void Register(string commit, string who = "carl", Uri? job = null) => RegisterAs($"\"commit\":\"{commit}\",\"dirty\":false", who, job);

    private void RegisterAs(string gated, string who = "carl", Uri? job = null)
    {
        string report = Encoding.UTF8.GetString(sample.Report());
        new ModelRegistry(Place, TimeProvider.System).Register("telco", sample.Contents, Encoding.UTF8.GetBytes("{" + gated + "," + report[1..]), who, known: null, job: job);
    }

    private void Review(string login) => site.Repository.AddReview(7, login, "APPROVED", GitHubSite.Sha, TimeProvider.System.GetUtcNow());

    private void Sign() => Desk.Approve("telco", null, "production", folder.Path("ana.pem"), null);

    private MoveOutcome Promote(Func<IGitHub>? connect = null)
    {
        var definition = Workspace.Read(folder.Root, "telco").Definition;
        var facts = new KnownFacts(folder.Root, definition, TimeProvider.System, connect ?? (() => site.Client()));
        return new Promotions(Place, TimeProvider.System, facts.Of).Promote(new MoveRequest("telco", definition.Promotion.Named("production"), null, "zoe", "release"));
    }

    private string History()
    {
        using var output = new StringWriter();
        HistoryLines.Write(AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) }), Desk.History([], null), TimeProvider.System.GetUtcNow(), all: false);
        return output.ToString();
    }

    private void Refused(string message, int exitCode, params string[] more) => Refused(message, exitCode, null, more);

    private void Refused(string message, int exitCode, Func<IGitHub>? connect, params string[] more)
    {
        FaultException e = Assert.Throws<FaultException>(() => { Promote(connect); });
        Assert.Equal(exitCode, e.ExitCode);
        Assert.All([message, .. more], part => Assert.Contains(part, e.Message, StringComparison.Ordinal));
    }
}
