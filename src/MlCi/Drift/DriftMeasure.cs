namespace MlCi.Drift;

/// <summary>By what a shift between two samples is measured.</summary>
public enum DriftMeasure
{
    /// <summary>The population stability index over ten quantile bins of the reference, or over categories.</summary>
    PopulationStability,

    /// <summary>The Jensen–Shannon distance, base 2, over categories or ten quantile bins.</summary>
    JensenShannon,

    /// <summary>The distance of Kolmogorov and Smirnov; of numbers only.</summary>
    KolmogorovSmirnov,

    /// <summary>The Wasserstein distance in standard deviations of the reference; of numbers only.</summary>
    Wasserstein,
}

/// <summary>The words of <see cref="DriftMeasure"/>.</summary>
public static class DriftMeasures
{
    /// <summary>All measures with their words in pipeline.yml.</summary>
    public static IReadOnlyList<(string Word, DriftMeasure Measure)> All { get; } =
    [
        ("psi", DriftMeasure.PopulationStability), ("js", DriftMeasure.JensenShannon), ("ks", DriftMeasure.KolmogorovSmirnov), ("wasserstein", DriftMeasure.Wasserstein),
    ];

    /// <summary>A measure in words.</summary>
    public static string NameOf(DriftMeasure measure) => measure switch
    {
        DriftMeasure.PopulationStability => "PSI",
        DriftMeasure.JensenShannon => "Jensen–Shannon distance",
        DriftMeasure.KolmogorovSmirnov => "Kolmogorov–Smirnov distance",
        _ => "Wasserstein distance in standard deviations",
    };

    /// <summary>Whether only numbers can be measured by it.</summary>
    public static bool IsOfNumbers(DriftMeasure measure) => measure is DriftMeasure.KolmogorovSmirnov or DriftMeasure.Wasserstein;
}
