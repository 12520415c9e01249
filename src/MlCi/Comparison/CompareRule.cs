using MlCi.Findings;
using MlCi.Metrics;

namespace MlCi.Comparison;

/// <summary>A comparison of the challenger with the champion on one metric.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Margin">The loss that is accepted (δ &gt; 0): relative for losses, absolute for all else.</param>
/// <param name="Planned">The difference at which the rows needed are planned; 0 by default.</param>
/// <param name="Inconclusive">What an inconclusive comparison does on a pull request.</param>
/// <param name="Place">Where the rule stands in pipeline.yml.</param>
public sealed record CompareRule(Metric Metric, double Margin, double Planned, WhenInconclusive Inconclusive, SourcePlace Place)
{
    /// <summary>Names of slice rules in whose slices the models are compared besides the whole holdout, by the same margin.</summary>
    public IReadOnlyList<string> Slices { get; init; } = [];

    /// <summary>
    /// The margin where none is given: 0.01 absolute for rates and the like, 2 % relative for losses. A pipeline's own metric has
    /// a scale of its own, so that its margin has to be given.
    /// </summary>
    public static double DefaultMargin(Metric metric) => IsRelative(metric) ? .02 : .01;

    /// <summary>Whether margins of a metric are relative to the champion's value.</summary>
    public static bool IsRelative(Metric metric) => metric.IsLoss;
}
