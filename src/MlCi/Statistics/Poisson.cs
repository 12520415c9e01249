using MathNet.Numerics;

namespace MlCi.Statistics;

/// <summary>Poisson counts: how often each of a cell's rows is drawn, all together, in one replicate of a bootstrap.</summary>
public readonly struct Poisson
{
    private const double LeastForRejection = 10;
    private const double HalfLogOfTwoPi = .91893853320467274178;
    private static readonly double[] SmallFactorials = [.. Enumerable.Range(0, 32).Select(k => SpecialFunctions.FactorialLn(k))];
    private readonly double mean, a, b, inverseAlpha, squeeze, logMean;

    /// <summary>Counts of a mean.</summary>
    /// <param name="mean">The mean, not negative.</param>
    public Poisson(double mean)
    {
        this.mean = mean;
        b = .931 + 2.53 * Math.Sqrt(mean);
        a = -.059 + .02483 * b;
        inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
        squeeze = .9277 - 3.6224 / (b - 2);
        logMean = Math.Log(mean);
    }

    /// <summary>
    /// A random count. Below a mean of 10 by inversion, else by Hörmann's transformed rejection with squeeze ("The transformed
    /// rejection method for generating Poisson random variables", Insurance: Mathematics and Economics 12, 1993: PTRS), whose
    /// cost does not grow with the mean.
    /// </summary>
    /// <param name="mean">The mean, not negative.</param>
    /// <param name="stream">The random numbers.</param>
    public static long Draw(double mean, ref Philox stream) => new Poisson(mean).Draw(ref stream);

    /// <summary>A random count.</summary>
    /// <param name="stream">The random numbers.</param>
    public long Draw(ref Philox stream) => mean < LeastForRejection ? ByInversion(stream.NextDouble()) : ByRejection(ref stream);

    private long ByInversion(double uniform)
    {
        double probability = Math.Exp(-mean);
        long k = 0;
        // The probabilities fall below the last bit of the sum before it reaches a number so near 1.
        while (uniform > probability && probability > 0)
        {
            uniform -= probability;
            probability *= mean / ++k;
        }

        return k;
    }

    private long ByRejection(ref Philox stream)
    {
        while (true)
        {
            double u = stream.NextDouble() - .5;
            double v = stream.NextDouble();
            double us = .5 - Math.Abs(u);
            double k = Math.Floor((2 * a / us + b) * u + mean + .43);
            if (us >= .07 && v <= squeeze)
                return (long)k;
            if (k < 0 || (us < .013 && v > us))
                continue;
            if (Math.Log(v * inverseAlpha / (a / (us * us) + b)) <= k * logMean - mean - LogFactorial(k))
                return (long)k;
        }
    }

    // Stirling's series. It is asked for some way off the mean only, so nearly never of a small k, where a table is exact.
    private static double LogFactorial(double k)
    {
        if (k < SmallFactorials.Length)
            return SmallFactorials[(int)k];
        double inverse = 1 / k, square = inverse * inverse;
        return (k + .5) * Math.Log(k) - k + HalfLogOfTwoPi + inverse * (1 / 12.0 - square * (1 / 360.0 - square / 1260));
    }
}
