using MlCi.Statistics;

namespace MlCi.Metrics;

/// <summary>A metric of one model among several that differ by their seed alone.</summary>
/// <param name="Seed">The seed that it was trained with.</param>
/// <param name="Value">The metric's value on the holdout; null where it is not defined.</param>
/// <param name="Undefined">Why there is no value, or null.</param>
public sealed record SeedEstimate(long Seed, double? Value, string? Undefined = null);

/// <summary>
/// A metric over models that differ by their seed alone: how much of a difference the seed makes. It decides nothing. Mean, standard
/// deviation and ends are null where the metric is not defined for one of the models: the others alone might look too good.
/// </summary>
/// <param name="Metric">The metric's name.</param>
/// <param name="Estimates">Its values, in the order of the seeds; at least two.</param>
public sealed record SeedSpread(string Metric, IReadOnlyList<SeedEstimate> Estimates)
{
    /// <summary>The mean.</summary>
    public double? Mean => Moments?.Mean;

    /// <summary>The standard deviation, by n − 1.</summary>
    public double? StandardDeviation => Moments is { } moments ? Math.Sqrt(moments.Variance) : null;

    /// <summary>The least value.</summary>
    public double? Least => IsDefined ? Estimates.Min(one => one.Value) : null;

    /// <summary>The greatest value.</summary>
    public double? Greatest => IsDefined ? Estimates.Max(one => one.Value) : null;

    /// <summary>Why there is no spread, or null where there is one.</summary>
    public string? Undefined => Estimates.FirstOrDefault(one => !HasNumber(one)) is not { } one ? null
        : $"not defined with seed {one.Seed}: {one.Undefined ?? "its value is no finite number"}";

    /// <summary>
    /// What two models that differ by their seed alone seldom differ by: twice the standard deviation of such a difference, 2·√2 of
    /// that of one. Null without a spread.
    /// </summary>
    public double? Reach => StandardDeviation is { } deviation ? 2 * Math.Sqrt(2) * deviation : null;

    /// <summary>Whether a difference of two models is no larger than what the seed alone makes; not where all seeds gave the same.</summary>
    /// <param name="difference">The difference, of either sign.</param>
    public bool Explains(double difference) => Math.Abs(difference) < Reach;

    private bool IsDefined => Estimates.All(HasNumber);

    private Moments? Moments => IsDefined ? Statistics.Moments.Of([.. Estimates.Select(one => one.Value!.Value)]) : null;

    private static bool HasNumber(SeedEstimate one) => one.Value is { } value && double.IsFinite(value);
}
