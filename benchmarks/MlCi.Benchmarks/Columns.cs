using MlCi.Metrics;
using MlCi.Slices;
using MlCi.Statistics;

namespace MlCi.Benchmarks;

/// <summary>A labelled holdout with the scores of two models and its slices, as columns in memory.</summary>
internal sealed record Columns(PredictionSet Challenger, PredictionSet Champion, IReadOnlyList<SlicePartition> Partitions)
{
    /// <summary>The bytes of the columns: a label, two scores, and a code for each partition.</summary>
    public long Bytes => Challenger.RowCount * (1 + 8 + 8 + 4L * Partitions.Count);

    /// <summary>Columns of a file of NumPy arrays: label, champion, challenger, codes.</summary>
    public static Columns Read(string file)
    {
        using var arrays = new NumpyArchive(file);
        bool[] labels = Array.ConvertAll(arrays.Bytes("label"), label => label == 1);
        byte[] codes = arrays.Bytes("codes");
        int width = codes.Length / labels.Length;
        return Make(labels, arrays.Doubles("champion"), arrays.Doubles("challenger"),
            [.. Enumerable.Range(0, width).Select(column => Enumerable.Range(0, labels.Length).Select(row => (int)codes[row * width + column]).ToArray())]);
    }

    /// <summary>Columns of random rows, the same for each seed.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="slices">The number of slices in each partition.</param>
    public static Columns Random(int rows, params int[] slices)
    {
        var random = new Random(7);
        bool[] labels = new bool[rows];
        double[] champion = new double[rows];
        double[] challenger = new double[rows];
        for (int i = 0; i < rows; i++)
        {
            double signal = random.NextDouble();
            labels[i] = random.NextDouble() < signal;
            champion[i] = Math.Round(Math.Clamp(signal + .4 * (random.NextDouble() - .5), 0, 1), 6);
            challenger[i] = Math.Round(Math.Clamp(signal + .3 * (random.NextDouble() - .5), 0, 1), 6);
        }

        return Make(labels, champion, challenger, [.. slices.Select(count => Enumerable.Range(0, rows).Select(_ => random.Next(count)).ToArray())]);
    }

    private static Columns Make(bool[] labels, double[] champion, double[] challenger, int[][] codes) => new(
        new PredictionSet(labels, challenger, .5),
        new PredictionSet(labels, champion, .5),
        [
            .. codes.Select((column, i) =>
            {
                int count = column.Max() + 1;
                return new SlicePartition($"c{i + 1:00}", [.. Enumerable.Range(0, count).Select(value => $"v{value:00}")], new RowGroups(column, count));
            }),
        ]);
}
