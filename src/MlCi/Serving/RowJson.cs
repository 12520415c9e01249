using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using MlCi.Schemas;

namespace MlCi.Serving;

/// <summary>Writes rows as the body of <c>POST /predict</c>: numbers and truth values as JSON has them, where the contract reads them so.</summary>
public static partial class RowJson
{
    /// <summary>One row: <c>{"tenure": 3, …}</c>.</summary>
    public static string One(RequestRow row, RowSchema schema) =>
        $"{{{string.Join(',', row.Fields.Select(field => $"{Quoted(field.Key)}:{Value(field.Key, field.Value, schema)}"))}}}";

    /// <summary>Several rows: <c>{"rows": [{"tenure": 3, …}]}</c>.</summary>
    public static byte[] Many(IEnumerable<RequestRow> rows, RowSchema schema) =>
        Encoding.UTF8.GetBytes($"{{\"rows\":[{string.Join(',', rows.Select(row => One(row, schema)))}]}}");

    /// <summary>One row whose field has a value that is put there as it is, be it JSON or not.</summary>
    public static string WithRaw(RequestRow row, string name, string raw, RowSchema schema) =>
        $"{{{string.Join(',', row.With(name, null).Fields.Select(field => $"{Quoted(field.Key)}:{(field.Key == name ? raw : Value(field.Key, field.Value, schema))}"))}}}";

    /// <summary>A text as JSON.</summary>
    public static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    private static string Value(string name, string? text, RowSchema schema)
    {
        if (text is null)
            return "null";
        JsonForm form = schema.Find(name) is { } column ? column.FormOf(text) : Number().IsMatch(text) ? JsonForm.Number : JsonForm.Text;
        return form switch
        {
            // What reads as a number but is none in JSON, such as 007, goes as text, which is read as that of CSV is.
            JsonForm.Number when Number().IsMatch(text) => text,
            JsonForm.Boolean => text,
            _ => Quoted(text),
        };
    }

    [GeneratedRegex(@"\A-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?\z")]
    private static partial Regex Number();
}
