using MlCi.Findings;
using MlCi.Metrics;

namespace MlCi.Reports.Html;

/// <summary>How often rows of each class were decided for each class.</summary>
/// <param name="Names">The classes; of many the largest, and last all others together.</param>
/// <param name="Rows">For each class, by the truth, the rows by the decision.</param>
/// <param name="Others">How many classes stand together as the last one; 0 where each stands for itself.</param>
public sealed record ClassCells(IReadOnlyList<string> Names, IReadOnlyList<IReadOnlyList<long>> Rows, int Others)
{
    private const int Most = 16;

    /// <summary>Counts them.</summary>
    /// <param name="predictions">Rows that all count.</param>
    internal static ClassCells Of(ClassPredictions predictions)
    {
        int classes = predictions.Classes.Count, others = classes > Most ? classes - Most + 1 : 0;
        long[] sizes = new long[classes];
        foreach (int label in predictions.Labels)
            sizes[label]++;
        // The largest in their own order.
        int[] shown = [.. Enumerable.Range(0, classes).OrderByDescending(index => sizes[index]).Take(others == 0 ? classes : Most - 1).Order()];
        int[] places = Enumerable.Repeat(shown.Length, classes).ToArray();
        for (int place = 0; place < shown.Length; place++)
            places[shown[place]] = place;
        long[][] rows = [.. Enumerable.Range(0, shown.Length + Math.Min(others, 1)).Select(_ => new long[shown.Length + Math.Min(others, 1)])];
        ReadOnlySpan<int> labels = predictions.Labels, decisions = predictions.Decisions;
        for (int row = 0; row < labels.Length; row++)
            rows[places[labels[row]]][places[decisions[row]]]++;
        string[] names = [.. shown.Select(index => predictions.Classes[index])];
        return new ClassCells(others == 0 ? names : [.. names, $"{Numerals.Count(others)} others"], rows, others);
    }
}
