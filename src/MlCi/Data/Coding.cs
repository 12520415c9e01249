namespace MlCi.Data;

/// <summary>A column as codes: each distinct value is stored, and parsed as a number, once.</summary>
/// <param name="levels">The distinct values.</param>
/// <param name="codes">For each row the index into them, or −1 where the value is missing.</param>
internal sealed class Coding(string[] levels, int[] codes)
{
    private double[]? levelNumbers;

    public string[] Levels => levels;

    public int[] Codes => codes;

    public double[] NumbersOfLevels => levelNumbers ??= Array.ConvertAll(levels, level => NumberText.Read(level));

    public double[] Numbers() => Array.ConvertAll(codes, code => code < 0 ? double.NaN : NumbersOfLevels[code]);

    public ColumnKind KindOf()
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
                found = ValueKinds.Join(found, ValueKinds.Of(levels[level], NumbersOfLevels[level]));
        }

        return found;
    }
}
