using System.Globalization;
using MlCi.Adapters.Registry;
using MlCi.Promotion;

namespace MlCi.Adapters.Attestations;

/// <summary>Why an alias points at a model.</summary>
/// <param name="IsExplained">Whether its latest record says so.</param>
/// <param name="Message">The record, or what is wrong.</param>
internal sealed record AliasExplanation(bool IsExplained, string Message)
{
    /// <summary>Holds an alias against the records of its moves.</summary>
    /// <param name="registry">The repository.</param>
    /// <param name="alias">The alias.</param>
    /// <param name="model">The manifest digest that it should point at.</param>
    /// <exception cref="Findings.FaultException">A record is damaged (exit 3).</exception>
    public static AliasExplanation Of(IRepository registry, string alias, string model)
    {
        AliasState state = AliasReading.Of(registry, alias).State;
        if (state.Target != model)
            return Not(state.Target is null ? $"there is no {alias}, expected it to point at this model" : $"{alias} points at {state.Target}, expected this model");
        if (state.Latest?.Record is not { } latest)
            return Not($"{alias} points here and no record explains that: somebody moved it by hand, which is tampering");
        string said = $"by {latest.Who} on {latest.When.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)}Z: {latest.Why}{string.Concat(latest.Evidence.Select(one => one.Review).OfType<RecordedReview>().Select(review => $"; {review}"))}";
        if (latest.To != model)
        {
            return Not($"{alias} points here and its latest record moved it to {latest.To} ({said}): " + (state.Condition == AliasCondition.Unexplained
                ? "no record explains that, somebody moved it by hand, which is tampering"
                : "somebody was interrupted, or moved it back by hand; the next promotion completes what the record says"));
        }

        HashSet<string> reports = [.. AttachedReports.Of(registry, model).Select(report => report.Digest)];
        return latest.Evidence.FirstOrDefault(evidence => evidence.Kind == RecordEvidence.GateReport && !reports.Contains(evidence.Digest)) is { } missing
            ? Not($"{alias} was moved here {said}; the record rests on gate report {missing.Digest}, which is not attached to this model")
            : new AliasExplanation(IsExplained: true, $"{alias} was moved here {said}{(state.Condition == AliasCondition.Forked ? " (others were written side by side; see mlci history)" : "")}");
    }

    private static AliasExplanation Not(string message) => new(IsExplained: false, message);
}
