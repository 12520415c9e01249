using MlCi.Metrics;

namespace MlCi.Comparison;

/// <summary>
/// The difference of a function of the confusion cells where every part of them is large: the delta method on the eight cells
/// (Agresti, "Categorical Data Analysis", 2013, section 16.1) in closed form, with Student's t on as many degrees of freedom as
/// rows make up the variance (Satterthwaite, Biometrics Bulletin 2, 1946). Of 1,000,000 samples of cells that are just large each
/// end misses the true difference in 0.93 to 1.02 times the level at 5 and 2.5 %, in 0.58 to 1.01 times at 5 %/120, of which
/// 10,000 replicates of a bootstrap say next to nothing (large_cells.py beside the tests).
/// </summary>
internal static class LargeCells
{
    /// <summary>The rows decided differently, and in each margin of both models' tables, from which the cells are large.</summary>
    public const int Least = 200;

    /// <summary>The rows that make up the variance from which it is known well enough: a precision near 1 rests on its few false positives.</summary>
    public const int LeastEffective = 10;

    /// <summary>The skewness of the difference up to which its ends are even enough.</summary>
    public const double MostSkewness = .1;

    /// <summary>The difference, positive where the challenger is better; null where the cells are not large.</summary>
    /// <param name="metric">A metric that is a function of the cells.</param>
    /// <param name="cells">The eight cells.</param>
    /// <param name="margin">The margin δ.</param>
    /// <param name="alpha">The error of each side.</param>
    public static PairedDifference? Difference(Metric metric, PairedCells cells, double margin, double alpha)
    {
        if (CellFunctions.Smooth(metric) is not { } at || cells.Discordant < Least || cells.Smallest < Least)
            return null;
        double sign = metric.HigherIsBetter ? 1 : -1;
        CellValue challenger = at(CellShares.Of(cells.Challenger)), champion = at(CellShares.Of(cells.Champion));
        ReadOnlySpan<double> slopes =
        [
            challenger.Fn - champion.Fn, challenger.Tp - champion.Fn, challenger.Fn - champion.Tp, challenger.Tp - champion.Tp,
            challenger.Tn - champion.Tn, challenger.Fp - champion.Tn, challenger.Tn - champion.Fp, challenger.Fp - champion.Fp,
        ];
        ReadOnlySpan<long> rows =
        [
            cells.Positives.Neither, cells.Positives.OnlyChallenger, cells.Positives.OnlyChampion, cells.Positives.Both,
            cells.Negatives.Neither, cells.Negatives.OnlyChallenger, cells.Negatives.OnlyChampion, cells.Negatives.Both,
        ];
        double all = cells.Positives.Rows + cells.Negatives.Rows;
        double mean = 0, squares = 0, cubes = 0, fourths = 0;
        for (int cell = 0; cell < rows.Length; cell++)
            mean += rows[cell] / all * slopes[cell];
        for (int cell = 0; cell < rows.Length; cell++)
        {
            double influence = slopes[cell] - mean, square = influence * influence;
            squares += rows[cell] * square;
            cubes += rows[cell] * square * influence;
            fourths += rows[cell] * square * square;
        }

        // Written so that what is not a number is neither even nor enough.
        double effective = squares * squares / fourths;
        bool isEven = Math.Abs(cubes) <= MostSkewness * squares * Math.Sqrt(squares) && effective >= LeastEffective;
        return isEven
            ? PairedDifference.OfStudent(sign * (challenger.Value - champion.Value), Math.Sqrt(squares) / all, effective - 1, margin, alpha)
            : null;
    }
}
