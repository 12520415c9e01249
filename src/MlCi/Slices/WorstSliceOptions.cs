namespace MlCi.Slices;

/// <summary>How the worst slices are searched.</summary>
public sealed record WorstSliceOptions
{
    /// <summary>How many slices are found unless said otherwise.</summary>
    public const int DefaultK = 5;

    /// <summary>How many slices are found and then tested.</summary>
    public int K { get; init; } = DefaultK;

    /// <summary>The fewest rows that a slice may have in the half that is searched; null: 50, or 1 % of that half if that is more.</summary>
    public int? MinimumRows { get; init; }

    /// <summary>The columns or slice rules to combine; null: all columns but label and key that have not too many values.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>The minimum that holds for a half of so many rows.</summary>
    public int MinimumRowsOf(int rows) => MinimumRows ?? Math.Max(50, rows / 100);
}
