using System.Globalization;
using MlCi.Findings;

namespace MlCi.Promotion;

/// <summary>Decides which approvals count, and whether they are enough. Each person counts once.</summary>
public static class ApprovalRules
{
    private const string Rule = "approvals";

    /// <summary>Checks a rule.</summary>
    /// <returns>The reason to refuse, with why each approval that is there does not count; none where there are enough.</returns>
    public static IEnumerable<Fault> Check(PromotionRequest request, ApprovalRule rule)
    {
        if (rule.NotAuthor && request.Facts.Authors.Count == 0)
        {
            yield return PromotionRules.Refusal(Rule, request, "found no author of the model, neither in the commit of its gate report nor with its registration, expected one, as authors may not approve; register it out of a git repository");
            yield break;
        }

        string[] counting = [.. Counting(request, rule).Select(approval => approval.Signer!.Name).Concat(ReviewRules.Counting(request, rule).Select(review => review.Reviewer!.Name)).Distinct(StringComparer.Ordinal)];
        if (counting.Length >= rule.Count)
            yield break;
        string found = counting.Length == 0 ? "nobody" : string.Join(", ", counting);
        string[] others = [.. request.Facts.Approvals.Select(approval => (approval.Digest, Why: WhyNot(request, rule, approval))).Where(one => one.Why is not null).Select(one => $"{one.Digest[..19]} {one.Why}").Concat(ReviewRules.Others(request, rule))];
        string rest = others.Length == 0 ? "" : $"; not counted: {string.Join(", ", others)}";
        yield return PromotionRules.Refusal(
            Rule, request, $"found {counting.Length} ({found}){rest}{ReviewRules.Looked(request.Facts)}; expected {rule.Count} of {string.Join(", ", rule.Of)}{(rule.NotAuthor ? ", the author excepted" : "")}: mlci approve --to {request.Alias} --model {request.Model}{(rule.CountsReviews ? ", or an approving review of what was merged" : "")}");
    }

    /// <summary>The approvals that count.</summary>
    public static IEnumerable<FoundApproval> Counting(PromotionRequest request, ApprovalRule rule) =>
        request.Facts.Approvals.Where(approval => WhyNot(request, rule, approval) is null);

    /// <summary>Why an approval does not count, or null where it does.</summary>
    public static string? WhyNot(PromotionRequest request, ApprovalRule rule, FoundApproval approval)
    {
        if (approval.Statement is not { } statement)
            return "cannot be read";
        if (approval.Signer is not { } signer)
            return $"bears no signature of anybody in promote.people, though it says '{statement.Who}'";
        if (signer.Name != statement.Who)
            return $"says '{statement.Who}', but {signer.Name} signed it";
        if (statement.Model != request.Model)
            return $"by {signer.Name} is of {statement.Model}";
        if (statement.Pipeline != request.Facts.Pipeline)
            return $"by {signer.Name} is of pipeline '{statement.Pipeline}'";
        if (statement.Alias != request.Alias.Name)
            return $"by {signer.Name} is for {statement.Alias}";
        if (!rule.Of.Contains(signer.Name))
            return $"by {signer.Name}, who is not in the list";
        if (rule.NotAuthor && request.Facts.Authors.Any(signer.Is))
            return $"by {signer.Name}, the author";
        return WhyNotOf(request, signer, statement.When);
    }

    /// <summary>Why the word of somebody does not count for its time, or null where it does.</summary>
    internal static string? WhyNotOf(PromotionRequest request, Person who, DateTimeOffset when)
    {
        if (when > request.Facts.Now + TimeSpan.FromMinutes(5))
            return $"by {who.Name} is of the future, {when.UtcDateTime.ToString("u", CultureInfo.InvariantCulture)}";
        return request.Alias.MaxAge is { } most && request.Facts.Now - when > most
            ? string.Create(CultureInfo.InvariantCulture, $"by {who.Name} is {(request.Facts.Now - when).TotalDays:0.#} days old, more than {most.TotalDays:0.#}")
            : null;
    }
}
