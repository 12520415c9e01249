using MlCi.Statistics;

namespace MlCi.Quality;

/// <summary>How well one column alone tells the label.</summary>
/// <param name="Value">The AUC, or the size of the rank correlation.</param>
/// <param name="Lower">Its lower bound.</param>
/// <param name="What">What tells it, in words.</param>
public readonly record struct Association(double Value, double Lower, string What)
{
    /// <summary>The fewest rows of the smaller class by which an AUC, or of all by which a correlation, is judged.</summary>
    public const long LeastRows = 100;

    /// <summary>Of an AUC, be it above or below ½.</summary>
    /// <param name="auc">The area.</param>
    /// <param name="alpha">The error of the bound.</param>
    /// <param name="what">What tells the label.</param>
    public static Association? OfAuc(AucEstimate auc, double alpha, string what)
    {
        double area = Math.Max(auc.Auc, 1 - auc.Auc);
        if (auc.Minority < LeastRows || !(area > .5))
            return null;
        Evidence evidence = auc.Variance > 0 && area < 1 ? new LogitEvidence(area, Math.Sqrt(auc.Variance)) : new ConstantEvidence(area, auc.Minority, Maximum: 1);
        return new Association(area, evidence.IntervalAt(alpha).Lower, what);
    }

    /// <summary>Of a rank correlation, by Fisher's z with the standard error of Fieller, Hartley &amp; Pearson (Biometrika 44, 1957).</summary>
    /// <param name="correlation">The correlation.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="alpha">The error of the bound.</param>
    /// <param name="what">What tells the label.</param>
    public static Association? OfRanks(double correlation, long rows, double alpha, string what)
    {
        double size = Math.Min(1, Math.Abs(correlation));
        if (rows < LeastRows || !(size > 0))
            return null;
        return new Association(size, Math.Tanh(Math.Atanh(size) + Normal.Quantile(alpha) * Math.Sqrt(1.06 / (rows - 3))), what);
    }
}
