using System.Text.Json;
using MlCi.Findings;

namespace MlCi.Schemas;

/// <summary>Where each value of a JSON text stands, by its JSON Pointer (RFC 6901).</summary>
internal static class JsonPlaces
{
    /// <summary>Maps the pointer of every member and element to its line and column; the root is the empty pointer.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static Dictionary<string, SourcePlace> Of(ReadOnlySpan<byte> json, string file)
    {
        var places = new Dictionary<string, SourcePlace>(StringComparer.Ordinal);
        var containers = new Stack<(string Pointer, int Next)>();
        string? member = null;
        var lines = new LineCounter(file);
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 64 });
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    member = reader.GetString()!;
                    places[Pointer()] = lines.At(json, (int)reader.TokenStartIndex);
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    containers.Pop();
                    break;
                default:
                    string pointer = Pointer();
                    if (member is null)
                        places[pointer] = lines.At(json, (int)reader.TokenStartIndex);
                    Advance();
                    if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                        containers.Push((pointer, reader.TokenType == JsonTokenType.StartArray ? 0 : -1));
                    break;
            }
        }

        return places;

        string Pointer() => containers.Count == 0 ? ""
            : member is not null ? $"{containers.Peek().Pointer}/{Escaped(member)}"
            : $"{containers.Peek().Pointer}/{containers.Peek().Next}";

        void Advance()
        {
            if (member is null && containers.Count > 0)
                containers.Push(containers.Pop() is var (pointer, next) ? (pointer, next + 1) : default);
            member = null;
        }
    }

    /// <summary>A member's name as a part of a pointer.</summary>
    public static string Escaped(string member) =>
        member.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    /// <summary>Counts lines once, as the offsets it is asked for only grow.</summary>
    private sealed class LineCounter(string file)
    {
        private int counted;
        private int line = 1;
        private int lineStart;

        public SourcePlace At(ReadOnlySpan<byte> json, int offset)
        {
            for (; counted < offset; counted++)
            {
                if (json[counted] != (byte)'\n')
                    continue;
                line++;
                lineStart = counted + 1;
            }

            return new SourcePlace(file, line, offset - lineStart + 1);
        }
    }
}
