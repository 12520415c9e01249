using MlCi.Metrics;
using MlCi.Slices;

namespace MlCi.Testing;

/// <summary>Made-up predictions, the same on every machine: three of ten rows are positive, and most scores are right.</summary>
public sealed class SamplePredictions
{
    /// <summary>A value that would be much, if it were read as more than text.</summary>
    public const string Hostile = "a|b <script>alert(1)</script> @octocat #1 `code` ![i](j) **bold** :100: https://evil.example www.evil.example\n::error::no \u001b[31m\u0000 \u202Eabc";

    private const double GoldenRatio = 0.6180339887498949;
    private static readonly string[] Contracts = ["Month-to-month", "One year", "Two year"];
    private readonly double[] scores;
    private readonly bool[] labels;

    public SamplePredictions(int rows)
        : this([.. Enumerable.Range(0, rows).Select(row => row % 10 < 3)], [.. Enumerable.Range(0, rows).Select(row => Score(row % 10 < 3, row))])
    {
    }

    private SamplePredictions(bool[] labels, double[] scores) => (this.labels, this.scores) = (labels, scores);

    public PredictionSet Set => new(labels, scores, decision: .5);

    /// <summary>A model with one row in nine the wrong way round.</summary>
    public SamplePredictions Worse => Changed((row, score) => row % 9 == 0 ? 1 - score : score);

    /// <summary>A model about as good, whose scores are a little higher here and lower there.</summary>
    public SamplePredictions Shaken => Changed((row, score) => Math.Clamp(score + (row % 7 < 3 ? .02 : -.02), 0, 1));

    /// <summary>A model that has half of one slice the wrong way round.</summary>
    public SamplePredictions WorseIn(string slice)
    {
        int[] rows = Slices(scores.Length).Single(one => one.Id == slice).Rows;
        return Changed((row, score) => row % 2 == 0 && rows.Contains(row) ? 1 - score : score);
    }

    /// <summary>Rows cut by contract, by a region with few rows in the north, and by hostile names.</summary>
    public static IEnumerable<Slice> Slices(int rows) =>
    [
        .. Contracts.Select((name, i) => Cut("contract", name, rows, row => Math.Min(row / 10 % 5 / 2, 2) == i)),
        Cut("region", "North", rows, row => row / 10 % 25 == 0),
        Cut("region", "South", rows, row => row / 10 % 25 != 0),
        Cut("hostile", Hostile, rows, row => row / 10 % 2 == 0),
        Cut("hostile", "plain", rows, row => row / 10 % 2 != 0),
    ];

    private static Slice Cut(string rule, string value, int rows, Func<int, bool> holds) => new(rule, value, [.. Enumerable.Range(0, rows).Where(holds)]);

    private static double Score(bool positive, int row) => Math.Round((positive ? .35 : .05) + .6 * ((row + 1) * GoldenRatio % 1), 6);

    private SamplePredictions Changed(Func<int, double, double> change) => new(labels, [.. scores.Select((score, row) => change(row, score))]);
}
