using MlCi.Findings;

namespace MlCi.Gates;

/// <summary>What a decision means for the holdout that it was taken on: the same for a repeat, whatever was decided since.</summary>
public sealed record HoldoutUse
{
    /// <summary>The digest of the holdout's rows, however its file is written.</summary>
    public required string Holdout { get; init; }

    /// <summary>The mode.</summary>
    public required HoldoutMode Mode { get; init; }

    /// <summary>Which decision on this holdout it is, from 1; null where it was none, as the mode blocked it.</summary>
    public int? Decision { get; init; }

    /// <summary>The budget, or null in <c>track</c>.</summary>
    public HoldoutBudget? Budget { get; init; }

    /// <summary>The chance of a wrong pass that this decision takes.</summary>
    public required double Alpha { get; init; }

    /// <summary>
    /// The chance, at most, that any decision so far passed a model wrongly, were no model made after a pass: the sum of their α.
    /// </summary>
    public required double FalsePass { get; init; }

    /// <summary>
    /// The same where every verdict led to the next model: decision j may then have been on any of 2^(j−1) models. It holds for
    /// verdicts; whoever looks at the estimates too, as a report shows them, may follow more than they.
    /// </summary>
    public required double FalsePassAdaptive { get; init; }

    /// <summary>Whether somebody should do something about the holdout soon.</summary>
    public required bool Warns { get; init; }

    /// <summary>Whether the holdout may not decide any more, so that the verdict is negative.</summary>
    public required bool Blocks { get; init; }

    /// <summary>Which decision it is, or why it blocks and what to do, in one sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>Where the rule stands.</summary>
    public required SourcePlace Source { get; init; }
}
