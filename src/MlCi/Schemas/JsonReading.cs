using System.Text;
using System.Text.Json;
using MlCi.Findings;

namespace MlCi.Schemas;

/// <summary>Reads JSON text with the place of every value.</summary>
internal ref struct JsonReading
{
    private readonly ReadOnlySpan<byte> json;
    private readonly string file;
    private readonly List<Fault> faults;
    private Utf8JsonReader reader;
    private int counted;
    private int line = 1;
    private int lineStart;

    private JsonReading(ReadOnlySpan<byte> json, string file, List<Fault> faults)
    {
        this.json = json;
        this.file = file;
        this.faults = faults;
        reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 64 });
    }

    /// <summary>Reads one value.</summary>
    /// <param name="json">UTF-8.</param>
    /// <param name="file">The file, for messages.</param>
    /// <param name="expected">What the text should be, in words.</param>
    /// <param name="faults">Where names that stand twice in an object are added.</param>
    /// <exception cref="FaultException">The text is not JSON (exit 2).</exception>
    public static PlacedJson Read(ReadOnlySpan<byte> json, string file, string expected, List<Fault> faults)
    {
        // A mark of the byte order is no part of the text.
        var reading = new JsonReading(json.StartsWith("\uFEFF"u8) ? json[3..] : json, file, faults);
        try
        {
            reading.reader.Read();
            PlacedJson root = reading.Value();
            // What follows the value is a fault that the reader finds.
            reading.reader.Read();
            return root;
        }
        catch (JsonException e)
        {
            var place = new SourcePlace(file, (int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1);
            throw FaultException.Misconfigured($"found text that is not JSON, expected {expected}: {FirstSentence(e.Message)}", place);
        }
        catch (InvalidOperationException)
        {
            throw FaultException.Misconfigured($"found text that is not JSON, expected {expected}: a string is not valid Unicode", reading.Here());
        }
    }

    private PlacedJson Value()
    {
        SourcePlace place = Here();
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return Members(place);
            case JsonTokenType.StartArray:
                List<PlacedJson> items = [];
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    items.Add(Value());
                return PlacedJson.List(items, place, Here().Line);
            case JsonTokenType.Number:
                return PlacedJson.Of(Scalar.OfNumber(Encoding.UTF8.GetString(reader.ValueSpan)), place);
            case JsonTokenType.True or JsonTokenType.False:
                return PlacedJson.Of(Scalar.Of(reader.GetBoolean()), place);
            case JsonTokenType.Null:
                return PlacedJson.Of(Scalar.Null, place);
            default:
                return PlacedJson.Of(Scalar.Of(reader.GetString()!), place);
        }
    }

    private PlacedJson Members(SourcePlace place)
    {
        List<PlacedMember> members = [];
        HashSet<string> names = new(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            string name = reader.GetString()!;
            SourcePlace namePlace = Here();
            reader.Read();
            PlacedJson value = Value();
            if (names.Add(name))
                members.Add(new PlacedMember(name, namePlace, value));
            else
                faults.Add(new Fault($"found member '{InertText.Of(name)}' twice, expected it once", namePlace));
        }

        return PlacedJson.Object(members, place, Here().Line);
    }

    // Lines are counted once, as the offsets that are asked for only grow.
    private SourcePlace Here()
    {
        int offset = (int)reader.TokenStartIndex;
        for (; counted < offset; counted++)
        {
            if (json[counted] != (byte)'\n')
                continue;
            line++;
            lineStart = counted + 1;
        }

        return new SourcePlace(file, line, offset - lineStart + 1);
    }

    private static string FirstSentence(string message)
    {
        int end = message.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? message.TrimEnd('.') : message[..end];
    }
}
