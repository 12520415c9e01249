using System.Runtime.CompilerServices;

namespace MlCi.Statistics;

/// <summary>The rows of one bin of scores.</summary>
/// <param name="Rows">How many.</param>
/// <param name="Positives">How many of them are positive.</param>
/// <param name="Score">Their mean score.</param>
public readonly record struct CalibrationBin(long Rows, long Positives, double Score)
{
    /// <summary>How far the share of positives lies above the mean score.</summary>
    public double Gap => (double)Positives / Rows - Score;
}

/// <summary>What simulation says of a true calibration error.</summary>
/// <param name="Value">The plain value without what chance alone makes of it: the median of the true errors that the rows speak for.</param>
/// <param name="StandardError">The standard deviation of these.</param>
/// <param name="Evidence">What bounds the true error.</param>
public sealed record SimulatedCalibration(double Value, double StandardError, SimulatedEvidence Evidence);

/// <summary>
/// Expected calibration error (Naeini, Cooper &amp; Hauskrecht, AAAI 2015): the mean over the rows of how far their bin's share
/// of positives lies from its mean score, in bins of equal width; a score on an inner edge belongs to the bin above. The plain
/// value is never 0, even of perfect scores, so it is held against what chance makes of a true error.
/// </summary>
/// <remarks>
/// From above the error is bounded by inverting a test (Carpenter, "Test inversion bootstrap confidence intervals", JRSS B 61,
/// 1999) of bins that are truly off by a multiple of their observed gaps, where multiple 0 is perfect calibration, the simulated
/// null (Bröcker &amp; Smith, Weather and Forecasting 22, 2007), and of gaps spread evenly, which chance lifts least. From below,
/// whatever the true gaps are: with any signs, Σ weight·sign·gap is at most the error, so what the largest of such sums has seen
/// beyond the largest that chance makes is a bound that holds at its level. The signs asked about change once at most, as they do
/// where scores are too extreme, too timid, too high or too low; errors of other forms are bounded too, but lower. In simulations
/// of 200 to 3,000 rows the lower end missed in at most 0.9 times the level, about 0.15 times where the error is not 0; the upper
/// end, of 260 to 10,000 rows, in 2 to 6 % at 5 %.
/// </remarks>
public sealed class CalibrationError
{
    /// <summary>The bins.</summary>
    public const int BinCount = 15;

    /// <summary>The replicates of the simulation.</summary>
    public const int Replicates = 10_000;

    // A miss of the plain value by less changes no digit that anyone reads.
    private const double Tolerance = 1e-9;

    // Scores as fixed-point numbers, whose sums do not depend on the order of the rows.
    private const double Unit = 1L << 62;

    private readonly CalibrationBin[] bins;
    private readonly double[] weights;
    private readonly double[] scores;
    private readonly (ulong, ulong) key;

    private CalibrationError(CalibrationBin[] bins, (ulong, ulong) key)
    {
        this.bins = bins;
        this.key = key;
        double rows = bins.Sum(bin => (double)bin.Rows);
        weights = [.. bins.Select(bin => bin.Rows / rows)];
        scores = [.. bins.Select(bin => bin.Score)];
        Plain = bins.Sum(bin => bin.Rows / rows * Math.Abs(bin.Gap));
    }

    /// <summary>The plain value, as other tools print it.</summary>
    public double Plain { get; }

    /// <summary>Bins the rows.</summary>
    /// <param name="labels">For each row whether it is positive; at least one row.</param>
    /// <param name="scores">For each row its score, 0 to 1.</param>
    public static CalibrationError Of(ReadOnlySpan<bool> labels, ReadOnlySpan<double> scores)
    {
        long[] counts = new long[BinCount];
        long[] positives = new long[BinCount];
        var sums = new Int128[BinCount];
        for (int i = 0; i < labels.Length; i++)
        {
            int bin = Math.Min((int)(scores[i] * BinCount), BinCount - 1);
            counts[bin]++;
            positives[bin] += labels[i] ? 1 : 0;
            sums[bin] += (long)(scores[i] * Unit);
        }

        // The numbers drawn depend on the rows and on nothing else.
        (ulong, ulong) seed = Philox.KeyOf([.. counts, .. positives, .. sums.Select(sum => (long)(sum >> 64)), .. sums.Select(sum => (long)(ulong)(sum & ulong.MaxValue))]);
        return new CalibrationError(
            [.. Enumerable.Range(0, BinCount).Where(bin => counts[bin] > 0)
                .Select(bin => new CalibrationBin(counts[bin], positives[bin], Math.Min(1, (double)sums[bin] / Unit / counts[bin])))],
            seed);
    }

    /// <summary>Simulates what true errors the rows speak for.</summary>
    // For a fraction of a second in a process that may live for one: its loops are compiled for speed at once, else most of them
    // would run in code that the runtime has not optimized yet.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public SimulatedCalibration Simulate()
    {
        double[] gaps = [.. bins.Select(bin => bin.Gap)];
        double[] even = [.. gaps.Select(gap => gap < 0 ? -1.0 : 1.0)];
        double[] deviations = [.. bins.Select(Deviation)];
        double seenOneWay = OneWay(gaps);
        double[] likely = new double[Replicates];
        double[] lower = new double[Replicates];
        double[] upper = new double[Replicates];
        double[] noise = new double[bins.Length];
        double[] chance = new double[bins.Length];
        for (int replicate = 0; replicate < Replicates; replicate++)
        {
            var stream = new Philox(key, (ulong)replicate);
            for (int b = 0; b < noise.Length; b++)
            {
                noise[b] = stream.NextNormal() / Math.Sqrt(bins[b].Rows);
                chance[b] = noise[b] * deviations[b];
            }

            likely[replicate] = Solve(gaps, noise);
            lower[replicate] = Math.Max(0, seenOneWay - OneWay(chance));
            upper[replicate] = Math.Max(likely[replicate], Solve(even, noise));
        }

        Array.Sort(likely);
        Array.Sort(lower);
        Array.Sort(upper);
        // A bound that holds whatever the truth may lie above the likely values where these are known better than it knows.
        for (int i = 0; i < lower.Length; i++)
            lower[i] = Math.Min(lower[i], likely[i]);
        return new SimulatedCalibration(likely[Replicates / 2], Math.Sqrt(Moments.Of(likely).Variance), new SimulatedEvidence(lower, upper));
    }

    // Of one row, at the share seen or at the score, whichever is larger: a bin without positives may have them yet.
    private static double Deviation(CalibrationBin bin)
    {
        double share = (double)bin.Positives / bin.Rows;
        return Math.Sqrt(Math.Max(share * (1 - share), bin.Score * (1 - bin.Score)));
    }

    // The largest sum of weighted gaps, some of the first bins with one sign and the others with the other.
    private double OneWay(double[] gaps)
    {
        double all = 0, before = 0;
        for (int b = 0; b < gaps.Length; b++)
            all += weights[b] * gaps[b];
        double largest = Math.Abs(all);
        for (int b = 0; b < gaps.Length; b++)
        {
            before += weights[b] * gaps[b];
            largest = Math.Max(largest, Math.Abs(all - 2 * before));
        }

        return largest;
    }

    // The true error at which this noise gives just the plain value: bracketed, then by false position (Illinois).
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Solve(double[] direction, double[] noise)
    {
        double low = 0, atLow = Seen(direction, noise, 0) - Plain;
        if (atLow >= 0)
            return 0;
        double high = 1, atHigh = Seen(direction, noise, high) - Plain;
        // At the latest when every bin's share is 0 or 1, none is nearer to its score than what was observed.
        for (int i = 0; atHigh < 0 && i < 60; i++)
            (low, atLow, high, atHigh) = (high, atHigh, high * 2, Seen(direction, noise, high * 2) - Plain);
        int side = 0;
        for (int i = 0; i < 60 && high - low > 1e-10 * high; i++)
        {
            double middle = low + (high - low) * (atLow / (atLow - atHigh));
            if (!(middle > low && middle < high))
                break;
            double value = Seen(direction, noise, middle) - Plain;
            if (value < 0)
            {
                atHigh = side == -1 ? atHigh / 2 : atHigh;
                (low, atLow, side) = (middle, value, -1);
            }
            else
            {
                atLow = side == 1 ? atLow / 2 : atLow;
                (high, atHigh, side) = (middle, value, 1);
            }

            if (Math.Abs(value) <= Tolerance)
            {
                high = middle;
                break;
            }
        }

        double sum = 0;
        for (int b = 0; b < scores.Length; b++)
            sum += weights[b] * Math.Abs(Math.Clamp(scores[b] + high * direction[b], 0, 1) - scores[b]);
        return sum;
    }

    // The plain value of rows whose bins are truly off by a multiple of the direction; a bin's share is about normal.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Seen(double[] direction, double[] noise, double multiple)
    {
        double sum = 0;
        for (int b = 0; b < scores.Length; b++)
        {
            double share = Math.Clamp(scores[b] + multiple * direction[b], 0, 1);
            sum += weights[b] * Math.Abs(share - scores[b] + Math.Sqrt(share * (1 - share)) * noise[b]);
        }

        return sum;
    }
}
