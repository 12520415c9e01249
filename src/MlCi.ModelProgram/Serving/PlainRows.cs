using System.Text;
using System.Text.Json;
using MlCi.Schemas;

namespace MlCi.Modeling.Serving;

/// <summary>
/// Reads rows of plain JSON: an object for one row, a list of them, or <c>{"rows": […]}</c>. Values are read as those of JSON Lines
/// are by the gate: a text is the same as in CSV, also where it spells a number; null is no value.
/// </summary>
internal ref struct PlainRows
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 8 };

    private readonly Contract contract;
    private readonly Scratch scratch;
    private readonly int maxRows;
    private Utf8JsonReader reader;

    private PlainRows(Contract contract, Scratch scratch, int maxRows)
    {
        (this.contract, this.scratch, this.maxRows) = (contract, scratch, maxRows);
        reader = new Utf8JsonReader(scratch.Body, Options);
    }

    /// <summary>Reads a body.</summary>
    /// <param name="contract">What rows must be like.</param>
    /// <param name="scratch">The body; here go rows and faults.</param>
    /// <param name="maxRows">How many rows there may be.</param>
    /// <exception cref="RefusedException">It is not JSON, has no rows (400) or too many (413).</exception>
    public static void Read(Contract contract, Scratch scratch, int maxRows)
    {
        scratch.Rows.Begin(scratch.Buffer);
        var rows = new PlainRows(contract, scratch, maxRows);
        try
        {
            rows.Root();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw NotJson(e);
        }

        if (scratch.Rows.Count == 0)
            throw new RefusedException(400, "found no row, expected one at least");
    }

    /// <summary>What is said of a body that is not JSON.</summary>
    public static RefusedException NotJson(Exception e)
    {
        string where = e is JsonException { LineNumber: { } line, BytePositionInLine: { } column } ? $" at {line + 1}:{column + 1}" : "";
        string why = e is JsonException json ? json.Message.Split(" LineNumber", 2)[0].TrimEnd('.') : "a string is not valid Unicode";
        return new RefusedException(400, $"found text that is not JSON{where}: {Findings.InertText.Of(why)}, expected one object of fields, or a list of them");
    }

    private void Root()
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            Items();
        }
        else if (reader.TokenType == JsonTokenType.StartObject)
        {
            Utf8JsonReader first = reader;
            first.Read();
            bool isEnvelope = first.TokenType == JsonTokenType.PropertyName && first.ValueTextEquals("rows"u8);
            if (isEnvelope)
                first.Read();
            if (isEnvelope && first.TokenType == JsonTokenType.StartArray)
            {
                reader = first;
                Items();
                reader.Read();
                if (reader.TokenType != JsonTokenType.EndObject)
                    throw new RefusedException(400, $"found {RowGuard.Shown(reader.GetString() ?? "")} beside rows, expected rows alone");
            }
            else
            {
                Row();
            }
        }
        else
        {
            throw new RefusedException(400, $"found {Words(reader.TokenType)}, expected one object of fields, or a list of them");
        }

        // What follows is a fault that the reader finds.
        reader.Read();
    }

    private void Items()
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (scratch.Rows.Count == maxRows)
                throw new RefusedException(413, $"found more than {maxRows} rows, expected {maxRows} at most");
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                Row();
                continue;
            }

            scratch.Faults.Add(scratch.Rows.AddRow(), null, "type", Words(reader.TokenType), "an object of fields");
            reader.Skip();
        }
    }

    private void Row()
    {
        int row = scratch.Rows.AddRow();
        HashSet<string>? others = null;
        // Most clients send fields in the contract's order.
        int next = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int column = next < contract.Columns.Count && reader.ValueTextEquals(contract.Utf8Name(next)) ? next : contract.Find(reader.GetString()!);
            if (column >= 0)
            {
                next = column + 1;
                bool isFirst = !scratch.Rows.IsTold(column, row);
                reader.Read();
                if (isFirst)
                    Value(column, row);
                else
                    Refuse(row, contract.Columns[column].Name, "twice", "it twice", "each field once");
                continue;
            }

            string name = reader.GetString()!;
            reader.Read();
            reader.Skip();
            if (!(others ??= new HashSet<string>(StringComparer.Ordinal)).Add(name))
                scratch.Faults.Add(row, RowGuard.Shortened(name), "twice", "it twice", "each field once");
            else if (column == Contract.Unknown && !contract.AllowsOther)
                scratch.Faults.Add(row, RowGuard.Shortened(name), "additionalProperties", "a field that the contract does not name", "only those of the contract");
        }
    }

    private void Refuse(int row, string field, string rule, string found, string expected)
    {
        scratch.Faults.Add(row, field, rule, found, expected);
        reader.Skip();
    }

    private void Value(int column, int row)
    {
        int start = Data.FieldRows.Slack + (int)reader.TokenStartIndex;
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                scratch.Rows.SetMissing(column, row);
                break;
            case JsonTokenType.String when reader.ValueIsEscaped:
                // What is unescaped is never longer than what stood there.
                int length = Encoding.UTF8.GetBytes(reader.GetString()!, scratch.Buffer.AsSpan(start));
                scratch.Rows.Set(column, row, start, start + length);
                break;
            case JsonTokenType.String:
                scratch.Rows.Set(column, row, start + 1, start + 1 + reader.ValueSpan.Length);
                break;
            case JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False:
                scratch.Rows.Set(column, row, start, start + reader.ValueSpan.Length);
                break;
            default:
                scratch.Rows.SetMissing(column, row);
                Refuse(row, contract.Columns[column].Name, "type", Words(reader.TokenType), "text, a number, true, false or null");
                break;
        }
    }

    internal static string Words(JsonTokenType token) => token switch
    {
        JsonTokenType.StartArray => "a list",
        JsonTokenType.StartObject => "an object",
        JsonTokenType.String => "a text",
        JsonTokenType.Number => "a number",
        JsonTokenType.Null => "null",
        _ => "true or false",
    };
}
