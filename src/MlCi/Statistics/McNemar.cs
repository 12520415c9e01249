namespace MlCi.Statistics;

/// <summary>McNemar's test that two paired proportions are equal, exact given the discordant pairs (Psychometrika 12, 1947).</summary>
public static class McNemar
{
    /// <summary>The two-sided p: twice the smaller binomial tail at ½, at most 1.</summary>
    /// <param name="b">Pairs in which only the first succeeds.</param>
    /// <param name="c">Pairs in which only the second succeeds.</param>
    public static double PValue(long b, long c) => Math.Min(1, 2 * Binomial.AtMost(Math.Min(b, c), b + c, .5));
}
