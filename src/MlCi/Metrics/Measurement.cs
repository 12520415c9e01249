using MlCi.Statistics;

namespace MlCi.Metrics;

/// <summary>How an interval is made of a linearised value.</summary>
internal enum IntervalKind
{
    /// <summary>As a share: between 0 and 1, with trials that have its variance (Korn &amp; Graubard).</summary>
    Share,

    /// <summary>As an area: on the logit scale.</summary>
    Logit,

    /// <summary>As a mean: on its own scale, with its skewness.</summary>
    Mean,

    /// <summary>As a function of the confusion cells: on its own scale.</summary>
    Function,

    /// <summary>As a correlation: on Fisher's scale.</summary>
    Fisher,

    /// <summary>As a root of a mean: by the interval of the mean.</summary>
    Root,

    /// <summary>As a share of variance: the rest of it on the log scale.</summary>
    LogOfRest,
}

/// <summary>What rows say of a metric, before anything is said of intervals: enough for its own and for that of a difference.</summary>
/// <param name="Linear">The value and the rows' influences.</param>
/// <param name="Kind">How an interval is made of it.</param>
/// <param name="Requirements">What an interval needs to be trusted.</param>
internal sealed record Measurement(Linearised Linear, IntervalKind Kind, IReadOnlyList<Requirement> Requirements)
{
    private static readonly Linearised Nothing = new(double.NaN, []);

    /// <summary>Why there is no value, or null.</summary>
    public string? Why { get; private init; }

    /// <summary>For each row whether it is one of a share's trials, and whether it succeeds; null where the value is no share of rows.</summary>
    public (bool[] Trials, bool[] Successes)? Rows { get; init; }

    /// <summary>For each row of which of two samples it is, where the value is made of two (ROC area); else null.</summary>
    public bool[]? Samples { get; init; }

    /// <summary>The rows or clusters that all agree where nothing varies: of these an unseen one may differ.</summary>
    public double AgreeingUnits { get; init; }

    /// <summary>How much higher than the population's the value is by chance.</summary>
    public double Bias { get; init; }

    /// <summary>The largest possible value, where it is less than the metric's.</summary>
    public double Maximum { get; init; } = double.PositiveInfinity;

    /// <summary>Whether the variance has to rest on several rows, as it may overlook rare ones.</summary>
    public bool NeedsSpread { get; init; }

    /// <summary>A metric without a value.</summary>
    /// <param name="why">The reason.</param>
    public static Measurement Undefined(string why) => new(Nothing, IntervalKind.Mean, []) { Why = why };

    /// <summary>A share of some rows.</summary>
    /// <param name="trials">For each row whether it is a trial; at least one is.</param>
    /// <param name="successes">For each row whether it succeeds.</param>
    /// <param name="name">What the trials are called.</param>
    /// <param name="sampling">The rows' weights and clusters.</param>
    public static Measurement OfShare(bool[] trials, bool[] successes, string name, Sampling sampling) =>
        new(Linearised.Share(trials, successes, sampling), IntervalKind.Share, LeastOfShare(trials, name, sampling))
        {
            Rows = (trials, successes),
            AgreeingUnits = sampling.EffectiveUnits(trials),
        };

    /// <summary>How the value varies.</summary>
    /// <param name="influences">Its influences, or those of a difference of two such values.</param>
    /// <param name="sampling">The rows' weights and clusters.</param>
    public ClusterVariance Variance(ReadOnlySpan<double> influences, Sampling sampling) =>
        Samples is { } samples ? ClusterVariance.OfTwo(influences, samples, sampling) : ClusterVariance.Of(influences, sampling);

    // Plain rows have an exact interval, however few they are.
    private static Requirement[] LeastOfShare(bool[] trials, string name, Sampling sampling) =>
        sampling.IsPlain ? [] : [.. Requirement.OfPart(sampling, trials, name, LinearisedEstimator.LeastRowsForShares)];
}
