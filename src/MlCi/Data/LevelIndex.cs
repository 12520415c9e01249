namespace MlCi.Data;

/// <summary>The distinct values of a column, in the order in which they were first asked for.</summary>
internal sealed class LevelIndex
{
    private readonly Dictionary<string, int> codes = new(StringComparer.Ordinal);
    private readonly Dictionary<(double Number, NumberStyle Style), int> numbers = [];
    private readonly Dictionary<LevelTable, int[]> ofTables = [];
    private readonly List<string> levels = [];

    /// <summary>The values.</summary>
    public string[] ToArray() => [.. levels];

    /// <summary>The code of a text.</summary>
    public int Of(string text)
    {
        if (!codes.TryGetValue(text, out int code))
        {
            code = levels.Count;
            levels.Add(text);
            codes.Add(text, code);
        }

        return code;
    }

    /// <summary>The code of a number.</summary>
    public int Of(double number, NumberStyle style)
    {
        if (!numbers.TryGetValue((number, style), out int code))
        {
            code = Of(NumberText.Write(number, style));
            numbers.Add((number, style), code);
        }

        return code;
    }

    /// <summary>For each code of a table the code here, or −1 as long as nobody asked.</summary>
    public int[] OfTable(LevelTable table)
    {
        if (!ofTables.TryGetValue(table, out int[]? known))
        {
            known = new int[table.Count];
            Array.Fill(known, -1);
            ofTables.Add(table, known);
        }

        return known;
    }
}
