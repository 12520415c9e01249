namespace MlCi.Slices;

/// <summary>The best slices so far, each set of rows once.</summary>
internal sealed class BestSlices(IReadOnlyList<SliceFeature> features, int k)
{
    private readonly List<(FoundSlice Slice, ulong Mark)> best = [];

    /// <summary>The score that a slice must reach: of the last one once there are enough, else 0.</summary>
    public double Least => best.Count < k ? 0 : best[^1].Slice.Score;

    public IReadOnlyList<FoundSlice> InOrder() => [.. best.Select(one => one.Slice)];

    public void Offer((int Feature, int Group)[] terms, SliceTotals totals, double score)
    {
        if (!(score > 0) || score < Least)
            return;
        var slice = new FoundSlice(
            terms, string.Join(" & ", terms.Select(term => features[term.Feature].Ids[term.Group])), score, totals.Rows, totals.Errors);
        int same = best.FindIndex(other => other.Mark == totals.Mark && other.Slice.Rows == totals.Rows);
        if (same >= 0 && Compare(best[same].Slice, slice) <= 0)
            return;
        if (same >= 0)
            best.RemoveAt(same);
        int place = best.FindIndex(other => Compare(slice, other.Slice) < 0);
        best.Insert(place < 0 ? best.Count : place, (slice, totals.Mark));
        if (best.Count > k)
            best.RemoveAt(k);
    }

    /// <summary>The order of found slices: by score, the highest first, then the shorter, then by name.</summary>
    public static int Compare(FoundSlice a, FoundSlice b)
    {
        int byScore = b.Score.CompareTo(a.Score);
        int byLength = byScore != 0 ? byScore : a.Terms.Count.CompareTo(b.Terms.Count);
        return byLength != 0 ? byLength : string.CompareOrdinal(a.Id, b.Id);
    }
}
