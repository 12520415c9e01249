namespace MlCi.Runs;

/// <summary>The order of a list of runs.</summary>
public static class RunOrder
{
    /// <summary>The newest first: by when they started, which is finer than their ids.</summary>
    /// <param name="records">The runs.</param>
    public static IReadOnlyList<RunRecord> NewestFirst(IEnumerable<RunRecord> records) =>
        [.. records.OrderByDescending(record => record.Started).ThenByDescending(record => record.Id, StringComparer.Ordinal)];

    /// <summary>By a value; runs without it come last, whichever the direction, and of equals the newest first.</summary>
    /// <param name="records">The runs.</param>
    /// <param name="name">The value's name, as <see cref="RunFields"/> has it.</param>
    /// <param name="descending">The largest first.</param>
    public static IReadOnlyList<RunRecord> By(IEnumerable<RunRecord> records, string name, bool descending)
    {
        (RunRecord Record, RunValue? Value)[] valued = [.. NewestFirst(records).Select(record => (record, RunFields.Of(record, name)))];
        IEnumerable<(RunRecord Record, RunValue? Value)> present = valued.Where(one => one.Value is not null);
        var order = Comparer<RunValue>.Create((a, b) => descending ? Compare(b, a) : Compare(a, b));
        return
        [
            .. present.OrderBy(one => one.Value!, order).Select(one => one.Record),
            .. valued.Where(one => one.Value is null).Select(one => one.Record),
        ];
    }

    // Numbers before texts.
    private static int Compare(RunValue a, RunValue b) => (a.Number, b.Number) switch
    {
        ({ } x, { } y) => x.CompareTo(y),
        (null, null) => string.CompareOrdinal(a.Text, b.Text),
        ({ }, null) => -1,
        _ => 1,
    };
}
