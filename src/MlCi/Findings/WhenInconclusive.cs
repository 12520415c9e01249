namespace MlCi.Findings;

/// <summary>What a rule does when its interval cannot decide.</summary>
public enum WhenInconclusive
{
    /// <summary>It is counted and named, and does not block.</summary>
    Warn,

    /// <summary>It blocks like a failure.</summary>
    Block,
}
