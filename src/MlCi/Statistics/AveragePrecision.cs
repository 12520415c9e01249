namespace MlCi.Statistics;

/// <summary>
/// Average precision as scikit-learn has it: the mean over the positives of the precision at their score, without
/// interpolation. Its variance is that of the infinitesimal jackknife (Efron, JRSS B 54, 1992): the sum of the squares of each
/// row's influence, which is the derivative of the value by the row's weight. Unlike the binomial variance of Boyd, Eng &amp;
/// Page ("Area under the precision-recall curve: point estimates and confidence intervals", ECML PKDD 2013), whose logit scale
/// is used, it knows of the scores, and of two models on the same rows.
/// </summary>
public sealed class AveragePrecision
{
    private readonly ScoreGroup[] groups;
    private readonly double[] ofPositive;
    private readonly double[] ofNegative;

    private AveragePrecision(ScoreGroup[] groups)
    {
        this.groups = groups;
        ofPositive = new double[groups.Length];
        ofNegative = new double[groups.Length];
        foreach (ScoreGroup group in groups)
        {
            Rows += group.Rows;
            Positives += group.Positives;
        }

        Fill();
    }

    /// <summary>The rows.</summary>
    public long Rows { get; }

    /// <summary>The positive rows.</summary>
    public long Positives { get; }

    /// <summary>The value.</summary>
    public double Value { get; private set; }

    /// <summary>
    /// How much higher than the population's the value is by chance: each positive counts in its own precision P, which lifts
    /// that by (1 − P)/N among the N rows at or above its score.
    /// </summary>
    public double Bias { get; private set; }

    /// <summary>The variance of the value.</summary>
    public double Variance { get; private set; }

    /// <summary>The value and what goes with it.</summary>
    /// <param name="labels">For each row whether it is positive; at least one is.</param>
    /// <param name="scores">For each row its score; no NaN.</param>
    public static AveragePrecision Of(ReadOnlySpan<bool> labels, ReadOnlySpan<double> scores) => new(ScoreGroups.Of(labels, scores));

    /// <summary>Each row's influence: the derivative of the value by the row's weight. They add up to 0.</summary>
    /// <param name="labels">The labels that the value was computed of.</param>
    /// <param name="scores">The scores that the value was computed of.</param>
    public double[] Influences(ReadOnlySpan<bool> labels, ReadOnlySpan<double> scores)
    {
        double[] known = [.. groups.Select(group => group.Score)];
        double[] influences = new double[labels.Length];
        for (int i = 0; i < influences.Length; i++)
        {
            int group = Array.BinarySearch(known, scores[i] + 0.0);
            influences[i] = labels[i] ? ofPositive[group] : ofNegative[group];
        }

        return influences;
    }

    private void Fill()
    {
        double[] precision = new double[groups.Length];
        long[] above = new long[groups.Length];
        long rows = 0, found = 0;
        for (int g = groups.Length - 1; g >= 0; g--)
        {
            rows += groups[g].Rows;
            found += groups[g].Positives;
            above[g] = rows;
            precision[g] = (double)found / rows;
            Value += groups[g].Positives * precision[g];
            Bias += groups[g].Positives * (1 - precision[g]) / rows;
        }

        // Divided at the end, so that a mean of ones is one.
        Value /= Positives;
        Bias /= Positives;

        // One more row at a score joins the rows at or above every lower score.
        double joined = 0, diluted = 0, squares = 0;
        for (int g = 0; g < groups.Length; g++)
        {
            double each = (double)groups[g].Positives / above[g];
            joined += each;
            diluted += each * precision[g];
            ofPositive[g] = (precision[g] - Value + joined - diluted) / Positives;
            ofNegative[g] = -diluted / Positives;
            squares += groups[g].Positives * ofPositive[g] * ofPositive[g] + (groups[g].Rows - groups[g].Positives) * ofNegative[g] * ofNegative[g];
        }

        // Where every positive is above every negative nothing has influence, but rounding leaves some.
        Variance = Value == 1 ? 0 : squares * Rows / (Rows - 1);
    }
}
