using MlCi.Findings;

namespace MlCi.Schemas;

/// <summary>A JSON value that knows where it stands, whether it was written as JSON or as YAML.</summary>
public sealed class PlacedJson
{
    private readonly Scalar scalar;

    private PlacedJson(Scalar scalar, IReadOnlyList<PlacedJson> items, IReadOnlyList<PlacedMember> members, SourcePlace place, int lastLine)
    {
        this.scalar = scalar;
        Items = items;
        Members = members;
        Place = place;
        LastLine = lastLine;
    }

    /// <summary>What the value is.</summary>
    public JsonForm Form => scalar.Form;

    /// <summary>The text of a string; a number as it was written; <c>true</c> or <c>false</c>; else empty.</summary>
    public string Text => scalar.Text;

    /// <summary>The elements of a list, else none.</summary>
    public IReadOnlyList<PlacedJson> Items { get; }

    /// <summary>The members of an object, in their order, each name once; else none.</summary>
    public IReadOnlyList<PlacedMember> Members { get; }

    /// <summary>Where the value starts.</summary>
    public SourcePlace Place { get; }

    /// <summary>The line on which it ends.</summary>
    public int LastLine { get; }

    internal Scalar Scalar => scalar;

    /// <summary>The value of a member, or null.</summary>
    /// <param name="name">The member's name, case-sensitive.</param>
    public PlacedJson? Find(string name) => Members.FirstOrDefault(member => member.Name == name)?.Value;

    /// <summary>A value that is neither list nor object.</summary>
    internal static PlacedJson Of(Scalar scalar, SourcePlace place, int lastLine = 0) => new(scalar, [], [], place, Math.Max(lastLine, place.Line));

    /// <summary>A list.</summary>
    internal static PlacedJson List(IReadOnlyList<PlacedJson> items, SourcePlace place, int lastLine) =>
        new(new Scalar(JsonForm.List, ""), items, [], place, lastLine);

    /// <summary>An object.</summary>
    internal static PlacedJson Object(IReadOnlyList<PlacedMember> members, SourcePlace place, int lastLine) =>
        new(new Scalar(JsonForm.Object, ""), [], members, place, lastLine);
}

/// <summary>One member of an object.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Place">Where its name stands.</param>
/// <param name="Value">Its value.</param>
public sealed record PlacedMember(string Name, SourcePlace Place, PlacedJson Value);
