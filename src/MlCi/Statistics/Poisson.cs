using MathNet.Numerics;

namespace MlCi.Statistics;

/// <summary>Poisson counts: how often each of a cell's rows is drawn, all together, in one replicate of a bootstrap.</summary>
public static class Poisson
{
    private const double LeastForRejection = 10;

    /// <summary>
    /// A random count. Below a mean of 10 by inversion, else by Hörmann's transformed rejection with squeeze ("The transformed
    /// rejection method for generating Poisson random variables", Insurance: Mathematics and Economics 12, 1993: PTRS), whose
    /// cost does not grow with the mean.
    /// </summary>
    /// <param name="mean">The mean, not negative.</param>
    /// <param name="stream">The random numbers.</param>
    public static long Draw(double mean, ref Philox stream) =>
        mean < LeastForRejection ? ByInversion(mean, stream.NextDouble()) : ByRejection(mean, ref stream);

    private static long ByInversion(double mean, double uniform)
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

    private static long ByRejection(double mean, ref Philox stream)
    {
        double b = .931 + 2.53 * Math.Sqrt(mean);
        double a = -.059 + .02483 * b;
        double inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
        double squeeze = .9277 - 3.6224 / (b - 2);
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
            if (Math.Log(v * inverseAlpha / (a / (us * us) + b)) <= k * Math.Log(mean) - mean - SpecialFunctions.GammaLn(k + 1))
                return (long)k;
        }
    }
}
