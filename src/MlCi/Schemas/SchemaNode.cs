using MlCi.Findings;

namespace MlCi.Schemas;

/// <summary>One schema or subschema, read and checked. It is filled while its file is read and never changes after.</summary>
internal sealed class SchemaNode(PlacedJson source, SourcePlace place)
{
    /// <summary>The schema as it stands in the file.</summary>
    public PlacedJson Source { get; } = source;

    /// <summary>Where it stands: of a member, where its name does.</summary>
    public SourcePlace Place { get; } = place;

    /// <summary>For the schemas <c>true</c> and <c>false</c>, which it is.</summary>
    public bool? Always { get; init; }

    /// <summary>The keywords that are no annotations, with their places.</summary>
    public List<(string Name, SourcePlace Place)> Keywords { get; } = [];

    /// <summary>The keywords on single values, <c>type</c> first.</summary>
    public List<ScalarRule> Rules { get; } = [];

    public SchemaNode? Reference { get; set; }

    public List<SchemaNode> AllOf { get; set; } = [];

    public List<SchemaNode> AnyOf { get; set; } = [];

    public List<SchemaNode> OneOf { get; set; } = [];

    public SchemaNode? Not { get; set; }

    public SchemaNode? If { get; set; }

    public SchemaNode? Then { get; set; }

    public SchemaNode? Else { get; set; }

    /// <summary>The keywords on objects.</summary>
    public ObjectKeywords Object { get; } = new();

    /// <summary>The keywords on lists.</summary>
    public ListKeywords List { get; } = new();

    /// <summary>Where a keyword stands, or the schema where it has none.</summary>
    public SourcePlace PlaceOf(string keyword)
    {
        foreach ((string name, SourcePlace at) in Keywords)
        {
            if (name == keyword)
                return at;
        }

        return Place;
    }

    /// <summary>The schemas that look at the same value as this one, besides those that depend on a member.</summary>
    public IEnumerable<SchemaNode> InPlace()
    {
        foreach (SchemaNode? one in (SchemaNode?[])[Reference, .. AllOf, .. AnyOf, .. OneOf, Not, If, Then, Else])
        {
            if (one is not null)
                yield return one;
        }
    }
}

/// <summary>What a schema says of objects.</summary>
internal sealed class ObjectKeywords
{
    public List<(string Name, SchemaNode Schema)> Properties { get; } = [];

    public List<(string Name, SourcePlace Place)> Required { get; } = [];

    public SchemaNode? Additional { get; set; }

    public List<(TextPattern Pattern, SchemaNode Schema)> Patterns { get; } = [];

    public SchemaNode? Names { get; set; }

    public List<(string Name, IReadOnlyList<(string Name, SourcePlace Place)> Needed)> DependentRequired { get; } = [];

    public List<(string Name, SchemaNode Schema)> DependentSchemas { get; } = [];

    public long Least { get; set; }

    public long Most { get; set; } = long.MaxValue;
}

/// <summary>What a schema says of lists.</summary>
internal sealed class ListKeywords
{
    public List<SchemaNode> Prefix { get; set; } = [];

    public SchemaNode? Items { get; set; }

    public SchemaNode? Contains { get; set; }

    public long LeastContained { get; set; } = 1;

    public long MostContained { get; set; } = long.MaxValue;

    public long Least { get; set; }

    public long Most { get; set; } = long.MaxValue;

    public bool AreUnique { get; set; }
}
