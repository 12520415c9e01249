namespace MlCi.Pipelines;

/// <summary>How a test ended.</summary>
public enum TestOutcome
{
    /// <summary>It passed.</summary>
    Passed,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>It did not run: never counted as passed.</summary>
    Skipped,
}

/// <summary>One test.</summary>
/// <param name="Name">Its full name.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Message">Why it failed, or null.</param>
public sealed record TestResult(string Name, TestOutcome Outcome, string? Message);

/// <summary>What came of a pipeline's own tests.</summary>
/// <param name="Tests">Every test, by name.</param>
public sealed record TestResults(IReadOnlyList<TestResult> Tests)
{
    /// <summary>How many passed.</summary>
    public int Passed => Count(TestOutcome.Passed);

    /// <summary>How many failed.</summary>
    public int Failed => Count(TestOutcome.Failed);

    /// <summary>How many did not run.</summary>
    public int Skipped => Count(TestOutcome.Skipped);

    private int Count(TestOutcome outcome) => Tests.Count(test => test.Outcome == outcome);
}
