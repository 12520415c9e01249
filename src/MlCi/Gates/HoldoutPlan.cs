using MlCi.Statistics;

namespace MlCi.Gates;

/// <summary>
/// How many rows a holdout needs so that each of its decisions can tell a margin, all of them together being wrong with at most
/// a stated chance.
/// </summary>
/// <param name="Mode">How decisions may follow from one another; <see cref="HoldoutMode.Track"/>: not at all.</param>
/// <param name="Decisions">How many decisions, at least 1.</param>
/// <param name="Error">The chance of a wrong pass among all of them, above 0 and below ½.</param>
/// <param name="Power">The chance that each has of passing what is as good as planned, from ½ to below 1.</param>
/// <param name="Spread">How much the rows differ.</param>
public sealed record HoldoutPlan(HoldoutMode Mode, int Decisions, double Error, double Power, RowSpread Spread)
{
    /// <summary>The most decisions that can be planned: beyond it 2^H is no number.</summary>
    public const int MostDecisions = 1000;

    /// <summary>The chance of a wrong pass that each decision may take.</summary>
    public double Alpha => Error / Mode.Tests(Decisions);

    /// <summary>((z₁₋α + z₁₋β)·σ/margin)², rounded up: the rows with which a difference of the margin is decided (normal approximation).</summary>
    /// <param name="margin">How far the planned value lies on the passing side of the limit, above 0.</param>
    /// <returns>The rows, or null where no number would do.</returns>
    public long? Rows(double margin) => 1 + SampleSize.RowsToAdd(1, Spread.Deviation, margin, Alpha, Power) is { } rows
        ? Math.Max(1, rows)
        : null;

    /// <summary>The least margin that a number of rows decides: (z₁₋α + z₁₋β)·σ/√n.</summary>
    /// <param name="rows">The rows, at least 1.</param>
    public double Margin(long rows) => SampleSize.Reach(Alpha, Power) * Spread.Deviation / Math.Sqrt(rows);

    /// <summary>
    /// The rows with which every estimate is within the margin of its value, however the rows are distributed: Hoeffding's bound for a
    /// rate, Bennett's for two models that disagree on few rows (<see cref="Concentration"/>).
    /// </summary>
    /// <param name="margin">The tolerance, above 0.</param>
    /// <returns>The rows, or null where there is no such number: the values of rows have no known bounds.</returns>
    public long? GuaranteedRows(double margin) => Spread.Kind switch
    {
        SpreadKind.Rate => Concentration.HoeffdingRows(margin, Error, Mode.LogTests(Decisions)),
        SpreadKind.Discordant => Concentration.BennettRows(margin, Spread.Value, Error, Mode.LogTests(Decisions)),
        _ => null,
    };
}
