namespace MlCi.Drift;

/// <summary>
/// The population stability index Σ(q − p)·ln(q/p) of two samples in the same bins (Siddiqi, "Credit Risk Scorecards", 2006): the
/// symmetric Kullback–Leibler divergence. By custom above 0.1 a shift is worth a look, above 0.25 it is large. Of two samples of
/// one population it is not 0 but about (bins − 1)·(1/n + 1/m), so alone it proves nothing.
/// </summary>
public static class PopulationStability
{
    // Keeps a bin that one sample does not have from making it infinite (Jeffreys' prior).
    private const double Prior = .5;

    /// <summary>The index.</summary>
    /// <param name="reference">The rows of each bin in the reference.</param>
    /// <param name="current">The rows of each bin in the other sample.</param>
    public static double Of(ReadOnlySpan<long> reference, ReadOnlySpan<long> current)
    {
        double n = 0, m = 0, index = 0;
        for (int i = 0; i < reference.Length; i++)
        {
            // What neither has is no bin.
            if (reference[i] + current[i] > 0)
                (n, m) = (n + reference[i] + Prior, m + current[i] + Prior);
        }

        for (int i = 0; i < reference.Length; i++)
        {
            if (reference[i] + current[i] == 0)
                continue;
            double p = (reference[i] + Prior) / n;
            double q = (current[i] + Prior) / m;
            index += (q - p) * Math.Log(q / p);
        }

        return index;
    }
}
