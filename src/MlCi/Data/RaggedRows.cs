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

    /// <summary>Adds those of the rows that follow, unless these are they.</summary>
    public void AddUnlessSame(RaggedRows next)
    {
        if (next == this)
            return;
        Count += next.Count;
        first.AddRange(next.first.Take(Finding.MaximumListed - first.Count));
    }

    /// <summary>One fault for each, up to a few, and one for all further ones.</summary>
    public FaultException ToException() => FaultException.Misconfigured(Count == first.Count
        ? first
        : [.. first, new Fault($"{file}: found {Count} rows in all that have not {columns} fields, expected none")]);
}
