namespace MlCi.Promotion;

/// <summary>
/// Decides which reviews of a pull request count as approvals: of everybody the last that says yes or no, where it says yes to the very
/// commit that was merged. A remark without either takes nothing back.
/// </summary>
public static class ReviewRules
{
    private const string Approved = "APPROVED";

    /// <summary>The reviews that count; none where the rule does not ask for any.</summary>
    public static IEnumerable<FoundReview> Counting(PromotionRequest request, ApprovalRule rule) =>
        Latest(request, rule).Where(review => WhyNot(request, rule, review) is null);

    /// <summary>Why each of the others does not count.</summary>
    public static IEnumerable<string> Others(PromotionRequest request, ApprovalRule rule) =>
        Latest(request, rule).Select(review => (review.Id, Why: WhyNot(request, rule, review))).Where(one => one.Why is not null).Select(one => $"review {one.Id} {one.Why}");

    /// <summary>Which pull request was looked at, for a sentence: empty where nobody asked.</summary>
    public static string Looked(PromotionFacts facts) =>
        facts.Reviewed is { } change ? $"; the reviews are those of {change.Page}" : facts.NotReviewed is { } none ? $"; of reviews none counts: {none}" : "";

    /// <summary>What to say of the reviews that a promotion rests on; null where it rests on none.</summary>
    public static string? Told(PromotionRequest request) =>
        request is { Alias.Approvals: { } rule, Facts.Reviewed: { } change } && Counting(request, rule).Select(review => review.Reviewer!.Name).ToArray() is [_, ..] names
            ? $"{string.Join(" and ", names)} approved {change.Head[..12]} in reviews of {change.Page}" : null;

    private static IEnumerable<FoundReview> Latest(PromotionRequest request, ApprovalRule rule) => !rule.CountsReviews || request.Facts.Reviewed is not { } change ? []
        : change.Reviews.Where(review => review.State is not ("COMMENTED" or "PENDING")).GroupBy(review => review.Login, StringComparer.OrdinalIgnoreCase).Select(said => said.Last());

    private static string? WhyNot(PromotionRequest request, ApprovalRule rule, FoundReview review)
    {
        ReviewedChange change = request.Facts.Reviewed!;
        if (review.State != Approved)
            return $"by {review.Login} says {review.State}";
        if (review.Reviewer is not { } reviewer)
            return $"is by {review.Login}, who is the github of nobody in promote.people";
        if (!rule.Of.Contains(reviewer.Name))
            return $"is by {reviewer.Name}, who is not in the list";
        // Whatever the rule says of authors: nobody reviews what they ask others to review.
        if (string.Equals(review.Login, change.Author, StringComparison.OrdinalIgnoreCase) || (rule.NotAuthor && change.Authors.Any(reviewer.Is)))
            return $"is by {reviewer.Name}, the author";
        if (rule.NotAuthor && change.Authors.Count == 0)
            return $"by {reviewer.Name} is of commits whose authors neither git nor GitHub knows, and authors may not approve";
        if (review.Commit != change.Head)
            return $"by {reviewer.Name} is stale: of {review.Commit?[..12] ?? "a commit that is gone"}, and {change.Head[..12]} was merged";
        return review.When is { } when ? ApprovalRules.WhyNotOf(request, reviewer, when) : $"by {reviewer.Name} has no date";
    }
}
