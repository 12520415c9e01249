using MlCi.Findings;

namespace MlCi.Quality;

/// <summary>Shares of rows in words.</summary>
internal static class RowShares
{
    /// <summary>Such as <c>150 of 2,137 rows (7.02 %)</c>.</summary>
    public static string Of(long count, long rows) => $"{Numerals.Count(count)} of {Numerals.Count(rows, "rows")} ({Percent((double)count / rows)})";

    /// <summary>A share in percent, with three digits or so.</summary>
    public static string Percent(double share) => Numerals.ExactPercent(Math.Round(share, share < .01 ? 5 : 3));
}
