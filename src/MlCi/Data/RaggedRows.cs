using MlCi.Findings;

namespace MlCi.Data;

/// <summary>Rows whose number of fields is not the header's: counted in full, listed up to a few.</summary>
internal sealed class RaggedRows(string file, int columns)
{
    private readonly List<Fault> first = [];

    /// <summary>How many there are.</summary>
    public long Count { get; private set; }

    /// <summary>Adds one.</summary>
    /// <param name="line">Its line.</param>
    /// <param name="found">How many fields it has.</param>
    public void Add(int line, int found)
    {
        Count++;
        if (first.Count < Finding.MaximumListed)
            first.Add(new Fault($"found {found} fields, expected {columns} as in the header", new SourcePlace(file, line)));
    }

    /// <summary>Those of some rows and of the rows that follow; null where neither has any.</summary>
    public static RaggedRows? Join(RaggedRows? some, RaggedRows? next)
    {
        if (some is null || next is null)
            return some ?? next;
        some.Add(next);
        return some;
    }

    /// <summary>One fault for each, up to a few, and one for all further ones.</summary>
    public FaultException ToException() => FaultException.Misconfigured(Count == first.Count
        ? first
        : [.. first, new Fault($"{file}: found {Count} rows in all that have not {columns} fields, expected none")]);

    private void Add(RaggedRows next)
    {
        Count += next.Count;
        first.AddRange(next.first.Take(Finding.MaximumListed - first.Count));
    }
}
