namespace MlCi.Comparison;

/// <summary>What a paired comparison found, in the order in which it is asked.</summary>
public enum ComparisonOutcome
{
    /// <summary>All predictions are the same: passes.</summary>
    Identical,

    /// <summary>The whole interval is above 0: passes.</summary>
    Better,

    /// <summary>The whole interval is below −margin: blocks.</summary>
    Worse,

    /// <summary>The whole interval is between −margin and 0: passes, and is named.</summary>
    WorseWithinMargin,

    /// <summary>The whole interval is below 0, but not on one side of −margin: blocks.</summary>
    WorseSizeUndecided,

    /// <summary>The whole interval is above −margin: passes.</summary>
    NotWorse,

    /// <summary>The interval holds both −margin and 0: more rows are needed.</summary>
    Inconclusive,

    /// <summary>Nothing could be compared: blocks.</summary>
    NotEvaluated,
}
