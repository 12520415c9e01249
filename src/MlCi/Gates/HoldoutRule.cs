using MlCi.Findings;

namespace MlCi.Gates;

/// <summary>How often one holdout may decide, as pipeline.yml's <c>holdoutUse</c> says.</summary>
/// <param name="Mode">The mode.</param>
/// <param name="Budget">Of <c>full</c> and <c>firstChange</c>; null of <c>track</c>.</param>
/// <param name="WarnFrom">Of <c>track</c>: the chance of a wrong pass among all decisions from which it warns.</param>
/// <param name="Place">Where it stands.</param>
public sealed record HoldoutRule(HoldoutMode Mode, HoldoutBudget? Budget, double WarnFrom, SourcePlace Place)
{
    /// <summary>The chance from which <c>track</c> warns, unless told otherwise: with α = .05, the tenth decision's.</summary>
    public const double DefaultWarnFrom = .5;

    /// <summary>Below it no interval can be computed well: 1 − α is then told from 1 in a few digits only.</summary>
    public const double SmallestLevel = 1e-14;

    /// <summary>The chance of a wrong pass that one decision may take: the pipeline's α, or its part of the budget where that is less.</summary>
    /// <param name="alpha">The pipeline's α.</param>
    public double LevelOf(double alpha) => Budget is null ? alpha : Math.Min(alpha, Budget.Error / Mode.Tests(Budget.Decisions));
}

/// <summary>What one holdout may decide in its life.</summary>
/// <param name="Decisions">H: how many decisions.</param>
/// <param name="Error">δ: the chance of a wrong pass among all of them.</param>
public sealed record HoldoutBudget(int Decisions, double Error)
{
    /// <summary>1 − δ.</summary>
    public double Reliability => Math.Round(1 - Error, 12);

    /// <summary>The budget of a reliability.</summary>
    /// <param name="decisions">H.</param>
    /// <param name="reliability">1 − δ.</param>
    public static HoldoutBudget Of(int decisions, double reliability) => new(decisions, Math.Round(1 - reliability, 12));
}
