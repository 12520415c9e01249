namespace MlCi.Reports.Html;

/// <summary>A line of vertices that is drawn straight from one to the next; empty where there is none.</summary>
/// <param name="X">Where each vertex lies across.</param>
/// <param name="Y">Where each vertex lies up.</param>
public sealed record CurveLine(IReadOnlyList<double> X, IReadOnlyList<double> Y)
{
    /// <summary>No line.</summary>
    public static CurveLine None { get; } = new([], []);

    /// <summary>The height at a place across, of a line that never goes back; where it rises upright, the upper end.</summary>
    /// <param name="x">The place, inside the line's range.</param>
    internal double At(double x)
    {
        for (int i = X.Count - 1; i > 0; i--)
        {
            if (X[i - 1] <= x)
                return X[i] <= x ? Y[i] : Y[i - 1] + (Y[i] - Y[i - 1]) * (x - X[i - 1]) / (X[i] - X[i - 1]);
        }

        return Y[0];
    }
}
