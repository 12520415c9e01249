namespace MlCi.Metrics;

/// <summary>What to take from the rows: the cells always, the rest where a metric needs it.</summary>
[Flags]
public enum Measures
{
    /// <summary>How many rows were decided how; of all that follows this is the cheapest.</summary>
    Cells = 0,

    /// <summary>The sums of the losses.</summary>
    Losses = 1,

    /// <summary>The placements of the scores, which take a sort.</summary>
    Roc = 2,

    /// <summary>The precisions at the positives' scores, which take a sort too.</summary>
    Precision = 4,

    /// <summary>The calibration slope of the challenger, which takes a sort too.</summary>
    Slope = 8,

    /// <summary>All that takes a sort.</summary>
    Sorted = Roc | Precision | Slope,

    /// <summary>Everything.</summary>
    All = Losses | Sorted,
}
