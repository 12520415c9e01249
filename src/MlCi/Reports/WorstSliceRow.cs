using MlCi.Findings;
using MlCi.Slices;

namespace MlCi.Reports;

/// <summary>
/// A worst slice as a row of text, the same in every report that people read: as the half of the holdout that it was not found on
/// says. Only what that half confirms is shown, and the first few of it; evaluation.json has all.
/// </summary>
/// <param name="Slice">Its name.</param>
/// <param name="There">The share of wrong decisions in it.</param>
/// <param name="Elsewhere">The share of wrong decisions in all other rows.</param>
/// <param name="Difference">Their difference with its interval.</param>
/// <param name="PAdjusted">The p-value among all slices that were found.</param>
/// <param name="Rows">Its rows.</param>
public sealed record WorstSliceRow(string Slice, string There, string Elsewhere, string Difference, string PAdjusted, string Rows)
{
    /// <summary>The title of the table in every report.</summary>
    public const string Title = "Worst slices, by a search that blocks nothing";

    /// <summary>The most rows that are shown.</summary>
    public const int MostShown = 5;

    /// <summary>The confirmed slices, worst first.</summary>
    /// <param name="worst">The search's result.</param>
    public static IReadOnlyList<WorstSliceRow> Of(WorstSlices worst) => [.. worst.Confirmed.Take(MostShown).Select(slice => new WorstSliceRow(
        slice.Found.Id,
        Numerals.Of(slice.Inside.Share),
        Numerals.Of(slice.Outside.Share),
        "+" + Numerals.WithInterval(slice.Inside.Share - slice.Outside.Share, slice.Difference!.Value.Lower, slice.Difference.Value.Upper, 0),
        Numerals.PValue(slice.PAdjusted!.Value, worst.Alpha),
        Numerals.Count(slice.Inside.Trials)))];

    /// <summary>What stands under the table: how they were found, and how many more there are.</summary>
    /// <param name="worst">The search's result.</param>
    public static string HowFound(WorstSlices worst)
    {
        int more = worst.Confirmed.Count - MostShown;
        return $"found on one half of the holdout ({Numerals.Count(worst.Searched)} rows) and measured on the other ({Numerals.Count(worst.Tested)}), so not the numbers of the gates"
            + (more > 0 ? $"; {more} more in evaluation.json" : "");
    }

    /// <summary>That the worst slices were searched and none was confirmed; null where one was, or nothing was searched.</summary>
    /// <param name="worst">The search's result, or null.</param>
    public static string? Unconfirmed(WorstSlices? worst) => worst switch
    {
        null or { Confirmed.Count: > 0 } => null,
        { Reason: { } reason } => $"worst slices: {reason}",
        _ => $"worst slices: {worst.Slices.Count} suspected on {Numerals.Count(worst.Searched)} rows, none confirmed on {Numerals.Count(worst.Tested)} others",
    };
}
