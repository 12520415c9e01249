using System.Text.Json;
using MlCi.Schemas;

namespace MlCi.Modeling.Serving;

/// <summary>Reads a request of the Open Inference Protocol v2: tensors, each a column, in whatever order their members stand.</summary>
internal sealed class TensorRequest
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 16 };

    private readonly List<Tensor> inputs = [];
    private readonly List<string> outputs = [];

    private TensorRequest()
    {
    }

    /// <summary>What the client calls the request, or null.</summary>
    public string? Id { get; private set; }

    /// <summary>The outputs that are asked for; all where none is named.</summary>
    public IReadOnlyList<string> Outputs => outputs;

    /// <summary>Reads a body.</summary>
    /// <param name="contract">What rows must be like.</param>
    /// <param name="scratch">The body; here go rows and faults.</param>
    /// <param name="maxRows">How many rows there may be.</param>
    /// <exception cref="RefusedException">It is not JSON or not of the protocol (400), or has too many rows (413).</exception>
    public static TensorRequest Read(Contract contract, Scratch scratch, int maxRows)
    {
        scratch.Rows.Begin(scratch.Buffer);
        var request = new TensorRequest();
        try
        {
            request.Root(scratch.Body);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw PlainRows.NotJson(e);
        }

        TensorColumns.Fill(request.inputs, contract, scratch, maxRows);
        return request;
    }

    private void Root(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, Options);
        reader.Read();
        Expect(reader.TokenType == JsonTokenType.StartObject, PlainRows.Words(reader.TokenType), "an object with inputs");
        HashSet<string> seen = new(StringComparer.Ordinal);
        while (Member(ref reader, seen, out string name))
        {
            switch (name)
            {
                case "id":
                    Id = Text(ref reader, "id");
                    break;
                case "inputs":
                    Expect(reader.TokenType == JsonTokenType.StartArray, $"{PlainRows.Words(reader.TokenType)} for inputs", "a list of tensors");
                    while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                        inputs.Add(Input(ref reader));
                    break;
                case "outputs":
                    Expect(reader.TokenType == JsonTokenType.StartArray, $"{PlainRows.Words(reader.TokenType)} for outputs", "a list of objects with a name");
                    while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                        Output(ref reader);
                    break;
                case "parameters":
                    reader.Skip();
                    break;
                default:
                    throw Refused($"'{RowGuard.Shortened(name)}'", "id, inputs, outputs or parameters");
            }
        }

        reader.Read();
        Expect(inputs.Count > 0, "no inputs", "a tensor for each field");
    }

    private static Tensor Input(ref Utf8JsonReader reader)
    {
        Expect(reader.TokenType == JsonTokenType.StartObject, $"{PlainRows.Words(reader.TokenType)} among inputs", "a tensor");
        var tensor = new Tensor();
        HashSet<string> seen = new(StringComparer.Ordinal);
        while (Member(ref reader, seen, out string name))
        {
            switch (name)
            {
                case "name":
                    tensor.Name = Text(ref reader, "name");
                    break;
                case "datatype":
                    tensor.Datatype = Text(ref reader, "datatype");
                    break;
                case "shape":
                    tensor.Elements = Shape(ref reader);
                    break;
                case "data":
                    tensor.DataStart = (int)reader.TokenStartIndex;
                    reader.Skip();
                    tensor.DataEnd = (int)reader.BytesConsumed;
                    break;
                case "parameters":
                    reader.Skip();
                    break;
                default:
                    throw Refused($"'{RowGuard.Shortened(name)}' in a tensor", "name, shape, datatype, data or parameters");
            }
        }

        return tensor;
    }

    private void Output(ref Utf8JsonReader reader)
    {
        Expect(reader.TokenType == JsonTokenType.StartObject, $"{PlainRows.Words(reader.TokenType)} among outputs", "an object with a name");
        HashSet<string> seen = new(StringComparer.Ordinal);
        while (Member(ref reader, seen, out string name))
        {
            if (name == "name")
                outputs.Add(Text(ref reader, "name"));
            else
                reader.Skip();
        }

        Expect(seen.Contains("name"), "an output without a name", "one");
    }

    // A column is [n] or [n, 1].
    private static long Shape(ref Utf8JsonReader reader)
    {
        Expect(reader.TokenType == JsonTokenType.StartArray, $"{PlainRows.Words(reader.TokenType)} for shape", "a list such as [1]");
        long rows = -1;
        for (int i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
        {
            Expect(reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out _), "a shape that is none", "whole numbers");
            long size = reader.GetInt64();
            Expect(size >= 0 && (i == 0 || (i == 1 && size == 1)), "a shape of something else", "that of a column: [rows] or [rows, 1]");
            rows = i == 0 ? size : rows;
        }

        Expect(rows >= 0, "an empty shape", "that of a column: [rows] or [rows, 1]");
        return rows;
    }

    private static bool Member(ref Utf8JsonReader reader, HashSet<string> seen, out string name)
    {
        name = "";
        if (!reader.Read() || reader.TokenType != JsonTokenType.PropertyName)
            return false;
        name = reader.GetString()!;
        reader.Read();
        Expect(seen.Add(name), $"'{RowGuard.Shortened(name)}' twice", "it once");
        return true;
    }

    private static string Text(ref Utf8JsonReader reader, string name)
    {
        Expect(reader.TokenType == JsonTokenType.String, $"{PlainRows.Words(reader.TokenType)} for {name}", "a text");
        return reader.GetString()!;
    }

    private static void Expect(bool holds, string found, string expected)
    {
        if (!holds)
            throw Refused(found, expected);
    }

    private static RefusedException Refused(string found, string expected) => new(400, $"found {found}, expected {expected}");
}
