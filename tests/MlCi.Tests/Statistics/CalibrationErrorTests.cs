using MlCi.Statistics;

namespace MlCi.Tests.Statistics;

/// <summary>The simulation written down once more, by plain bisection: each replicate names the true error that gives the plain value.</summary>
public sealed class CalibrationErrorTests
{
    public static TheoryData<string> Names => ["far off", "nearly right", "few bins", "at the ends"];

    [Theory]
    [MemberData(nameof(Names))]
    public void PlainValue_IsTheMeanGap(string name)
    {
        (bool[] labels, double[] scores) = Rows(name);
        double expected = Bins(labels, scores).Sum(bin => bin.Rows * Math.Abs(bin.Gap)) / labels.Length;

        Close.Equal(expected, CalibrationError.Of(labels, scores).Plain, 1e-13);
    }

    // Of these rows the plain value grows with the true error, so that there is one that gives it.
    [Theory]
    [InlineData("far off")]
    [InlineData("few bins")]
    public void Replicates_AreTheTrueErrorsThatGiveThePlainValue(string name)
    {
        (bool[] labels, double[] scores) = Rows(name);
        CalibrationBin[] bins = Bins(labels, scores);
        double[] gaps = [.. bins.Select(bin => bin.Gap)];
        double[] even = [.. gaps.Select(gap => gap < 0 ? -1.0 : 1)];
        double[] likely = new double[CalibrationError.Replicates], lower = new double[likely.Length], upper = new double[likely.Length];
        for (int replicate = 0; replicate < lower.Length; replicate++)
        {
            var stream = new Philox(Key(labels, scores), (ulong)replicate);
            double[] noise = new double[bins.Length];
            for (int b = 0; b < noise.Length; b++)
                noise[b] = stream.NextNormal() / Math.Sqrt(bins[b].Rows);
            likely[replicate] = TrueError(bins, gaps, noise);
            lower[replicate] = Math.Max(0, OneWay(bins, gaps) - OneWay(bins, [.. bins.Select((bin, b) => noise[b] * Deviation(bin))]));
            upper[replicate] = Math.Max(likely[replicate], TrueError(bins, even, noise));
        }

        Array.Sort(likely);
        Array.Sort(lower);
        Array.Sort(upper);
        SimulatedCalibration found = CalibrationError.Of(labels, scores).Simulate();
        Assert.Equal(likely[likely.Length / 2], found.Value, 2e-8);
        Assert.Equal(Math.Sqrt(Moments.Of(likely).Variance), found.StandardError, 2e-8);
        for (int i = 0; i < lower.Length; i++)
        {
            Assert.Equal(Math.Min(lower[i], likely[i]), found.Evidence.ForLower[i], 2e-8);
            Assert.Equal(upper[i], found.Evidence.ForUpper[i], 2e-8);
        }
    }

    // Half of the bins are off by as much as the other half is the other way, twice: no sum with one change of sign sees it all.
    [Fact]
    public void GapsThatChangeTheirSignOften_AreBoundedByTheSumsThatSeeMost()
    {
        (int Rows, double Score, double Share)[] bins = [(3000, .1, .2), (3000, .35, .25), (3000, .6, .7), (3000, .85, .75)];
        bool[] labels = [.. bins.SelectMany(bin => Enumerable.Range(0, bin.Rows).Select(i => i < bin.Rows * bin.Share))];
        double[] scores = [.. bins.SelectMany(bin => Enumerable.Repeat(bin.Score, bin.Rows))];
        SimulatedCalibration found = CalibrationError.Of(labels, scores).Simulate();

        Assert.Equal(.1, found.Value, .005);
        // Its largest sums have three signs right and one wrong.
        Assert.InRange(found.Evidence.ForLower[^1], .04, .05);
        Assert.InRange(found.Evidence.IntervalAt(.05).Lower, .03, .05);
    }

    [Fact]
    public void ScoreOnAnInnerEdge_BelongsToTheBinAbove_AndOneToTheLast()
    {
        // 3/15 and a little above share a bin, so that their gaps cancel; 1 and .95 do as well.
        Close.Equal(.5 - .225, CalibrationError.Of([false, true], [.2, .25]).Plain, 1e-12);
        Close.Equal(.975 - .5, CalibrationError.Of([false, true], [1, .95]).Plain, 1e-12);
        Close.Equal((.19 + .75) / 2, CalibrationError.Of([false, true], [.19, .25]).Plain, 1e-12);
    }

    private static (bool[] Labels, double[] Scores) Rows(string name)
    {
        var stream = new Philox((20260612, 3), (ulong)name.Length);
        int n = name == "few bins" ? 110 : 400;
        bool[] labels = new bool[n];
        double[] scores = new double[n];
        for (int row = 0; row < n; row++)
        {
            double u = stream.NextDouble();
            (scores[row], double p) = name switch
            {
                "far off" => (u, u * u),
                "nearly right" => (u, u),
                "few bins" => (.3 + .25 * Math.Floor(u * 3), .2 + .3 * Math.Floor(u * 3)),
                _ => (Math.Round(u * 20) / 20, .9 * u),
            };
            labels[row] = stream.NextDouble() < p;
        }

        return (labels, scores);
    }

    private static CalibrationBin[] Bins(bool[] labels, double[] scores) =>
    [
        .. Enumerable.Range(0, labels.Length).GroupBy(row => Math.Min(14, (int)(scores[row] * 15))).OrderBy(bin => bin.Key)
            .Select(bin => new CalibrationBin(bin.Count(), bin.Count(row => labels[row]), bin.Average(row => scores[row]))),
    ];

    private static (ulong First, ulong Second) Key(bool[] labels, double[] scores)
    {
        long[] counts = new long[15], positives = new long[15];
        var sums = new Int128[15];
        for (int row = 0; row < labels.Length; row++)
        {
            int bin = Math.Min(14, (int)(scores[row] * 15));
            counts[bin]++;
            positives[bin] += labels[row] ? 1 : 0;
            sums[bin] += (long)Math.ScaleB(scores[row], 62);
        }

        return Philox.KeyOf([.. counts, .. positives, .. sums.Select(sum => (long)(sum >> 64)), .. sums.Select(sum => (long)(ulong)(sum & ulong.MaxValue))]);
    }

    private static double Deviation(CalibrationBin bin)
    {
        double share = (double)bin.Positives / bin.Rows;
        return Math.Sqrt(Math.Max(share * (1 - share), bin.Score * (1 - bin.Score)));
    }

    // Of every number of bins that have the other sign.
    private static double OneWay(CalibrationBin[] bins, double[] gaps) => Enumerable.Range(0, bins.Length).Max(turned =>
        Math.Abs(bins.Select((bin, b) => (b < turned ? -1 : 1) * bin.Rows * gaps[b]).Sum()) / bins.Sum(bin => bin.Rows));

    private static double TrueError(CalibrationBin[] bins, double[] direction, double[] noise)
    {
        double rows = 0, plain = 0;
        foreach (CalibrationBin bin in bins)
            (rows, plain) = (rows + bin.Rows, plain + bin.Rows * Math.Abs(bin.Gap));
        plain /= rows;
        double Share(int b, double multiple) => Math.Clamp(bins[b].Score + multiple * direction[b], 0, 1);
        double Seen(double multiple)
        {
            double sum = 0;
            for (int b = 0; b < bins.Length; b++)
                sum += bins[b].Rows / rows * Math.Abs(Share(b, multiple) - bins[b].Score + Math.Sqrt(Share(b, multiple) * (1 - Share(b, multiple))) * noise[b]);
            return sum;
        }

        double low = 0, high = 0;
        if (Seen(0) < plain)
        {
            for (high = 1; Seen(high) < plain; high *= 2)
                low = high;
            for (int i = 0; i < 40; i++)
                (low, high) = Seen((low + high) / 2) < plain ? ((low + high) / 2, high) : (low, (low + high) / 2);
        }

        double error = 0;
        for (int b = 0; b < bins.Length; b++)
            error += bins[b].Rows / rows * Math.Abs(Share(b, high) - bins[b].Score);
        return error;
    }
}
