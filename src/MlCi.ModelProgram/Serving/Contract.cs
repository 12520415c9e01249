using System.Text;
using MlCi.Schemas;

namespace MlCi.Modeling.Serving;

/// <summary>What requests must be like: the fields of a row, and how they are found by their names.</summary>
internal sealed class Contract
{
    /// <summary>What <see cref="Find"/> gives for a field that the contract does not name.</summary>
    public const int Unknown = -1;

    /// <summary>What <see cref="Find"/> gives for the label.</summary>
    public const int TheLabel = -2;

    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
    private readonly byte[][] utf8;

    public Contract(byte[] json, string file, string? label)
    {
        Json = json;
        Label = label;
        Guard = new RowGuard(RowSchema.Read(json, file), label);
        for (int i = 0; i < Guard.Columns.Count; i++)
            places.Add(Guard.Columns[i].Name, i);
        if (label is not null)
            places.Add(label, TheLabel);
        utf8 = [.. Guard.Columns.Select(column => Encoding.UTF8.GetBytes(column.Name))];
    }

    /// <summary>The bytes of schema.json.</summary>
    public byte[] Json { get; }

    /// <summary>The column that requests lack, or null.</summary>
    public string? Label { get; }

    /// <summary>The rules.</summary>
    public RowGuard Guard { get; }

    /// <summary>The fields of a row, without the label.</summary>
    public IReadOnlyList<ColumnSchema> Columns => Guard.Columns;

    /// <summary>Whether fields that the contract does not name are left aside, else refused.</summary>
    public bool AllowsOther => Guard.Schema.AllowsOtherColumns;

    /// <summary>A field's name in UTF-8.</summary>
    public ReadOnlySpan<byte> Utf8Name(int column) => utf8[column];

    /// <summary>The place of a field among <see cref="Columns"/>.</summary>
    public int Find(string name) => places.GetValueOrDefault(name, Unknown);
}
