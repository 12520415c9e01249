using MlCi.Findings;

namespace MlCi.Drift;

/// <summary>
/// How samples are held against a reference. A column is called out only where its shift is significant, Benjamini–Hochberg over
/// all columns, and above a floor: significance alone calls out what does not matter, size alone what is chance.
/// </summary>
public sealed record DriftRule
{
    /// <summary>The floor of all measures, unless given.</summary>
    public const double DefaultFloor = .1;

    /// <summary>The path of the reference's file, relative to pipeline.yml; null: the training data are the holdout's reference.</summary>
    public string? Reference { get; init; }

    /// <summary>Where the reference is named, or null.</summary>
    public SourcePlace? ReferencePlace { get; init; }

    /// <summary>The columns to look at; null: all that both have, but key, weight, dates and what only names rows.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Columns to leave out.</summary>
    public IReadOnlyList<string> Except { get; init; } = [];

    /// <summary>The measure of numbers; null: PSI. Categories are measured by PSI where it is given, else by the Jensen–Shannon distance.</summary>
    public DriftMeasure? Measure { get; init; }

    /// <summary>The least shift that matters.</summary>
    public double Floor { get; init; } = DefaultFloor;

    /// <summary>The level: of what is called out at most such a share is chance, on average.</summary>
    public double Alpha { get; init; } = .05;

    /// <summary>Whether it fails the pipeline.</summary>
    public bool Blocks { get; init; }

    /// <summary>Where the rule stands; null where nobody wrote it.</summary>
    public SourcePlace? Place { get; init; }

    /// <summary>The measure of a column.</summary>
    /// <param name="isNumber">Whether its values are numbers.</param>
    public DriftMeasure MeasureOf(bool isNumber) => isNumber ? Measure ?? DriftMeasure.PopulationStability
        : Measure is DriftMeasure.PopulationStability ? DriftMeasure.PopulationStability : DriftMeasure.JensenShannon;
}
