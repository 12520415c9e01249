using MlCi.Findings;

namespace MlCi.Schemas;

/// <summary>What schema.json says of one column.</summary>
public sealed class ColumnSchema
{
    internal ColumnSchema(string name, bool isRequired, bool isUnique, JsonTypes types, JsonTypes reading, IReadOnlyList<ScalarRule> rules, bool allowsMissing, SourcePlace place)
    {
        Name = name;
        IsRequired = isRequired;
        IsUnique = isUnique;
        Types = types;
        Reading = reading;
        Rules = rules;
        AllowsMissing = allowsMissing;
        Place = place;
    }

    /// <summary>The column's name.</summary>
    public string Name { get; }

    /// <summary>Whether files must have the column.</summary>
    public bool IsRequired { get; }

    /// <summary>Whether each value may stand in one row only (<c>x-unique</c>).</summary>
    public bool IsUnique { get; }

    /// <summary>Whether a value may be missing.</summary>
    public bool AllowsMissing { get; }

    /// <summary>Where the column stands in schema.json.</summary>
    public SourcePlace Place { get; }

    /// <summary>What its values are: whole numbers, numbers, truth values; text where they may be of several kinds.</summary>
    public Data.ColumnKind Kind =>
        Types.HasFlag(JsonTypes.Text) || (Types.HasNumbers() && Types.HasFlag(JsonTypes.Boolean)) ? Data.ColumnKind.Text
        : Types.HasFlag(JsonTypes.Number) ? Data.ColumnKind.Number
        : Types.HasFlag(JsonTypes.Integer) ? Data.ColumnKind.Integer
        : Types.HasFlag(JsonTypes.Boolean) ? Data.ColumnKind.Boolean : Data.ColumnKind.Text;

    /// <summary>The declared types, for messages.</summary>
    internal JsonTypes Types { get; }

    /// <summary>As what a field's text can be read: as a number where numbers are among these and it is one, and so on.</summary>
    internal JsonTypes Reading { get; }

    /// <summary>What each value that is there must keep; <c>type</c> first.</summary>
    internal IReadOnlyList<ScalarRule> Rules { get; }

    /// <summary>Whether a text is a value that the column may have.</summary>
    public bool Admits(string text) => ScalarRule.HoldAll(Rules, Read(text));

    /// <summary>As what a field's text is read: as a number where it is one and the schema admits numbers, and so on.</summary>
    public JsonForm FormOf(string text) => Read(text).Form;

    /// <summary>A field's text as JSON.</summary>
    /// <param name="text">The text.</param>
    /// <param name="number">Its number, NaN where it is none.</param>
    internal Scalar Read(string text, double number) =>
        Reading.HasNumbers() && !double.IsNaN(number) ? new Scalar(JsonForm.Number, text, number)
        : Reading.HasFlag(JsonTypes.Boolean) && text is "true" or "false" ? new Scalar(JsonForm.Boolean, text)
        : Scalar.Of(text);

    private Scalar Read(string text) => Read(text, new Data.Column(Name, [text], [0]).NumbersOfLevels[0]);
}
