namespace MlCi.Findings;

/// <summary>Where something stands in a text file.</summary>
/// <param name="File">The file's path, as the user would type it.</param>
/// <param name="Line">The 1-based line.</param>
/// <param name="Column">The 1-based column, or 0 where only the line is known.</param>
public sealed record SourcePlace(string File, int Line, int Column = 0)
{
    /// <inheritdoc/>
    public override string ToString() => Column > 0 ? $"{File}:{Line}:{Column}" : $"{File}:{Line}";
}

/// <summary>One thing that is wrong: what was found, what was expected, where.</summary>
/// <param name="Message">What was found and what was expected, in one sentence without a full stop.</param>
/// <param name="Place">Where, or null where the message says it.</param>
public sealed record Fault(string Message, SourcePlace? Place = null)
{
    /// <inheritdoc/>
    public override string ToString() => Place is null ? Message : $"{Place}: {Message}";
}
