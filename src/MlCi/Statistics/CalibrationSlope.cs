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
    private const int MostHalvings = 50;

    // Newton's method about squares the error: what is left after a step of this size is beyond a double's digits.
    private const double LastStep = 1e-7;

    // The likelihood is smooth enough on these scales: so short a step climbs, and a start that a step no longer leads away from is good.
    private const double ShortStep = .1;
    private const double LongStep = .5;

    /// <summary>Fits the slope.</summary>
    /// <param name="labels">For each row whether it is positive.</param>
    /// <param name="scores">For each row its score.</param>
    /// <param name="clip">How far scores are kept from 0 and 1, which have no logit.</param>
    /// <returns>The slope, not a number where the score is constant, or null where it separates the classes.</returns>
    public static CalibrationSlope? Of(bool[] labels, double[] scores, double clip) =>
        Of(RocRows.Of(labels, scores, second: null, cores: 1), scores, clip);

    private static CalibrationSlope? Of(RocRows rows, double[] scores, double clip) =>
        GroupedScores.Of(rows, new ScoreMeasures(Logits: LabelledLogits.Of(rows, scores, clip))).Slope;

    /// <summary>Fits the slope.</summary>
    /// <param name="rows">The logits.</param>
    /// <returns>The slope, not a number where the score is constant, or null where it separates the classes.</returns>
    internal static CalibrationSlope? Fit(LabelledLogits rows)
    {
        if (rows.IsConstant)
            return new CalibrationSlope(double.NaN, double.NaN);
        if (rows.Separates || !double.IsFinite(rows.Mean))
            return null;
        // Scores as they are, unless their constant mean would say more, are the better place to start from: surely where the
        // first step from there is not long.
        (double a, double b) = (rows.Mean, 1);
        LogisticLikelihood at = rows.Likelihood(a, b, withValue: false);
        if (!IsWithin(LongStep, Step(at), b))
        {
            double share = rows.Positives / (double)rows.Count;
            double nothing = rows.Positives * Math.Log(share) + (rows.Count - rows.Positives) * Math.Log(1 - share);
            at = rows.Likelihood(a, b, withValue: true);
            if (!(at.Value > nothing))
            {
                (a, b) = (Math.Log(share / (1 - share)), 0);
                at = rows.Likelihood(a, b, withValue: true);
            }
        }

        for (int step = 0; step < MostSteps; step++)
        {
            (double byA, double byB) = Step(at);
            double climb = byA * at.SlopeA + byB * at.SlopeB;
            LogisticLikelihood next = rows.Likelihood(a + byA, b + byB, withValue: false);
            // The likelihood is concave: a step that is too long ends where it falls, steeper than it rose. Half of it may not.
            bool isShort = IsWithin(ShortStep, (byA, byB), b);
            for (int halving = 0; !isShort && halving < MostHalvings && !(Math.Abs(byA * next.SlopeA + byB * next.SlopeB) < climb); halving++)
            {
                (byA, byB, climb) = (byA / 2, byB / 2, climb / 2);
                next = rows.Likelihood(a + byA, b + byB, withValue: false);
            }

            (a, b, at) = (a + byA, b + byB, next);
            if (Math.Abs(byA) <= LastStep * (1 + Math.Abs(a)) && Math.Abs(byB) <= LastStep * (1 + Math.Abs(b)))
                return new CalibrationSlope(b, Math.Sqrt(at.Weight / (at.Weight * at.Squares - at.Products * at.Products)));
        }

        return null;
    }

    private static (double A, double B) Step(LogisticLikelihood at)
    {
        double determinant = at.Weight * at.Squares - at.Products * at.Products;
        return ((at.Squares * at.SlopeA - at.Products * at.SlopeB) / determinant, (at.Weight * at.SlopeB - at.Products * at.SlopeA) / determinant);
    }

    private static bool IsWithin(double size, (double A, double B) step, double slope) =>
        Math.Abs(step.A) <= size && Math.Abs(step.B) <= size * Math.Abs(slope);
}

/// <summary>The log-likelihood of a logistic regression, its slopes, and the entries of the observed information.</summary>
/// <param name="Value">The log-likelihood.</param>
/// <param name="SlopeA">Its slope by the intercept.</param>
/// <param name="SlopeB">Its slope by the slope.</param>
/// <param name="Weight">Σw, w = p(1 − p).</param>
/// <param name="Products">Σwx.</param>
/// <param name="Squares">Σwx².</param>
public readonly record struct LogisticLikelihood(double Value, double SlopeA, double SlopeB, double Weight, double Products, double Squares);
