using MlCi.Findings;

namespace MlCi.Drift;

/// <summary>Bins of about equal parts of a sample each, made of fine ones; fewer where single values hold more than a part.</summary>
internal sealed class CoarseBins
{
    private readonly int[] ofFine;
    private readonly double[] edges;

    private CoarseBins(int[] ofFine, double[] edges) => (this.ofFine, this.edges) = (ofFine, edges);

    public static CoarseBins Of(QuantileBins bins, Histogram sample, int parts)
    {
        long present = sample.Present, below = 0;
        int[] places = new int[bins.Count];
        List<double> ends = [];
        int part = 1;
        for (int fine = 0; fine < places.Length; fine++)
        {
            places[fine] = ends.Count;
            below += sample.Counts[fine];
            // The end of the last is open.
            if (part < parts && fine < bins.Edges.Length && below * parts >= part * present && below < present)
            {
                ends.Add(bins.Edges[fine]);
                while (below * parts >= part * present)
                    part++;
            }
        }

        return new CoarseBins(places, [.. ends]);
    }

    public Histogram Take(Histogram fine)
    {
        long[] counts = new long[edges.Length + 1];
        for (int i = 0; i < ofFine.Length; i++)
            counts[ofFine[i]] += fine.Counts[i];
        return new Histogram(counts, fine.Missing);
    }

    public string NameOf(int bin) =>
        bin > edges.Length ? "no value"
        : edges.Length == 0 ? "values"
        : bin == 0 ? $"≤ {Numerals.Exact(edges[0])}"
        : bin == edges.Length ? $"> {Numerals.Exact(edges[^1])}"
        : $"{Numerals.Exact(edges[bin - 1])} to {Numerals.Exact(edges[bin])}";
}
