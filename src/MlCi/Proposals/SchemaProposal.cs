using System.Text.Json.Nodes;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Metrics;

namespace MlCi.Proposals;

/// <summary>
/// Proposes the data contract: JSON Schema 2020-12 of one row, which the data that it is made from meet, and which new data of the
/// same kind will meet, too: types, and of values only what seems to be meant, not what happens to have been seen.
/// </summary>
public static class SchemaProposal
{
    // Without a zone it is no date-time of JSON Schema.
    private const string TimestampPattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}";
    private const int LeastRowsPerLevel = 10;

    /// <summary>The schema.</summary>
    /// <param name="title">What a row is called.</param>
    /// <param name="source">The file that the data are from, as it is named.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="label">The label.</param>
    public static JsonObject Of(string title, string source, IReadOnlyList<ProposedColumn> columns, ProposedLabel label) => new()
    {
        ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
        ["title"] = title,
        ["description"] = $"One row of the data, proposed from {columns[0].Profile.Rows} rows of {source}. Say here what each column means, and what must hold of it.",
        ["type"] = "object",
        ["properties"] = new JsonObject(columns.Select(column => KeyValuePair.Create<string, JsonNode?>(column.Name, Of(column, label)))),
        ["required"] = new JsonArray([.. columns.Select(column => JsonValue.Create(column.Name))]),
        ["additionalProperties"] = false,
    };

    private static JsonObject Of(ProposedColumn column, ProposedLabel label)
    {
        ColumnProfile profile = column.Profile;
        var schema = new JsonObject { ["description"] = Description(column) };
        if (profile.Kind == ColumnKind.Empty)
            return schema;
        string type = profile.Kind switch
        {
            ColumnKind.Boolean => "boolean",
            ColumnKind.Integer => "integer",
            ColumnKind.Number => "number",
            _ => "string",
        };
        schema["type"] = profile.Missing > 0 ? new JsonArray(type, "null") : type;
        if (IsClosed(column, label))
            schema["enum"] = new JsonArray([.. profile.Levels.Select(level => Value(level, profile)), .. profile.Missing > 0 ? [(JsonNode?)null] : Array.Empty<JsonNode?>()]);
        else if (profile.IsNumeric && profile.Minimum >= 0)
            schema["minimum"] = 0;
        else if (profile.IsNumeric && profile.Maximum <= 0)
            schema["maximum"] = 0;
        else if (profile.Kind == ColumnKind.Date)
            schema["format"] = "date";
        else if (profile.Kind == ColumnKind.Timestamp)
            schema["pattern"] = TimestampPattern;
        if (column.Role == ColumnRole.Key)
            schema["x-unique"] = true;
        return schema;
    }

    // Closed are the classes, flags, and categories of which no level was seen once only: about the share of rows whose level was
    // seen once is the chance that the next row has one that was not seen yet (Good 1953).
    private static bool IsClosed(ProposedColumn column, ProposedLabel label) => column.Role == ColumnRole.Label
        ? label.Task != PredictionTask.Regression && column.Profile.Kind != ColumnKind.Boolean && column.Profile.Levels.Count > 0
        : column.Profile.IsFlag
            || (column is { Role: ColumnRole.Category, Profile.Kind: ColumnKind.Text }
                && column.Profile.Levels.All(level => level.Rows > 1)
                && column.Profile.Rows - column.Profile.Missing >= LeastRowsPerLevel * column.Profile.Distinct);

    private static JsonNode? Value(LevelCount level, ColumnProfile profile) =>
        profile.IsNumeric ? JsonNode.Parse(level.Text) : JsonValue.Create(level.Text);

    private static string Description(ProposedColumn column)
    {
        ColumnProfile profile = column.Profile;
        string seen = profile.Kind == ColumnKind.Empty ? "Seen: nothing"
            : profile.IsNumeric ? $"Seen: {Written.Number(profile.Minimum)} to {Written.Number(profile.Maximum)}, {Numerals.Count(profile.Distinct, "different values")}"
            : $"Seen: {Numerals.Count(profile.Distinct, "different values")}";
        string missing = profile.Missing == 0 || profile.Kind == ColumnKind.Empty ? "" : $"; missing in {Numerals.Count(profile.Missing, "rows")} of {Numerals.Count(profile.Rows)}";
        string role = column.Role switch
        {
            ColumnRole.Label => "The label. ",
            ColumnRole.Number or ColumnRole.Category => "",
            _ => $"No feature: {column.Why}. ",
        };
        return $"{role}{seen}{missing}.";
    }
}
