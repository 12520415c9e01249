using System.Text;
using System.Text.Json;
using MlCi.Data;
using MlCi.Schemas;

namespace MlCi.Modeling.Serving;

/// <summary>Reads the data of tensors into the columns of rows.</summary>
internal static class TensorColumns
{
    /// <summary>Reads all tensors.</summary>
    /// <exception cref="RefusedException">They are not tensors of one number of rows (400), or have too many (413).</exception>
    public static void Fill(IReadOnlyList<Tensor> inputs, Contract contract, Scratch scratch, int maxRows)
    {
        foreach (Tensor tensor in inputs)
            Check(tensor);
        long rows = inputs[0].Elements;
        if (inputs.FirstOrDefault(tensor => tensor.Elements != rows) is { } other)
            throw Refused($"{other.Elements} rows of {RowGuard.Shown(other.Name!)}", $"{rows} as of {RowGuard.Shown(inputs[0].Name!)}");
        if (rows == 0)
            throw Refused("no row", "one at least");
        if (rows > maxRows)
            throw new RefusedException(413, $"found {rows} rows, expected {maxRows} at most");
        // Each element takes two bytes at least, so that a shape alone cannot ask for room.
        if (rows > scratch.Length)
            throw Refused($"a shape of {rows} rows", "as many data");
        for (long row = 0; row < rows; row++)
            scratch.Rows.AddRow();
        foreach (Tensor tensor in inputs)
        {
            int column = contract.Find(tensor.Name!);
            if (column >= 0 && scratch.Rows.IsTold(column, 0))
                throw Refused($"input {RowGuard.Shown(tensor.Name!)} twice", "it once");
            if (column == Contract.Unknown && !contract.AllowsOther)
                scratch.Faults.Add(RowFaults.AllRows, RowGuard.Shortened(tensor.Name!), "additionalProperties", "a field that the contract does not name", "only those of the contract");
            Data(tensor, column, scratch, (int)rows);
        }
    }

    private static void Check(Tensor tensor)
    {
        if (tensor.Name is null)
            throw Refused("an input without a name", "one");
        string name = RowGuard.Shown(tensor.Name);
        if (tensor.Datatype is null || !Tensor.Datatypes.Contains(tensor.Datatype))
            throw Refused($"{(tensor.Datatype is null ? "no datatype" : RowGuard.Shown(tensor.Datatype))} for {name}", $"one of {string.Join(", ", Tensor.Datatypes)}");
        if (tensor.Elements < 0)
            throw Refused($"no shape for {name}", "one such as [1]");
        if (tensor.DataEnd == 0)
            throw Refused($"no data for {name}", "a list of its values");
    }

    private static void Data(Tensor tensor, int column, Scratch scratch, int rows)
    {
        var reader = new Utf8JsonReader(scratch.Body[tensor.DataStart..tensor.DataEnd], new JsonReaderOptions { MaxDepth = 16 });
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
            throw Refused($"{PlainRows.Words(reader.TokenType)} for the data of {RowGuard.Shown(tensor.Name!)}", "a list of its values");
        int row = 0;
        try
        {
            // Rows of one value each may stand in lists of their own.
            for (int depth = 1; depth > 0 && reader.Read();)
            {
                if (reader.TokenType == JsonTokenType.StartArray && depth == 1)
                {
                    depth++;
                }
                else if (reader.TokenType == JsonTokenType.EndArray)
                {
                    depth--;
                }
                else
                {
                    if (row < rows)
                        Element(ref reader, tensor, column, scratch, row);
                    else
                        reader.Skip();
                    row++;
                }
            }
        }
        catch (InvalidOperationException e)
        {
            throw PlainRows.NotJson(e);
        }

        if (row != rows)
            throw Refused($"{row} values of {RowGuard.Shown(tensor.Name!)}", $"{rows} as its shape says");
    }

    private static void Element(ref Utf8JsonReader reader, Tensor tensor, int column, Scratch scratch, int row)
    {
        bool fits = tensor.Datatype switch
        {
            _ when reader.TokenType == JsonTokenType.Null => true,
            "BYTES" => reader.TokenType == JsonTokenType.String,
            "BOOL" => reader.TokenType is JsonTokenType.True or JsonTokenType.False,
            "INT32" => reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out _),
            "INT64" => reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out _),
            _ => reader.TokenType == JsonTokenType.Number,
        };
        if (!fits)
        {
            string found = reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject ? PlainRows.Words(reader.TokenType)
                : RowGuard.Shown(Encoding.UTF8.GetString(reader.ValueSpan[..Math.Min(reader.ValueSpan.Length, 64)]));
            scratch.Faults.Add(row, RowGuard.Shortened(tensor.Name!), "datatype", found, tensor.Datatype!);
        }

        if (column >= 0)
            Set(ref reader, FieldRows.Slack + tensor.DataStart + (int)reader.TokenStartIndex, column, scratch, row);
        reader.Skip();
    }

    private static void Set(ref Utf8JsonReader reader, int start, int column, Scratch scratch, int row)
    {
        if (reader.TokenType == JsonTokenType.String && reader.ValueIsEscaped)
        {
            // What is unescaped is never longer than what stood there.
            int length = Encoding.UTF8.GetBytes(reader.GetString()!, scratch.Buffer.AsSpan(start));
            scratch.Rows.Set(column, row, start, start + length);
        }
        else if (reader.TokenType == JsonTokenType.String)
        {
            scratch.Rows.Set(column, row, start + 1, start + 1 + reader.ValueSpan.Length);
        }
        else if (reader.TokenType is JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False)
        {
            scratch.Rows.Set(column, row, start, start + reader.ValueSpan.Length);
        }
        else
        {
            scratch.Rows.SetMissing(column, row);
        }
    }

    private static RefusedException Refused(string found, string expected) => new(400, $"found {found}, expected {expected}");
}
