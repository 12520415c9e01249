using System.Text.Json;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Gates;
using MlCi.Promotion;

namespace MlCi.Tests.Promotion;

/// <summary>Which reviews of a pull request count as approvals.</summary>
public sealed class ReviewRulesTests
{
    private const string Page = "https://github.com/acme/churn/pull/12";
    private static readonly string Model = Digest.OfText("model"), Manifest = Digest.OfText("manifest"), Head = new('a', 40);
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Person Ana = new("ana", "ana.pub", "ana-lopez", null), Bo = new("bo", null, "bo-smith", null), Carl = new("carl", null, "carl", null);

    private static readonly PromotionRequest Request = new(
        Alias.Production with { MaxAge = TimeSpan.FromDays(7), Approvals = new ApprovalRule(2, ["ana", "bo"], NotAuthor: true) { CountsReviews = true } },
        Manifest, Model, new GateEvidence(Model, Passed: true, Digest.OfText("holdout"), Digest.OfText("report")), "zoe", "release")
    {
        Facts = new PromotionFacts { Pipeline = "telco", Now = Now, ReportedAt = Now, Authors = ["carl@example.org"] },
    };

    [Fact]
    public void ReviewsOfTheHead_AreEnough_AndStandInTheRecord()
    {
        PromotionRequest request = With(Review(1, Ana), Review(2, Bo));

        Assert.Empty(PromotionRules.Check(request));
        RecordEvidence[] reviews = [.. PromotionRules.EvidenceOf(request).Where(evidence => evidence.Kind == RecordEvidence.GitHubReview)];
        Assert.Equal(["ana 1 ana-lopez", "bo 2 bo-smith"], reviews.Select(one => $"{one.Review!.Who} {one.Review.Id} {one.Review.Login}"));
        Assert.All(reviews, one => Assert.Equal(one.Review!.Digest, one.Digest));
        Assert.Equal(RecordedReview.Of(Review(1, Ana)), RecordedReview.Read(JsonDocument.Parse(reviews[0].Review!.Json().ToJsonString()).RootElement));
        Assert.Equal($"ana and bo approved aaaaaaaaaaaa in reviews of {Page}", ReviewRules.Told(request));
    }

    [Fact]
    public void WhereTheRuleDoesNotAskForThem_NoneCounts() => Refused(
        "found 0 (nobody)", With(Review(1, Ana), Review(2, Bo)) is var request ? request with { Alias = request.Alias with { Approvals = request.Alias.Approvals! with { CountsReviews = false } } } : null!);

    [Fact]
    public void LastWordOfEachReviewer_Counts()
    {
        Refused("found 1 (bo); not counted: review 2 by ana-lopez says CHANGES_REQUESTED", With(Review(1, Ana), Review(2, Ana, state: "CHANGES_REQUESTED"), Review(3, Bo)));
        Refused("review 2 by ANA-Lopez says DISMISSED", With(Review(1, Ana), Review(2, Ana, state: "DISMISSED") with { Login = "ANA-Lopez" }, Review(3, Bo)));
        Assert.Empty(PromotionRules.Check(With(Review(1, Ana, state: "CHANGES_REQUESTED"), Review(2, Ana), Review(3, Bo))));
    }

    [Fact]
    public void Remark_TakesNothingBack_AndApprovesNothing()
    {
        Assert.Empty(PromotionRules.Check(With(Review(1, Ana), Review(2, Ana, state: "COMMENTED"), Review(3, Bo), Review(4, Bo, state: "PENDING"))));
        Refused("found 1 (bo); the reviews are", With(Review(1, Ana, state: "COMMENTED"), Review(2, Bo)));
    }

    [Fact]
    public void ReviewOfAnOlderCommit_IsStale_AndNamedSo()
    {
        Refused("review 1 by ana is stale: of bbbbbbbbbbbb, and aaaaaaaaaaaa was merged", With(Review(1, Ana) with { Commit = new string('b', 40) }, Review(2, Bo)));
        Refused("review 1 by ana is stale: of a commit that is gone", With(Review(1, Ana) with { Commit = null }, Review(2, Bo)));
    }

    [Fact]
    public void Author_NeverCounts()
    {
        // Whatever the rule says of authors, of the pull request; of the commit as it says.
        PromotionRequest own = With(Review(1, Ana) with { Login = "Opener" }, Review(2, Bo));
        Refused("review 1 is by ana, the author", own);
        Refused("review 1 is by ana, the author", own with { Alias = own.Alias with { Approvals = own.Alias.Approvals! with { NotAuthor = false } } });
        PromotionRequest written = With(Review(1, Ana), Review(2, Bo));
        Refused("review 2 is by bo, the author", By(written, "12+bo-smith@users.noreply.github.com"));
    }

    [Fact]
    public void WhoMergedOrStartedTheJob_IsNoAuthorForReviews()
    {
        PromotionRequest merged = With(Review(1, Ana), Review(2, Bo));

        Assert.Empty(PromotionRules.Check(merged with { Facts = merged.Facts with { Authors = ["carl@example.org", "ana-lopez"] } }));
    }

    [Fact]
    public void WhereNobodyKnowsWhoWroteIt_NoReviewCounts()
    {
        PromotionRequest unknown = By(With(Review(1, Ana), Review(2, Bo)));

        Refused("review 1 by ana is of commits whose authors neither git nor GitHub knows", unknown);
        Assert.Empty(PromotionRules.Check(unknown with { Alias = unknown.Alias with { Approvals = unknown.Alias.Approvals! with { NotAuthor = false } } }));
    }

    [Fact]
    public void StrangersAndOldReviews_DoNotCount()
    {
        Refused("review 1 is by stranger, who is the github of nobody in promote.people", With(Review(1, Ana) with { Login = "stranger", Reviewer = null }, Review(2, Bo)));
        Refused("review 1 is by carl, who is not in the list", With(Review(1, Carl), Review(2, Bo)));
        Refused("review 1 by ana is 8 days old, more than 7", With(Review(1, Ana) with { When = Now.AddDays(-8) }, Review(2, Bo)));
        Refused("review 1 by ana is of the future", With(Review(1, Ana) with { When = Now.AddHours(1) }, Review(2, Bo)));
        Refused("review 1 by ana has no date", With(Review(1, Ana) with { When = null }, Review(2, Bo)));
    }

    [Fact]
    public void PersonWhoSignedToo_CountsOnce()
    {
        var statement = new ApprovalStatement("telco", Manifest, "production", "ana", Now.AddDays(-1), null);
        PromotionRequest both = With(Review(1, Ana));

        Refused("found 1 (ana)", both with { Facts = both.Facts with { Approvals = [new FoundApproval(Digest.OfBytes(statement.Write()), statement, Ana)] } });
    }

    [Fact]
    public void PullRequestThatWasLookedAt_IsNamed_AndSoIsWhyThereIsNone()
    {
        Refused($"the reviews are those of {Page}", With(Review(1, Ana)));
        PromotionRequest none = Request with { Facts = Request.Facts with { NotReviewed = "found no pull request" } };
        Refused("of reviews none counts: found no pull request", none);
        Assert.Contains("or an approving review of what was merged", Assert.Single(PromotionRules.Check(none)).Message, StringComparison.Ordinal);
    }

    private static PromotionRequest With(params FoundReview[] reviews) => Request with { Facts = Request.Facts with { Reviewed = new ReviewedChange(Page, "opener", Head, reviews) { Authors = ["carl@example.org"] } } };

    private static PromotionRequest By(PromotionRequest request, params string[] authors) => request with { Facts = request.Facts with { Reviewed = request.Facts.Reviewed! with { Authors = authors } } };

    private static FoundReview Review(long id, Person who, string state = "APPROVED") => new(id, $"{Page}#pullrequestreview-{id}", who.GitHub!, state, Head, Now.AddDays(-1), who);

    private static void Refused(string reason, PromotionRequest request)
    {
        Fault fault = Assert.Single(PromotionRules.Check(request));
        Assert.StartsWith($"rule 'approvals' refuses production for {Manifest}: found ", fault.Message, StringComparison.Ordinal);
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }
}
