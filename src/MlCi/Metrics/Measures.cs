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

    /// <summary>Everything.</summary>
    All = Losses | Roc,
}
