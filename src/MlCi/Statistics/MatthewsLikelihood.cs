namespace MlCi.Statistics;

/// <summary>
/// The likelihood of the four confusion cells where their Matthews correlation is given. With σ half the sum and δ half the
/// difference of the log-odds of a positive decision and a positive row, all cells of correlation ρ are
/// tp : fp : fn : tn = e^σ + ρ : e^δ − ρ : e^−δ − ρ : e^−σ + ρ. So two numbers without a side condition, of a range, say it all, and
/// Newton's method finds the likeliest in a few steps. A negative ρ is that of the opposite decisions.
/// </summary>
public sealed class MatthewsLikelihood
{
    // The likelihood is flat at its top: a step of this size is the last that shows in it.
    private const double LastStep = 1e-7;
    private const int MostSteps = 100;
    private const double LargestStep = 2;

    private readonly double tp, fp, fn, tn, n;
    private readonly double rho;
    private readonly double reach;

    private MatthewsLikelihood(double tp, double fp, double fn, double tn, double rho)
    {
        (this.tp, this.fp, this.fn, this.tn, this.rho) = (tp, fp, fn, tn, rho);
        n = tp + fp + fn + tn;
        reach = -Math.Log(rho);
    }

    /// <summary>Twice the logarithm of the likelihood ratio: how much likelier the cells are as found than at a correlation.</summary>
    /// <param name="tp">True positives.</param>
    /// <param name="fp">False positives.</param>
    /// <param name="fn">False negatives.</param>
    /// <param name="tn">True negatives; each class and each decision has a row.</param>
    /// <param name="rho">The correlation, above −1 and below 1.</param>
    public static double Ratio(long tp, long fp, long fn, long tn, double rho)
    {
        MatthewsLikelihood given = rho < 0 ? new(fn, tn, tp, fp, -rho) : new(tp, fp, fn, tn, rho);
        (double sigma, double delta) = given.Likeliest();
        double z = given.Sum(sigma, delta);
        return Math.Max(0, 2 * (
            given.Term(given.tp, (Math.Exp(sigma) + given.rho) / z) + given.Term(given.tn, (Math.Exp(-sigma) + given.rho) / z)
            + given.Term(given.fp, (Math.Exp(delta) - given.rho) / z) + given.Term(given.fn, (Math.Exp(-delta) - given.rho) / z)));
    }

    private static double Log(double rows, double size) => rows > 0 ? rows * Math.Log(Math.Max(0, size)) : 0;

    private double Sum(double sigma, double delta) => 2 * Math.Cosh(sigma) + 2 * Math.Cosh(delta);

    private double Term(double rows, double share) => rows > 0 ? rows * Math.Log(rows / (n * share)) : 0;

    private double Of(double sigma, double delta)
    {
        double es = Math.Exp(sigma), ems = 1 / es, ed = Math.Exp(delta), emd = 1 / ed;
        return Log(tp, es + rho) + Log(tn, ems + rho) + Log(fp, ed - rho) + Log(fn, emd - rho) - n * Math.Log(es + ems + ed + emd);
    }

    private (double Sigma, double Delta) Likeliest()
    {
        double ofRows = Math.Log((tp + fn) / (fp + tn)), ofDecisions = Math.Log((tp + fp) / (fn + tn));
        double sigma = (ofRows + ofDecisions) / 2;
        double delta = Math.Clamp((ofDecisions - ofRows) / 2, -.9 * reach, .9 * reach);
        double best = Of(sigma, delta);
        for (int step = 0; step < MostSteps; step++)
        {
            (double up, double across) = Step(sigma, delta);
            double part = 1;
            double next = Of(sigma + up, Inside(delta + across));
            // A step that overshoots is halved; one that gains nothing at any length has arrived.
            while (!(next > best) && part > 1e-9)
            {
                part /= 2;
                next = Of(sigma + part * up, Inside(delta + part * across));
            }

            if (!(next > best))
                return (sigma, delta);
            double moved = Math.Max(Math.Abs(part * up), Math.Abs(Inside(delta + part * across) - delta));
            (sigma, delta, best) = (sigma + part * up, Inside(delta + part * across), next);
            if (moved <= LastStep)
                break;
        }

        return (sigma, delta);
    }

    private double Inside(double delta) => Math.Clamp(delta, -reach, reach);

    private (double Sigma, double Delta) Step(double sigma, double delta)
    {
        double es = Math.Exp(sigma), ems = 1 / es, ed = Math.Exp(delta), emd = 1 / ed;
        double z = es + ems + ed + emd;
        double alongSigma = (es - ems) / z, alongDelta = (ed - emd) / z;
        // An empty cell has no part in the likelihood, and may lie on its bound, where its terms are no numbers.
        double ofFp = fp > 0 ? fp / (ed - rho) : 0, ofFn = fn > 0 ? fn / (emd - rho) : 0;
        double slopeSigma = tp * es / (es + rho) - tn * ems / (ems + rho) - n * alongSigma;
        double slopeDelta = ofFp * ed - ofFn * emd - n * alongDelta;
        double bendSigma = rho * (tp * es / ((es + rho) * (es + rho)) + tn * ems / ((ems + rho) * (ems + rho)))
            - n * ((es + ems) / z - alongSigma * alongSigma);
        double bendDelta = -rho * ((fp > 0 ? ofFp * ed / (ed - rho) : 0) + (fn > 0 ? ofFn * emd / (emd - rho) : 0))
            - n * ((ed + emd) / z - alongDelta * alongDelta);
        double bendBoth = n * alongSigma * alongDelta;

        // At a bound that it would leave, δ stays.
        if ((delta >= reach && slopeDelta > 0) || (delta <= -reach && slopeDelta < 0))
            return (Short(bendSigma < 0 ? -slopeSigma / bendSigma : slopeSigma / n), 0);
        double determinant = bendSigma * bendDelta - bendBoth * bendBoth;
        return bendSigma < 0 && determinant > 0
            ? (Short((bendBoth * slopeDelta - bendDelta * slopeSigma) / determinant), Short((bendBoth * slopeSigma - bendSigma * slopeDelta) / determinant))
            : (Short(2 * slopeSigma / n), Short(2 * slopeDelta / n));
    }

    private static double Short(double step) => Math.Clamp(step, -LargestStep, LargestStep);
}
