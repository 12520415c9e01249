namespace MlCi.Statistics;

/// <summary>
/// The slope of logistic recalibration, P(positive) = logistic(a + b·logit(score)) (Cox, Biometrika 45, 1958), by maximum
/// likelihood; its standard error is that of the observed information. 1 is best; below 1 the scores are too extreme.
/// </summary>
/// <param name="Slope">The slope b.</param>
/// <param name="StandardError">Its standard error.</param>
public readonly record struct CalibrationSlope(double Slope, double StandardError)
{
    private const int MostSteps = 100;

    /// <summary>Fits the slope.</summary>
    /// <param name="labels">For each row whether it is positive.</param>
    /// <param name="scores">For each row its score, above 0 and below 1.</param>
    /// <returns>The slope, or null where there is none: the score is constant, or separates the classes.</returns>
    public static CalibrationSlope? Fit(ReadOnlySpan<bool> labels, ReadOnlySpan<double> scores) => Fit(ScoreGroups.Of(labels, scores));

    private static CalibrationSlope? Fit(ScoreGroup[] groups)
    {
        if (groups.Length < 2 || Separates(groups))
            return null;
        double rows = groups.Sum(group => (double)group.Rows);
        double positives = groups.Sum(group => (double)group.Positives);
        double[] logits = [.. groups.Select(group => Math.Log(group.Score / (1 - group.Score)))];
        // The mean is taken out so that intercept and slope hardly depend on each other.
        double mean = groups.Zip(logits, (group, logit) => group.Rows * logit).Sum() / rows;
        for (int g = 0; g < logits.Length; g++)
            logits[g] -= mean;

        (double a, double b) = (Math.Log(positives / (rows - positives)), 0);
        Point at = Likelihood(groups, logits, a, b);
        for (int step = 0; step < MostSteps; step++)
        {
            double determinant = at.Weight * at.Squares - at.Products * at.Products;
            double byA = (at.Squares * at.SlopeA - at.Products * at.SlopeB) / determinant;
            double byB = (at.Weight * at.SlopeB - at.Products * at.SlopeA) / determinant;
            Point next = Likelihood(groups, logits, a + byA, b + byB);
            // A step too long does not climb: half of it may.
            for (int halving = 0; halving < 50 && !(next.Value >= at.Value - 1e-12 * Math.Abs(at.Value)); halving++)
            {
                (byA, byB) = (byA / 2, byB / 2);
                next = Likelihood(groups, logits, a + byA, b + byB);
            }

            (a, b, at) = (a + byA, b + byB, next);
            if (Math.Abs(byA) <= 1e-11 * (1 + Math.Abs(a)) && Math.Abs(byB) <= 1e-11 * (1 + Math.Abs(b)))
                return new CalibrationSlope(b, Math.Sqrt(at.Weight / (at.Weight * at.Squares - at.Products * at.Products)));
        }

        return null;
    }

    // All positives at or above all negatives, or the other way round: then the likelihood grows with the slope for ever.
    private static bool Separates(ScoreGroup[] groups)
    {
        int firstPositive = Array.FindIndex(groups, group => group.Positives > 0);
        int lastPositive = Array.FindLastIndex(groups, group => group.Positives > 0);
        int firstNegative = Array.FindIndex(groups, group => group.Positives < group.Rows);
        int lastNegative = Array.FindLastIndex(groups, group => group.Positives < group.Rows);
        return firstPositive < 0 || firstNegative < 0 || lastNegative <= firstPositive || lastPositive <= firstNegative;
    }

    private static Point Likelihood(ScoreGroup[] groups, double[] logits, double a, double b)
    {
        Point sum = default;
        for (int g = 0; g < groups.Length; g++)
        {
            (double rows, double positives, double x) = (groups[g].Rows, groups[g].Positives, logits[g]);
            double linear = a + b * x;
            double small = Math.Exp(-Math.Abs(linear));
            double share = linear >= 0 ? 1 / (1 + small) : small / (1 + small);
            double weight = rows * small / ((1 + small) * (1 + small));
            double error = positives - rows * share;
            sum = new Point(
                sum.Value + positives * linear - rows * (Math.Max(0, linear) + Math.Log(1 + small)),
                sum.SlopeA + error, sum.SlopeB + error * x, sum.Weight + weight, sum.Products + weight * x, sum.Squares + weight * x * x);
        }

        return sum;
    }

    // The log-likelihood, its slopes, and the entries of the observed information.
    private readonly record struct Point(double Value, double SlopeA, double SlopeB, double Weight, double Products, double Squares);
}
