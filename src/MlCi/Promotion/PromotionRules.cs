using System.Globalization;
using MlCi.Findings;
using MlCi.Gates;

namespace MlCi.Promotion;

/// <summary>Decides whether a model may bear an alias. Each refusal begins with the rule that refuses.</summary>
public static class PromotionRules
{
    /// <summary>Checks every rule.</summary>
    /// <returns>Every reason to refuse, in a fixed order; none means that the alias may move.</returns>
    public static IReadOnlyList<Fault> Check(PromotionRequest request)
    {
        List<Fault> faults = [];
        if (string.IsNullOrWhiteSpace(request.Who))
            faults.Add(Refusal("who", request, "found nobody, expected the name of who promotes"));
        if (string.IsNullOrWhiteSpace(request.Why))
            faults.Add(Refusal("why", request, "found no reason, expected one for the record"));
        if (request.Evidence is { } evidence)
            faults.AddRange(CheckEvidence(request, evidence));
        else if (request.Alias.NeedsPassingGate)
            faults.Add(Refusal(
                "gate-report", request, "found no gate report bound to this model, expected one that passed; run Gate and Register"));
        faults.AddRange(CheckFacts(request, request.Alias, request.Facts));
        if (request.Alias.Approvals is { } approvals)
            faults.AddRange(ApprovalRules.Check(request, approvals));
        return faults;
    }

    /// <summary>Refuses where there is a reason to.</summary>
    /// <exception cref="FaultException">There is one; all are named (exit 1).</exception>
    public static void Refuse(IReadOnlyList<Fault> reasons)
    {
        if (reasons.Count > 0)
            throw new FaultException(ExitCodes.Negative, reasons);
    }

    /// <summary>What a promotion rests on: the gate report, and of the rest what its rules asked for.</summary>
    public static IReadOnlyList<RecordEvidence> EvidenceOf(PromotionRequest request)
    {
        List<RecordEvidence> evidence = [];
        if (request.Evidence is { } report)
            evidence.Add(new RecordEvidence(RecordEvidence.GateReport, report.ReportDigest));
        if (request.Alias.NeedsSmoke && request.Facts.Smoke is { } smoke)
            evidence.Add(new RecordEvidence(RecordEvidence.Smoke, smoke));
        if (request.Alias.NeedsCanary && request.Facts.Canary is { } canary)
            evidence.Add(new RecordEvidence(RecordEvidence.Canary, canary));
        if (request.Alias.Approvals is { } rule)
        {
            evidence.AddRange(ApprovalRules.Counting(request, rule).Select(approval => new RecordEvidence(RecordEvidence.Approval, approval.Digest)));
            evidence.AddRange(ReviewRules.Counting(request, rule).Select(RecordedReview.Of).Select(review => new RecordEvidence(RecordEvidence.GitHubReview, review.Digest) { Review = review }));
        }

        return evidence;
    }

    /// <summary>A refusal.</summary>
    internal static Fault Refusal(string rule, PromotionRequest request, string reason) =>
        new($"rule '{rule}' refuses {request.Alias} for {request.Model}: {reason}");

    private static IEnumerable<Fault> CheckEvidence(PromotionRequest request, GateEvidence evidence)
    {
        // A report of another model proves nothing, not even for an alias that asks for no verdict: somebody mixed them up.
        if (evidence.ModelDigest != request.ModelDigest)
        {
            yield return Refusal(
                "same-model",
                request,
                $"found a gate report ({evidence.ReportDigest}) of model {evidence.ModelDigest}, expected one of {request.ModelDigest}");
        }
        else if (request.Alias.NeedsPassingGate && !evidence.Passed)
        {
            yield return Refusal(
                "passing-gate", request, $"found a gate report ({evidence.ReportDigest}) that did not pass, expected one that passed");
        }
    }

    private static IEnumerable<Fault> CheckFacts(PromotionRequest request, Alias alias, PromotionFacts facts)
    {
        if (alias.From is { } from && !facts.Bears.Contains(from))
        {
            string borne = facts.Bears.Count == 0 ? "no alias" : string.Join(", ", facts.Bears);
            yield return Refusal("from", request, $"found that the model bears {borne}, expected {from}; promote it --to {from} first");
        }

        if (alias.MaxAge is { } most && request.Evidence is not null && !(facts.Now - facts.ReportedAt <= most))
        {
            string age = facts.ReportedAt is { } then ? $"of {Day(then)}, {Days(facts.Now - then)} old" : "that does not say when it was registered";
            yield return Refusal("max_age_days", request, $"found a gate report {age}, expected one of at most {Days(most)}; run Gate and Register again");
        }

        if (alias.NeedsReproduction && request.Evidence?.Reproduced is null)
            yield return Refusal("reproducible", request, "found a gate report that does not say that the model was made a second time, expected one that does; run Gate --verify-reproducible and Register");
        if (alias.NeedsSmoke && facts.Smoke is null)
            yield return Refusal("smoke", request, "found no trial of the model's container, expected one that passed; run BuildContainer");
        if (alias.NeedsSignedCommit && facts.Commit is not { IsVerified: true })
        {
            yield return Refusal("signed_commit", request, request.Evidence?.Commit is not { } commit
                ? "found a gate report without a commit, expected one of a signed commit"
                : $"found commit {commit} without a signature that git verifies ({facts.Commit?.Told ?? "git was not asked"}), expected a signed commit: git verify-commit {commit}");
        }

        if (alias.NeedsCanary && facts.Canary is null)
            yield return Refusal("canary", request, "found no verdict of a canary, expected one that passed; run Canary");
        if (alias.NeedsPresentChampion && facts.Champion is { } champion && request.Evidence is { } evidence && evidence.Champion != champion)
            yield return Refusal("champion", request, $"found a gate report that compares with {evidence.Champion ?? "no champion"}, expected the champion of this moment, {champion}; run Gate again, and Register");
    }

    private static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Days(TimeSpan age) => string.Create(CultureInfo.InvariantCulture, $"{age.TotalDays:0.#} days");
}
