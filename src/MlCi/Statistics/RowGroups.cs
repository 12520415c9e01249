namespace MlCi.Statistics;

/// <summary>Rows in groups that do not overlap: one column of small numbers instead of a list of rows for each group.</summary>
public sealed class RowGroups
{
    private readonly int[] codes;

    /// <summary>Makes groups.</summary>
    /// <param name="codes">For each row the index of its group, or −1 where it is in none.</param>
    /// <param name="count">The number of groups; a group may have no rows.</param>
    public RowGroups(int[] codes, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        foreach (int code in codes)
        {
            if (code < -1 || code >= count)
                throw new ArgumentOutOfRangeException(nameof(codes), code, $"expected groups from -1 to {count - 1}");
        }

        this.codes = codes;
        Count = count;
    }

    /// <summary>For each row the index of its group, or −1 where it is in none.</summary>
    public ReadOnlySpan<int> Codes => codes;

    /// <summary>The number of groups.</summary>
    public int Count { get; }

    /// <summary>The groups of the given 0-based rows only, in their order.</summary>
    public RowGroups Take(ReadOnlySpan<int> rows)
    {
        int[] taken = new int[rows.Length];
        for (int i = 0; i < rows.Length; i++)
            taken[i] = codes[rows[i]];
        return new RowGroups(taken, Count);
    }
}
