namespace MlCi.Slices;

/// <summary>
/// SliceLine's score of a slice (Sagadeeva &amp; Boehm, SIGMOD 2021, definition 1): α(ē_S/ē − 1) − (1 − α)(n/|S| − 1), large for
/// slices that are both bad and large, 0 for all rows together.
/// </summary>
internal sealed class SliceScore(long rows, long errors, int minimumRows)
{
    /// <summary>The weight of badness against size, α; the paper's default.</summary>
    public const double Weight = .95;

    private readonly double meanError = (double)errors / rows;

    /// <summary>The score of a slice.</summary>
    /// <param name="size">Its rows, at least 1.</param>
    /// <param name="sliceErrors">The sum of its rows' errors.</param>
    public double Of(double size, double sliceErrors) =>
        Weight * (sliceErrors / size / meanError - 1) - (1 - Weight) * (rows / size - 1);

    /// <summary>
    /// The highest score of any slice inside some others (the paper's equation 3): at a given size it has at most so many
    /// errors as all of them and as its rows could have; the score then rises or falls between the points that are looked at.
    /// </summary>
    /// <param name="size">The rows of the smallest of the others.</param>
    /// <param name="sliceErrors">The least sum of errors among them.</param>
    /// <param name="rowError">The least of their largest errors of one row.</param>
    public double Bound(long size, long sliceErrors, long rowError)
    {
        double full = Math.Clamp((double)sliceErrors / rowError, minimumRows, size);
        return Math.Max(At(minimumRows), Math.Max(At(full), At(size)));

        double At(double s) => Of(s, Math.Min(s * rowError, sliceErrors));
    }
}
