using MlCi.Findings;

namespace MlCi.Data;

/// <summary>Finds the rows of blocks of records, whatever the records' form.</summary>
internal interface IBlockRows
{
    /// <summary>The columns of the block found last.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>The number of its rows.</summary>
    int Count { get; }

    /// <summary>For each row its line less that of the block, or null where each row takes one line.</summary>
    int[]? Lines { get; }

    /// <summary>The rows whose number of fields is not the header's, or null where there are none.</summary>
    RaggedRows? Ragged { get; }

    /// <summary>Finds the rows of a block.</summary>
    /// <exception cref="FaultException">The block is not of the form (exit 2).</exception>
    void Find(RecordBlock records);

    /// <summary>Whether it is known that no row has a value in a column.</summary>
    bool IsMissing(int column);

    /// <summary>The fields of a column, until those of another are asked for.</summary>
    ColumnFields Column(int column);
}
