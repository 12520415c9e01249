using System.Text;

namespace MlCi.Modeling.Tests.Serving;

/// <summary>A message of Protocol Buffers as it comes over the wire: field numbers and values, by the encoding's own description.</summary>
internal sealed class ProtobufFields
{
    private readonly List<(int Number, ulong Value, byte[] Bytes)> fields = [];

    public ProtobufFields(ReadOnlySpan<byte> message)
    {
        while (message.Length > 0)
        {
            ulong tag = Varint(ref message);
            switch (tag & 7)
            {
                case 0:
                    fields.Add(((int)(tag >> 3), Varint(ref message), []));
                    break;
                case 1:
                    fields.Add(((int)(tag >> 3), BitConverter.ToUInt64(message), []));
                    message = message[8..];
                    break;
                case 2:
                    int length = (int)Varint(ref message);
                    fields.Add(((int)(tag >> 3), 0, message[..length].ToArray()));
                    message = message[length..];
                    break;
                default:
                    fields.Add(((int)(tag >> 3), BitConverter.ToUInt32(message), []));
                    message = message[4..];
                    break;
            }
        }
    }

    /// <summary>The messages of a field.</summary>
    public IEnumerable<ProtobufFields> Messages(int number) => fields.Where(field => field.Number == number).Select(field => new ProtobufFields(field.Bytes));

    /// <summary>The bytes of a field in hexadecimal.</summary>
    public string Hex(int number) => Convert.ToHexStringLower(fields.FirstOrDefault(field => field.Number == number).Bytes ?? []);

    /// <summary>The text of a field.</summary>
    public string Text(int number) => Encoding.UTF8.GetString(fields.FirstOrDefault(field => field.Number == number).Bytes ?? []);

    /// <summary>The number of a field; 0 where it is not there.</summary>
    public long Number(int number) => (long)fields.FirstOrDefault(field => field.Number == number).Value;

    /// <summary>OpenTelemetry's KeyValue messages of a field: texts and whole numbers.</summary>
    public Dictionary<string, string> Attributes(int number) => Messages(number).ToDictionary(
        pair => pair.Text(1), pair => pair.Messages(2).Single() is var value && value.Text(1) is { Length: > 0 } text ? text : $"{pair.Messages(2).Single().Number(3)}");

    private static ulong Varint(ref ReadOnlySpan<byte> message)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = message[0];
            message = message[1..];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
    }
}
