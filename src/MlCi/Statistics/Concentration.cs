namespace MlCi.Statistics;

/// <summary>
/// How many rows keep an estimate within a tolerance whatever the distribution, for many tests at once: the sample sizes of
/// ease.ml/ci (Renggli et al., "Continuous Integration of Machine Learning Models with ease.ml/ci", MLSys 2019).
/// </summary>
public static class Concentration
{
    /// <summary>
    /// r²·(ln m + ln 1/δ)/(2ε²), rounded up: so many rows let none of m means stray from its value by more than ε to one side, but
    /// for a chance δ (Hoeffding, "Probability inequalities for sums of bounded random variables", JASA 58, 1963).
    /// </summary>
    /// <param name="tolerance">ε, above 0.</param>
    /// <param name="error">δ, above 0 and below 1. A difference of two means takes half the tolerance and half the error for each.</param>
    /// <param name="logTests">ln m: the natural logarithm of the number of tests, which may be beyond any number.</param>
    /// <param name="range">r: the range of a row's value.</param>
    /// <returns>The rows, or null where no number would do.</returns>
    public static long? HoeffdingRows(double tolerance, double error, double logTests, double range = 1) =>
        Rounded(range * range * (logTests - Math.Log(error)) / (2 * tolerance * tolerance));

    /// <summary>
    /// (ln m + ln 4/δ)/(p·h(ε/p)) with h(u) = (1+u)·ln(1+u) − u, rounded up: the same, to either side, for the difference of two
    /// models' accuracies that disagree on at most a share p of the rows, where p itself is tested too (half of δ; it takes no labels)
    /// (Bennett, "Probability inequalities for the sum of independent random variables", JASA 57, 1962).
    /// </summary>
    /// <param name="tolerance">ε, above 0.</param>
    /// <param name="discordant">p, above 0 and at most 1.</param>
    /// <param name="error">δ, above 0 and below 1.</param>
    /// <param name="logTests">ln m.</param>
    /// <returns>The rows, or null where no number would do.</returns>
    public static long? BennettRows(double tolerance, double discordant, double error, double logTests)
    {
        double u = tolerance / discordant;
        // Where u is tiny the difference would be lost to rounding.
        double h = u < 1e-4 ? u * u * (.5 - u / 6) : (1 + u) * Math.Log(1 + u) - u;
        return Rounded((logTests + Math.Log(4) - Math.Log(error)) / (discordant * h));
    }

    private static long? Rounded(double rows) => rows < SampleSize.Beyond ? (long)Math.Ceiling(rows) : null;
}
