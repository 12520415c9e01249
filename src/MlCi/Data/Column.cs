using System.Globalization;

namespace MlCi.Data;

/// <summary>
/// One column of a <see cref="Table"/>, dictionary-coded: each distinct value is stored, and parsed as a number, once.
/// </summary>
public sealed class Column
{
    private readonly string[] levels;
    private readonly int[] codes;
    private double[]? numbers;
    private double[]? levelNumbers;
    private ColumnKind? kind;

    /// <summary>Makes a column.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="levels">The distinct values, in the order of their first row.</param>
    /// <param name="codes">For each row the index into <paramref name="levels"/>, or −1 where the value is missing.</param>
    public Column(string name, string[] levels, int[] codes)
    {
        Name = name;
        this.levels = levels;
        this.codes = codes;
    }

    /// <summary>The column's name, as in the header.</summary>
    public string Name { get; }

    /// <summary>The number of rows.</summary>
    public int RowCount => codes.Length;

    /// <summary>What all values are.</summary>
    public ColumnKind Kind => kind ??= KindOf();

    /// <summary>The distinct values, in the order of their first row.</summary>
    public IReadOnlyList<string> Levels => levels;

    /// <summary>For each row the index into <see cref="Levels"/>, or −1 where the value is missing.</summary>
    public ReadOnlySpan<int> Codes => codes;

    /// <summary>The value of each row as a number; NaN where it is missing or not a number.</summary>
    public ReadOnlySpan<double> Numbers => numbers ??= Array.ConvertAll(codes, code => code < 0 ? double.NaN : LevelNumbers[code]);

    /// <summary>The value of each level as a number; NaN where it is not a finite number in JSON's sense.</summary>
    public ReadOnlySpan<double> NumbersOfLevels => LevelNumbers;

    private double[] LevelNumbers => levelNumbers ??= Array.ConvertAll(levels, ParseNumber);

    /// <summary>The text of a row, or null where the value is missing.</summary>
    /// <param name="row">The 0-based row.</param>
    public string? Text(int row) => codes[row] < 0 ? null : levels[codes[row]];

    /// <summary>Whether the value of a row is missing (an empty field without quotes).</summary>
    /// <param name="row">The 0-based row.</param>
    public bool IsMissing(int row) => codes[row] < 0;

    /// <summary>A column made of the given rows of this one, in their order.</summary>
    /// <param name="rows">0-based rows.</param>
    public Column Take(ReadOnlySpan<int> rows)
    {
        int[] taken = new int[rows.Length];
        for (int i = 0; i < rows.Length; i++)
            taken[i] = codes[rows[i]];
        return new Column(Name, levels, taken);
    }

    private ColumnKind KindOf()
    {
        // A level that no row has any more says nothing.
        bool[] used = new bool[levels.Length];
        foreach (int code in codes)
        {
            if (code >= 0)
                used[code] = true;
        }

        ColumnKind found = ColumnKind.Empty;
        for (int level = 0; level < used.Length && found != ColumnKind.Text; level++)
        {
            if (used[level])
                found = ValueKinds.Join(found, ValueKinds.Of(levels[level], LevelNumbers[level]));
        }

        return found;
    }

    private static double ParseNumber(string text) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? number
            : double.NaN;
}
