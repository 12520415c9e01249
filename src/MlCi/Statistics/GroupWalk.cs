using System.Runtime.CompilerServices;

namespace MlCi.Statistics;

/// <summary>
/// One group's part of a walk over rows from the lowest score to the highest. Two running counts are all that it takes: of the
/// rows below a score come a row's placement (Sun &amp; Xu, IEEE Signal Processing Letters 21, 2014) and, less the group's own, the
/// rows at or above it: with N of them, F positive, the precision there is F/N. One more row at a score joins the rows at or
/// above every lower score, which is how it has influence on the average precision.
/// </summary>
internal struct GroupWalk
{
    /// <summary>
    /// The steps in which influences are told, so that their sums do not depend on the order of tied rows: an influence is below
    /// 1 + ln(rows) &lt; 32, so that it takes 32 bits.
    /// </summary>
    public const double Unit = 1L << 27;

    // A double from here on ends in these steps: adding it rounds to them, and the low bits are the integer.
    private const double Rounder = 1L << 25;

    // Two counts each: the negatives in the low half, the positives in the high one.
    private ulong rows, below, met;
    private double joined, diluted, value, precision;
    private uint ofNegative, ofPositive;
    private bool isPassed, isConstant;

    /// <summary>The rows that are not positive.</summary>
    public readonly uint Negatives => (uint)rows;

    /// <summary>The positive rows.</summary>
    public readonly uint Positives => (uint)(rows >> 32);

    /// <summary>The average precision, at the end.</summary>
    public readonly double Value => value / Positives;

    /// <summary>How much higher it is than the population's by chance, at the end (<see cref="AveragePrecision.Bias"/>).</summary>
    public readonly double Bias => (joined - diluted) / Positives;

    /// <summary>Whether all rows have the same score, at the end.</summary>
    public readonly bool IsConstant => isConstant;

    /// <summary>Before the first row.</summary>
    /// <param name="negatives">The group's rows that are not positive.</param>
    /// <param name="positives">Its positive rows.</param>
    public GroupWalk(int negatives, int positives) => rows = (uint)negatives | ((ulong)positives << 32);

    /// <summary>Meets a row of several tied ones that come next.</summary>
    public void Meet(int label) => met += One(label);

    /// <summary>Leaves a row that was met, after all that are tied with it were passed.</summary>
    public void Leave()
    {
        below += met;
        met = 0;
        isPassed = false;
    }

    /// <summary>Passes a row that was met, after all that are tied with it were.</summary>
    /// <param name="label">1 where it is positive, else 0.</param>
    /// <param name="withPrecision">Whether its influence is wanted.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public RankedRow Pass(int label, bool withPrecision)
    {
        uint placement = 2 * OfOther(below, label) + OfOther(met, label);
        if (!withPrecision)
            return new RankedRow(placement, 0);
        if (!isPassed)
        {
            isPassed = true;
            Pass((uint)(met >> 32));
            isConstant = met == rows;
            (ofPositive, ofNegative) = (InfluenceOfPositive, InfluenceOfNegative);
        }

        return new RankedRow(placement, label == 1 ? ofPositive : ofNegative);
    }

    /// <summary>Passes a row that no other is tied with.</summary>
    /// <param name="label">1 where it is positive, else 0.</param>
    /// <param name="withPrecision">Whether its influence is wanted.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public RankedRow PassAlone(int label, bool withPrecision)
    {
        uint placement = 2 * OfOther(below, label);
        uint influence = 0;
        if (withPrecision)
        {
            Pass((uint)label);
            isConstant = rows == One(label);
            influence = label == 1 ? InfluenceOfPositive : InfluenceOfNegative;
        }

        below += One(label);
        return new RankedRow(placement, influence);
    }

    // Of a positive the average precision is still to be taken away, of a negative it is less than nothing by this.
    private readonly uint InfluenceOfPositive => Fixed(precision + (joined - diluted));

    private readonly uint InfluenceOfNegative => Fixed(diluted);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Pass(uint positives)
    {
        ulong above = rows - below;
        double all = (uint)above + (above >> 32);
        precision = (above >> 32) / all;
        double each = positives / all;
        joined += each;
        diluted += each * precision;
        value += positives * precision;
    }

    private static uint Fixed(double influence) => (uint)BitConverter.DoubleToUInt64Bits(influence + Rounder);

    private static ulong One(int label) => 1UL << (label << 5);

    private static uint OfOther(ulong counts, int label) => (uint)(counts >> ((label ^ 1) << 5));
}

/// <summary>What a walk found of a row: 32 bits each.</summary>
/// <param name="Placement">Twice the rows of the other class below it in its group, plus those tied.</param>
/// <param name="Influence">The size of its influence on the average precision, in units of <see cref="GroupWalk.Unit"/>.</param>
internal readonly record struct RankedRow(uint Placement, uint Influence);
