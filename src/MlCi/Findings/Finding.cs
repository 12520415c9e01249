using System.Text.Json.Serialization;

namespace MlCi.Findings;

/// <summary>One row in which a rule was broken.</summary>
/// <param name="Line">The 1-based line of the file on which the row starts (the header is line 1).</param>
/// <param name="Value">The value found; null where it was missing.</param>
public sealed record Sighting(long Line, string? Value)
{
    /// <summary>The file, where it is not the finding's: the finding is about several.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? File { get; init; }
}

/// <summary>
/// What a data rule found wrong in one column of one file: counted in full, listed up to <see cref="MaximumListed"/> rows.
/// </summary>
/// <param name="Rule">The rule, as in schema.json or pipeline.yml: <c>type</c>, <c>enum</c>, <c>unique</c> ….</param>
/// <param name="File">The data file.</param>
/// <param name="Column">The column, or null for a rule on whole rows.</param>
/// <param name="Expected">What was expected, in words: <c>integer</c>, <c>one of "No", "Yes"</c>.</param>
/// <param name="Count">The number of rows that break the rule.</param>
/// <param name="Rows">The number of rows looked at.</param>
/// <param name="First">The first rows that break it.</param>
/// <param name="Place">Where the rule stands, or null.</param>
public sealed record Finding(
    string Rule,
    string File,
    string? Column,
    string Expected,
    long Count,
    long Rows,
    IReadOnlyList<Sighting> First,
    SourcePlace? Place = null)
{
    /// <summary>The most rows that a finding lists; the count is never capped.</summary>
    public const int MaximumListed = 5;

    /// <summary>Whether it fails the pipeline; one that does not is told all the same.</summary>
    public bool Blocks { get; init; } = true;

    /// <summary>What was found, in words, where it is no value of a row; else null.</summary>
    public string? Found { get; init; }

    /// <summary>The share of the rows that break the rule, 0 to 1.</summary>
    public double Share => Rows == 0 ? 0 : (double)Count / Rows;

    /// <summary>The finding in one sentence, the same wherever it is shown.</summary>
    public string Message
    {
        get
        {
            string where = First.Count == 0 ? File : $"{First[0].File ?? File}:{First[0].Line}";
            if (Found is not null)
                return $"{where}: {(Column is null ? "" : $"column '{InertText.Of(Column)}': ")}found {Found}, expected {Expected}";
            string column = Column is null ? "row" : $"column '{InertText.Of(Column)}'";
            string found = First.Count == 0 ? "nothing" : First[0].Value is { } value ? $"'{Shortened(value)}'" : "no value";
            string more = Count > 1 ? $" ({Count} of {Rows} rows)" : "";
            return $"{where}: {column}: found {found}, expected {Expected}{more}";
        }
    }

    private static string Shortened(string value) => InertText.Of(value.Length <= 60 ? value : value[..57] + "...");
}
