namespace MlCi.Statistics;

/// <summary>Successes among trials.</summary>
/// <param name="Successes">Successes, 0 to <paramref name="Trials"/>.</param>
/// <param name="Trials">Trials.</param>
public readonly record struct Proportion(long Successes, long Trials)
{
    /// <summary>The share of successes; NaN without trials.</summary>
    public double Share => (double)Successes / Trials;

    /// <summary>The variance of the share, were it the true one.</summary>
    public double Variance => Share * (1 - Share) / Trials;
}
