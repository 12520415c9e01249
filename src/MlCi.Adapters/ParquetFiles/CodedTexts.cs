using MlCi.Data;

namespace MlCi.Adapters.ParquetFiles;

/// <summary>Texts of which each is kept once.</summary>
internal sealed class CodedTexts
{
    private readonly Dictionary<string, int> known = new(StringComparer.Ordinal);
    private readonly int[] codes;

    /// <summary>Rows without values.</summary>
    public CodedTexts(int rowCount)
    {
        codes = new int[rowCount];
        Array.Fill(codes, -1);
    }

    /// <summary>Gives a row its text; rows come in their order.</summary>
    public void Set(int row, string text)
    {
        if (!known.TryGetValue(text, out int code))
            known.Add(text, code = known.Count);
        codes[row] = code;
    }

    public Column ToColumn(string name)
    {
        string[] levels = new string[known.Count];
        foreach ((string text, int code) in known)
            levels[code] = text;
        return new Column(name, levels, codes);
    }
}
