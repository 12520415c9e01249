using System.Runtime.CompilerServices;

namespace MlCi.Statistics;

/// <summary>
/// One group's part of a walk from the lowest score to the highest. With N rows and F positives at or above a score its precision
/// is F/N; one more row at a score joins the rows at or above every lower score, which is how it has influence there.
/// </summary>
internal struct PrecisionWalk
{
    /// <summary>
    /// The steps in which influences are told, so that their sums do not depend on the order of tied rows: an influence is below
    /// 1 + ln(rows), so that its square takes less than 100 bits.
    /// </summary>
    public const double Unit = 1L << 44;

    private long rows, positives, above, positivesAbove;
    private long tied, tiedPositives;
    private double joined, diluted;
    private double value, bias, sum, squares;
    private long ofPositive, ofNegative;
    private bool isConstant;

    /// <summary>Counts a row of the group before the walk.</summary>
    /// <param name="label">1 where it is positive, else 0.</param>
    public void Count(int label)
    {
        above = ++rows;
        positives += label;
        positivesAbove = positives;
    }

    /// <summary>Meets a row of several tied ones that come next.</summary>
    public void Meet(int label)
    {
        tied++;
        tiedPositives += label;
    }

    /// <summary>Passes a row that was met, after all that are tied with it were.</summary>
    /// <returns>
    /// Its influence in <see cref="Unit"/>s, times the positives, but for what is the same for all rows of a class: of a positive
    /// the value less 1 is still to be taken away.
    /// </returns>
    public long Pass(int label)
    {
        if (tied > 0)
        {
            Pass(tied, tiedPositives);
            tied = 0;
            tiedPositives = 0;
        }

        return Influence(label);
    }

    /// <summary>Passes a row that no other is tied with.</summary>
    /// <returns>As <see cref="Pass(int)"/>.</returns>
    public long PassAlone(int label)
    {
        Pass(1, label);
        return Influence(label);
    }

    /// <summary>The value, at the end.</summary>
    public readonly AveragePrecision ToValue()
    {
        double found = value / positives;
        // Where every positive is above every negative nothing has influence, but rounding leaves some.
        double lack = found - 1;
        double variance = found == 1
            ? 0
            : (squares - 2 * lack * sum + lack * lack * positives) / ((double)positives * positives) * rows / (rows - 1);
        return new AveragePrecision(rows, positives, found, bias / positives, Math.Max(0, variance)) { IsConstant = isConstant };
    }

    // A label picks without a branch, which no processor could foretell.
    private readonly long Influence(int label) => ofNegative ^ ((ofNegative ^ ofPositive) & -(long)label);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Pass(long count, long countPositives)
    {
        isConstant = count == rows;
        double all = above;
        double precision = positivesAbove / all;
        double each = countPositives / all;
        joined += each;
        diluted += each * precision;
        value += countPositives * precision;
        bias += each * (1 - precision);
        // Less 1, so that nothing cancels where precisions are near 1.
        double influence = precision - 1 + joined - diluted;
        sum += countPositives * influence;
        squares += countPositives * influence * influence + (count - countPositives) * diluted * diluted;
        ofPositive = (long)(influence * Unit);
        ofNegative = -(long)(diluted * Unit);
        above -= count;
        positivesAbove -= countPositives;
    }
}
