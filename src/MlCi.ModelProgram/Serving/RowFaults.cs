using MlCi.Schemas;

namespace MlCi.Modeling.Serving;

/// <summary>What is wrong with the rows of a request: counted in full, listed up to <see cref="MostListed"/>.</summary>
internal sealed class RowFaults
{
    /// <summary>How many faults an answer lists, so that one request's answer stays small.</summary>
    public const int MostListed = 1_000;

    /// <summary>The row of a fault that is about all of them.</summary>
    public const int AllRows = -1;

    private readonly List<RowFault> listed = [];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>The first of them.</summary>
    public IReadOnlyList<RowFault> Listed => listed;

    /// <summary>Adds a fault.</summary>
    public void Add(RowFault fault)
    {
        Count++;
        if (listed.Count < MostListed)
            listed.Add(fault);
    }

    /// <summary>Adds a fault of the request's form.</summary>
    public void Add(int row, string? field, string rule, string found, string expected) => Add(new RowFault(row, field, rule, found, expected));

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        listed.Clear();
        Count = 0;
    }
}
