namespace MlCi.Slices;

/// <summary>A slice that the search found: a conjunction of groups of different features.</summary>
/// <param name="Terms">The features, increasing, and of each the group.</param>
/// <param name="Id">Its name: <c>contract=One year &amp; internet_service=DSL</c>.</param>
/// <param name="Score">SliceLine's score.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Errors">The sum of its rows' errors.</param>
public sealed record FoundSlice(IReadOnlyList<(int Feature, int Group)> Terms, string Id, double Score, long Rows, long Errors);

/// <summary>
/// Finds the slices with the highest scores among all conjunctions of up to three features, exactly (S. Sagadeeva &amp; M. Boehm,
/// "SliceLine: fast, linear-algebra-based slice finding for ML model debugging", SIGMOD 2021). Level by level, a conjunction is
/// looked at only if all its parents have enough rows and errors, and their bound leaves it a chance to be among the best.
/// Beyond the paper: of slices that hold the very same rows only the shortest is kept, first by name.
/// </summary>
public static class SliceLine
{
    /// <summary>The most features that are combined.</summary>
    public const int MostTerms = 3;

    // Bounds and scores are rounded differently: what is this close to the last of the best is looked at.
    private const double Slack = 1e-9;

    /// <summary>The best slices with a score above 0, best first; ties by length and then by name.</summary>
    /// <param name="features">The features, of equal length.</param>
    /// <param name="errors">For each row its error, 0 or more, in any unit.</param>
    /// <param name="k">How many at most.</param>
    /// <param name="minimumRows">The fewest rows of a slice, at least 1.</param>
    public static IReadOnlyList<FoundSlice> Search(IReadOnlyList<SliceFeature> features, long[] errors, int k, int minimumRows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumRows, 1);
        long total = errors.Sum();
        if (total == 0)
            return [];

        var score = new SliceScore(errors.Length, total, minimumRows);
        var best = new BestSlices(features, k);
        var cells = new SliceCells(features, errors);
        Dictionary<string, Node> level = [];
        for (int terms = 1; terms <= MostTerms; terms++)
        {
            List<(int, int)[]> candidates = terms == 1 ? Singles(features) : Joined(level, score, best);
            level = [];
            foreach (IGrouping<string, (int, int)[]> group in candidates.GroupBy(FeaturesOf))
            {
                foreach (((int, int)[] conjunction, SliceTotals totals) in cells.Count([.. group]))
                {
                    if (totals.Rows < minimumRows || totals.Errors == 0)
                        continue;
                    level.Add(Key(conjunction), new Node(conjunction, totals));
                    best.Offer(conjunction, totals, score.Of(totals.Rows, totals.Errors));
                }
            }
        }

        return best.InOrder();
    }

    private static List<(int, int)[]> Singles(IReadOnlyList<SliceFeature> features) =>
        [.. features.SelectMany((feature, i) => feature.Ids.Select((_, group) => new[] { (i, group) }))];

    // Two parents that share all but their last terms make a candidate; each candidate has one such pair.
    private static List<(int, int)[]> Joined(Dictionary<string, Node> parents, SliceScore score, BestSlices best)
    {
        List<(int, int)[]> candidates = [];
        foreach (IGrouping<string, Node> family in parents.Values.GroupBy(node => Key(node.Terms[..^1])))
        {
            Node[] members = [.. family.OrderBy(node => node.Terms[^1])];
            for (int i = 0; i < members.Length; i++)
            {
                for (int j = i + 1; j < members.Length; j++)
                {
                    if (members[i].Terms[^1].Feature == members[j].Terms[^1].Feature)
                        continue;
                    (int, int)[] candidate = [.. members[i].Terms, members[j].Terms[^1]];
                    if (Bound(candidate, parents, score) is { } bound && bound > -Slack && bound >= best.Least - Slack)
                        candidates.Add(candidate);
                }
            }
        }

        return candidates;
    }

    // Null where a parent was dropped: too small, without errors, or itself without a chance.
    private static double? Bound((int, int)[] candidate, Dictionary<string, Node> parents, SliceScore score)
    {
        var least = new SliceTotals(long.MaxValue, long.MaxValue, long.MaxValue, 0);
        for (int without = 0; without < candidate.Length; without++)
        {
            if (!parents.TryGetValue(Key([.. candidate[..without], .. candidate[(without + 1)..]]), out Node? parent))
                return null;
            least = new SliceTotals(
                Math.Min(least.Rows, parent.Totals.Rows), Math.Min(least.Errors, parent.Totals.Errors),
                Math.Min(least.LargestError, parent.Totals.LargestError), 0);
        }

        return score.Bound(least.Rows, least.Errors, least.LargestError);
    }

    private static string FeaturesOf((int Feature, int Group)[] terms) => string.Join(' ', terms.Select(term => term.Feature));

    private static string Key((int Feature, int Group)[] terms) => string.Join(' ', terms.Select(term => $"{term.Feature}:{term.Group}"));

    private sealed record Node((int Feature, int Group)[] Terms, SliceTotals Totals);
}
