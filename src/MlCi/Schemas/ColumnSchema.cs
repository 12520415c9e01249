using MlCi.Findings;

namespace MlCi.Schemas;

/// <summary>What schema.json says of one column.</summary>
public sealed class ColumnSchema
{
    internal ColumnSchema(string name, bool isRequired, bool isUnique, JsonTypes types, IReadOnlyList<CellRule> rules, SourcePlace place)
    {
        Name = name;
        IsRequired = isRequired;
        IsUnique = isUnique;
        Types = types;
        Rules = rules;
        Place = place;
    }

    /// <summary>The column's name.</summary>
    public string Name { get; }

    /// <summary>Whether files must have the column.</summary>
    public bool IsRequired { get; }

    /// <summary>Whether each value may stand in one row only (<c>x-unique</c>).</summary>
    public bool IsUnique { get; }

    /// <summary>Whether a value may be missing.</summary>
    public bool AllowsMissing => Types.HasFlag(JsonTypes.Null);

    /// <summary>Where the column stands in schema.json.</summary>
    public SourcePlace Place { get; }

    internal JsonTypes Types { get; }

    internal IReadOnlyList<CellRule> Rules { get; }

    /// <summary>Whether a text is a value that the column may have.</summary>
    public bool Admits(string text)
    {
        var cell = new Cell(text, new Data.Column(Name, [text], [0]).NumbersOfLevels[0]);
        return Rules.All(rule => rule.Holds(cell));
    }
}
