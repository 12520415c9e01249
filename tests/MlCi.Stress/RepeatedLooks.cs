using MlCi.Statistics;
using Interval = MlCi.Statistics.Interval;

namespace MlCi.Stress;

/// <summary>A value that comes again and again, with the sequence of intervals that watches its mean.</summary>
/// <param name="Name">The name.</param>
/// <param name="Mean">The true mean.</param>
/// <param name="Draw">One value out of a uniform number.</param>
/// <param name="Sequence">The interval of a count, a mean and a standard error.</param>
public sealed record Watched(string Name, double Mean, Func<double, double> Draw, Func<long, double, double, Interval> Sequence);

/// <summary>
/// How often any of 1,000 looks at a growing sample misses the truth: with a confidence sequence at most α, with the usual
/// interval of one look far more often.
/// </summary>
public sealed class RepeatedLooks(IReadOnlyList<Watched> watched) : ISimulation
{
    private const double Alpha = .05;
    private const int Looks = 1000;
    private const int Step = 10;
    private const double Optimum = 2000;

    public RepeatedLooks()
        : this(AllWatched)
    {
    }

    public static IReadOnlyList<Watched> AllWatched { get; } =
    [
        new("proportion .5", .5, u => u < .5 ? 1 : 0, OfProportion),
        new("proportion .02", .02, u => u < .02 ? 1 : 0, OfProportion),
        new("bounded, half and half", .5, u => u < .5 ? 1 : 0, (n, mean, _) => ConfidenceSequence.OfBounded(mean, n, 0, 1, Alpha, Optimum)),
        new("mean, normal", 0, Normal.Quantile, OfMean),
        new("mean, 5 % +1, 5 % −1", 0, u => u < .05 ? 1 : u < .1 ? -1 : 0, OfMean),
        new("mean, 12 % +1, 8 % −1", .04, u => u < .12 ? 1 : u < .2 ? -1 : 0, OfMean),
        new("mean, exponential", 1, u => -Math.Log(u), OfMean),
    ];

    public string Name => "looks";

    public string Title => "1,000 looks at a growing sample: how often any interval at 95 % misses the mean, in percent";

    public int Replicates => 4000;

    public ResultTable Run(int replicates, Action<string> progress)
    {
        List<ResultRow> rows = [];
        foreach (Watched one in watched)
        {
            progress($"{Name}: {one.Name}");
            long[] counts = Tally.Of($"looks {one.Name}", replicates, 2, (ref Philox stream, Span<long> count) => Watch(one, ref stream, count));
            rows.Add(new ResultRow($"{one.Name,-24}", new Claim(counts[0], replicates, 0, Alpha), new Claim(counts[1], replicates, AtLeast: .2)));
        }

        return new ResultTable(Title, ["confidence sequence", "fixed z"], rows);
    }

    private static void Watch(Watched one, ref Philox stream, Span<long> count)
    {
        bool missed = false, missedByZ = false;
        double z = Normal.Quantile(1 - Alpha / 2);
        double sum = 0, squares = 0;
        long n = 0;
        for (int look = 0; look < Looks; look++)
        {
            for (int i = 0; i < Step; i++)
            {
                double value = one.Draw(stream.NextDouble());
                sum += value;
                squares += value * value;
            }

            n += Step;
            double mean = sum / n;
            double error = Math.Sqrt(Math.Max(0, (squares / n - mean * mean) / (n - 1)));
            missed |= Misses(one.Sequence(n, mean, error), one.Mean);
            // The usual interval is looked at from where it is usual.
            missedByZ |= n >= ConfidenceSequence.LeastCount && Math.Abs(mean - one.Mean) > z * error;
        }

        count[0] += missed ? 1 : 0;
        count[1] += missedByZ ? 1 : 0;
    }

    private static bool Misses(Interval interval, double mean) => interval.Lower > mean || interval.Upper < mean;

    private static Interval OfProportion(long n, double mean, double error) =>
        ConfidenceSequence.OfProportion((long)Math.Round(n * mean), n, Alpha, Optimum);

    private static Interval OfMean(long n, double mean, double error) => ConfidenceSequence.OfMean(mean, error, n, Alpha, Optimum);
}
