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
        return faults;
    }

    /// <summary>Refuses where there is a reason to.</summary>
    /// <exception cref="FaultException">There is one; all are named (exit 1).</exception>
    public static void Refuse(IReadOnlyList<Fault> reasons)
    {
        if (reasons.Count > 0)
            throw new FaultException(ExitCodes.Negative, reasons);
    }

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

    private static Fault Refusal(string rule, PromotionRequest request, string reason) =>
        new($"rule '{rule}' refuses {request.Alias} for {request.Model}: {reason}");
}
