using MlCi.Adapters.Registry;
using MlCi.Promotion;

namespace MlCi.Adapters.Attestations;

/// <summary>Why an alias points where it points.</summary>
/// <param name="IsExplained">Whether a record says so.</param>
/// <param name="Message">The record, or what is wrong.</param>
internal sealed record AliasExplanation(bool IsExplained, string Message)
{
    /// <summary>Holds an alias against the records of its moves.</summary>
    /// <param name="registry">The repository.</param>
    /// <param name="alias">The alias.</param>
    /// <param name="target">The manifest digest that it points at.</param>
    /// <exception cref="Findings.FaultException">A record is damaged (exit 3).</exception>
    public static AliasExplanation Of(IRepository registry, string alias, string target)
    {
        AliasState state = AliasReading.Of(registry, alias).State;
        if (state.Latest is not { Record: var latest })
            return new AliasExplanation(IsExplained: false, $"{alias} points here and no record explains that: somebody moved it by hand, which is tampering");
        string said = $"by {latest.Who} on {latest.When.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture)}Z: {latest.Why}";
        return latest.To == target
            ? new AliasExplanation(IsExplained: true, $"{alias} was moved here {said}")
            : new AliasExplanation(IsExplained: false, state.Condition == AliasCondition.Interrupted
                ? $"{alias} points here and its latest record moves it to {latest.To} ({said}): that move was interrupted, and the next promotion or rollback completes it"
                : $"{alias} points here and its latest record moved it to {latest.To} ({said}): somebody moved it by hand, which is tampering");
    }
}
