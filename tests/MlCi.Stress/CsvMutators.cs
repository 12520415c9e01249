using System.Text;

namespace MlCi.Stress;

/// <summary>Twenty ways to damage a CSV, or to write it in another way.</summary>
internal static class CsvMutators
{
    /// <summary>The ways by name; each changes bytes at a seeded place.</summary>
    public static IReadOnlyList<(string Name, Action<List<byte>, Random> Change)> All { get; } =
    [
        ("none", (_, _) => { }),
        ("flip a byte", (bytes, random) => bytes[random.Next(bytes.Count)] ^= (byte)(1 << random.Next(8))),
        ("delete a byte", (bytes, random) => bytes.RemoveAt(random.Next(bytes.Count))),
        ("insert a quote", (bytes, random) => Insert(bytes, random, "\"")),
        ("insert two quotes", (bytes, random) => Insert(bytes, random, "\"\"")),
        ("insert a delimiter", (bytes, random) => Insert(bytes, random, ",")),
        ("insert a return", (bytes, random) => Insert(bytes, random, "\r")),
        ("insert a line feed", (bytes, random) => Insert(bytes, random, "\n")),
        ("insert a blank line", (bytes, random) => Insert(bytes, random, "\r\n\r\n")),
        ("insert a zero byte", (bytes, random) => Insert(bytes, random, "\0")),
        ("insert letters of many bytes", (bytes, random) => Insert(bytes, random, "é漢😀")),
        ("insert bytes that are not UTF-8", (bytes, random) => bytes.Insert(random.Next(bytes.Count + 1), (byte)(0x80 + random.Next(0x80)))),
        ("insert many digits", (bytes, random) => Insert(bytes, random, new string('9', random.Next(40)))),
        ("insert a text in quotes", (bytes, random) => Insert(bytes, random, ",\"a, \"\"b\"\"\r\nc\"")),
        ("cut the end off", (bytes, random) => bytes.RemoveRange(1, random.Next(bytes.Count))),
        ("end lines with CRLF", (bytes, _) => Replace(bytes, "\n", "\r\n")),
        ("end lines with CR", (bytes, _) => Replace(bytes, "\n", "\r")),
        ("put a mark before it", (bytes, _) => bytes.InsertRange(0, [0xEF, 0xBB, 0xBF])),
        ("swap two bytes", Swap),
        ("repeat a part", Repeat),
        ("drop a line's end", DropLineEnd),
    ];

    private static void Insert(List<byte> bytes, Random random, string text) =>
        bytes.InsertRange(random.Next(bytes.Count + 1), Encoding.UTF8.GetBytes(text));

    private static void Replace(List<byte> bytes, string old, string text)
    {
        byte[] replaced = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString([.. bytes]).Replace(old, text, StringComparison.Ordinal));
        bytes.Clear();
        bytes.AddRange(replaced);
    }

    private static void Swap(List<byte> bytes, Random random)
    {
        (int one, int other) = (random.Next(bytes.Count), random.Next(bytes.Count));
        (bytes[one], bytes[other]) = (bytes[other], bytes[one]);
    }

    private static void Repeat(List<byte> bytes, Random random)
    {
        int start = random.Next(bytes.Count);
        bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(start, random.Next(bytes.Count - start)));
    }

    private static void DropLineEnd(List<byte> bytes, Random random)
    {
        int[] ends = [.. Enumerable.Range(0, bytes.Count).Where(i => bytes[i] == '\n')];
        if (ends.Length > 0)
            bytes.RemoveAt(ends[random.Next(ends.Length)]);
    }
}
