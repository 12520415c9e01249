namespace MlCi.Statistics;

/// <summary>
/// How rows came to be in a set: what each of them counts (weights), and which of them belong to one entity and so vary
/// together (clusters). Rows of weight 0 do not count, as if they were not there.
/// </summary>
public sealed class Sampling
{
    private readonly double[]? weights;
    private readonly int[]? clusters;
    private readonly int clusterCount;

    /// <summary>Makes a sampling.</summary>
    /// <param name="rowCount">The rows.</param>
    /// <param name="weights">What each row counts, finite, not negative and not all 0; null: one each.</param>
    /// <param name="clusters">A code for the entity of each row; null: each row is its own.</param>
    /// <exception cref="ArgumentException">Weights or clusters are not as expected.</exception>
    public Sampling(int rowCount, double[]? weights, int[]? clusters)
    {
        if (weights is not null)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(weights.Length, rowCount, nameof(weights));
            int bad = Array.FindIndex(weights, weight => !(weight >= 0 && double.IsFinite(weight)));
            if (bad >= 0)
                throw new ArgumentException($"row {bad}: found weight {weights[bad]}, expected a finite number of at least 0", nameof(weights));
            if (rowCount > 0 && !weights.AsSpan().ContainsAnyExcept(0))
                throw new ArgumentException("found weights that are all 0, expected one above 0", nameof(weights));
        }

        if (clusters is not null)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(clusters.Length, rowCount, nameof(clusters));
            var codes = new Dictionary<int, int>();
            this.clusters = Array.ConvertAll(clusters, code => codes.TryGetValue(code, out int known) ? known : codes[code] = codes.Count);
            clusterCount = codes.Count;
        }

        this.weights = weights;
        RowCount = rowCount;
    }

    private Sampling(double[]? weights, int[]? clusters, int clusterCount, int rowCount)
    {
        this.weights = weights;
        this.clusters = clusters;
        this.clusterCount = clusterCount;
        RowCount = rowCount;
    }

    /// <summary>The number of rows.</summary>
    public int RowCount { get; }

    /// <summary>Whether rows count differently.</summary>
    public bool HasWeights => weights is not null;

    /// <summary>Whether some rows may belong together.</summary>
    public bool HasClusters => clusters is not null;

    /// <summary>Whether every row counts one and stands for itself.</summary>
    public bool IsPlain => weights is null && clusters is null;

    /// <summary>What vary independently of each other: the clusters, or the rows.</summary>
    public int UnitCount => clusters is null ? RowCount : clusterCount;

    /// <summary>The sum of the weights.</summary>
    public double Total => weights is null ? RowCount : ExactSum.Of(weights);

    /// <summary>Rows of one weight each and of no clusters.</summary>
    /// <param name="rowCount">The rows.</param>
    public static Sampling Plain(int rowCount) => new(rowCount, weights: null, clusters: null);

    /// <summary>What a row counts.</summary>
    /// <param name="row">The 0-based row.</param>
    public double Weight(int row) => weights is null ? 1 : weights[row];

    /// <summary>The rows that count, or null where all do.</summary>
    public int[]? Counted()
    {
        if (weights is null || !weights.AsSpan().Contains(0))
            return null;
        return [.. Enumerable.Range(0, RowCount).Where(row => weights[row] > 0)];
    }

    /// <summary>The sampling of some rows, whose weights may all be 0: then none of them counts.</summary>
    /// <param name="rows">0-based rows.</param>
    public Sampling Take(ReadOnlySpan<int> rows)
    {
        double[]? taken = weights is null ? null : Picked(weights, rows);
        if (clusters is null)
            return new Sampling(taken, clusters: null, clusterCount: 0, rows.Length);
        int[] codes = Picked(clusters, rows);
        return new Sampling(taken, codes, Renumber(codes), rows.Length);
    }

    /// <summary>The effective number of rows of a part: their count where they weigh the same.</summary>
    /// <param name="part">For each row whether it belongs to the part.</param>
    public double EffectiveRows(ReadOnlySpan<bool> part) => EffectiveNumber.Of(WeightsOf(part));

    /// <summary>The effective number of units of a part: clusters of unequal weight say less than their count.</summary>
    /// <param name="part">For each row whether it belongs to the part.</param>
    public double EffectiveUnits(ReadOnlySpan<bool> part)
    {
        if (clusters is null)
            return EffectiveRows(part);
        double[] ones = new double[RowCount];
        for (int row = 0; row < ones.Length; row++)
            ones[row] = part[row] ? 1 : 0;
        double[] sums = UnitSums(ones);
        return EffectiveNumber.Of([.. sums.Where(sum => sum > 0)]);
    }

    /// <summary>
    /// For each unit the weighted sum of its rows' values, whatever the order of the rows to the last bit: the terms of a unit
    /// are added by size.
    /// </summary>
    /// <param name="values">A finite number for each row.</param>
    public double[] UnitSums(ReadOnlySpan<double> values)
    {
        double[] terms = new double[RowCount];
        for (int row = 0; row < terms.Length; row++)
            terms[row] = Weight(row) * values[row];
        if (clusters is null)
            return terms;

        int[] starts = new int[clusterCount + 1];
        foreach (int cluster in clusters)
            starts[cluster + 1]++;
        for (int cluster = 0; cluster < clusterCount; cluster++)
            starts[cluster + 1] += starts[cluster];
        int[] next = starts[..clusterCount];
        double[] grouped = new double[RowCount];
        for (int row = 0; row < terms.Length; row++)
            grouped[next[clusters[row]]++] = terms[row];
        double[] sums = new double[clusterCount];
        for (int cluster = 0; cluster < clusterCount; cluster++)
        {
            Span<double> own = grouped.AsSpan(starts[cluster]..starts[cluster + 1]);
            own.Sort();
            foreach (double term in own)
                sums[cluster] += term;
        }

        return sums;
    }

    // From 0 in the order of their first rows; gives their number. Time and room go by the rows taken: many slices, each with few of
    // many clusters, would else cost their product.
    private int Renumber(int[] codes)
    {
        int count = 0;
        if (clusterCount / 4 > codes.Length)
        {
            var few = new Dictionary<int, int>(codes.Length);
            for (int i = 0; i < codes.Length; i++)
                codes[i] = few.TryGetValue(codes[i], out int number) ? number : few[codes[i]] = count++;
            return count;
        }

        int[] known = new int[clusterCount];
        for (int i = 0; i < codes.Length; i++)
            codes[i] = (known[codes[i]] > 0 ? known[codes[i]] : known[codes[i]] = ++count) - 1;
        return count;
    }

    private double[] WeightsOf(ReadOnlySpan<bool> part)
    {
        var found = new List<double>();
        for (int row = 0; row < RowCount; row++)
        {
            if (part[row])
                found.Add(Weight(row));
        }

        return [.. found];
    }

    private static T[] Picked<T>(T[] values, ReadOnlySpan<int> rows)
    {
        var picked = new T[rows.Length];
        for (int i = 0; i < rows.Length; i++)
            picked[i] = values[rows[i]];
        return picked;
    }
}
