namespace MlCi.Data;

/// <summary>Makes a column of fields, row by row.</summary>
internal sealed class ColumnBuilder(string name)
{
    private readonly Dictionary<string, int> indexes = new(StringComparer.Ordinal);
    private readonly List<string> levels = [];
    private readonly List<int> codes = [];

    public void Add(CsvField field, string text)
    {
        if (field.IsMissing)
        {
            codes.Add(-1);
            return;
        }

        var lookup = indexes.GetAlternateLookup<ReadOnlySpan<char>>();
        ReadOnlySpan<char> value = field.HasEscapes ? field.Text(text) : text.AsSpan(field.Start, field.Length);
        if (!lookup.TryGetValue(value, out int code))
        {
            code = levels.Count;
            levels.Add(value.ToString());
            indexes.Add(levels[code], code);
        }

        codes.Add(code);
    }

    public Column Build() => new(name, [.. levels], [.. codes]);
}
