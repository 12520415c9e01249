using System.Numerics;

namespace MlCi.Statistics;

/// <summary>
/// Sums, squares and products of two values x and z of each row, as integers in units of 2^−bits: exact, so neither the order of
/// the rows nor the way they were split and merged changes anything.
/// </summary>
/// <param name="Bits">The binary digits after the point.</param>
/// <param name="Count">The rows.</param>
/// <param name="X">Σx.</param>
/// <param name="Z">Σz.</param>
/// <param name="XX">Σx².</param>
/// <param name="ZZ">Σz².</param>
/// <param name="XZ">Σxz.</param>
public readonly record struct PairedMoments(int Bits, long Count, BigInteger X, BigInteger Z, BigInteger XX, BigInteger ZZ, BigInteger XZ)
{
    /// <summary>The moments of x.</summary>
    public Moments First => Of(X, XX);

    /// <summary>The moments of z.</summary>
    public Moments Second => Of(Z, ZZ);

    /// <summary>The ratio of the means r = Σx/Σz, and the standard error of the mean of the residuals x − r·z.</summary>
    public (double Ratio, double ResidualError) Ratio
    {
        get
        {
            // Σ(x − r·z)² = (Σx²·(Σz)² − 2·Σx·Σz·Σxz + (Σx)²·Σz²)/(Σz)²: in integers nothing cancels.
            BigInteger squares = (XX * Z * Z) - (2 * X * Z * XZ) + (X * X * ZZ);
            double z = Math.ScaleB((double)Z, -Bits);
            double variance = Math.ScaleB((double)squares, -4 * Bits) / (z * z) / (Count - 1);
            return ((double)X / (double)Z, Math.Sqrt(variance / Count));
        }
    }

    /// <summary>The sums over the rows of both.</summary>
    public PairedMoments Merge(PairedMoments other) => new(
        Bits, Count + other.Count, X + other.X, Z + other.Z, XX + other.XX, ZZ + other.ZZ, XZ + other.XZ);

    private Moments Of(BigInteger sum, BigInteger squares)
    {
        double mean = Math.ScaleB((double)sum, -Bits) / Count;
        if (Count < 2)
            return new Moments(Count, mean, double.NaN);
        double deviations = Math.ScaleB((double)((Count * squares) - (sum * sum)), -2 * Bits);
        return new Moments(Count, mean, deviations / Count / (Count - 1));
    }
}
