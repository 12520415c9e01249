namespace MlCi.Gates;

/// <summary>What a gate decided.</summary>
public enum GateVerdict
{
    /// <summary>The whole interval clears the limit.</summary>
    Passed,

    /// <summary>The whole interval misses the limit.</summary>
    Failed,

    /// <summary>The interval holds the limit, or there are too few rows for one.</summary>
    Inconclusive,

    /// <summary>There is nothing to decide on: a missing slice, one class, a crashed stage.</summary>
    NotEvaluated,
}
