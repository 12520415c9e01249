namespace MlCi.Data;

/// <summary>The rows of one block, parsed.</summary>
/// <param name="File">The file, as the user would type it.</param>
/// <param name="FirstLine">The line on which they begin.</param>
/// <param name="Lines">For each row its line less the first, or null where each row takes one line.</param>
/// <param name="Rows">How many rows there are.</param>
/// <param name="Names">The columns.</param>
/// <param name="Segments">Their values.</param>
/// <param name="Ragged">The rows that have not as many fields as there are columns.</param>
internal sealed record RowBatch(string File, int FirstLine, int[]? Lines, int Rows, IReadOnlyList<string> Names, ColumnSegment[] Segments, RaggedRows? Ragged)
{
    /// <summary>The rows as a table.</summary>
    public Table ToTable() => new(File, [.. Names.Select((name, i) => new Column(name, [Segments[i]]))], new RowLines([this]));
}
