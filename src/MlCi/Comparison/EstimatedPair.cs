using MlCi.Metrics;

namespace MlCi.Comparison;

/// <summary>The values of two models on the same rows.</summary>
/// <param name="Champion">The champion's.</param>
/// <param name="Challenger">The challenger's.</param>
/// <param name="AreIdentical">Whether all that they predicted is the same.</param>
internal sealed record EstimatedPair(MetricEstimate Champion, MetricEstimate Challenger, bool AreIdentical);

/// <summary>The difference of two models, or why there is none to trust.</summary>
/// <param name="Difference">The difference, or null.</param>
/// <param name="TooFew">Why there is none.</param>
/// <param name="RowsForInterval">The rows from which there could be one, or null where none can be told.</param>
internal sealed record PairedFinding(PairedDifference? Difference, string TooFew, long? RowsForInterval)
{
    /// <summary>A difference to trust.</summary>
    public static implicit operator PairedFinding(PairedDifference difference) => new(difference, "", null);
}
