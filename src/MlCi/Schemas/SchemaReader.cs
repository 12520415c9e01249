using MlCi.Findings;

namespace MlCi.Schemas;

/// <summary>Reads a schema and all its subschemas. Every fault is collected with its place.</summary>
internal sealed class SchemaReader
{
    private const string Draft = "https://json-schema.org/draft/2020-12/schema";

    private static readonly HashSet<string> Annotations = new(StringComparer.Ordinal)
    {
        "$schema", "$id", "$comment", "title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly",
    };

    private readonly Dictionary<string, SchemaNode> byPointer = new(StringComparer.Ordinal);
    private readonly List<(SchemaNode From, string Target, SourcePlace Place)> references = [];

    private SchemaReader(List<Fault> faults) => Faults = faults;

    public List<Fault> Faults { get; }

    /// <summary>Reads a schema.</summary>
    /// <param name="json">UTF-8.</param>
    /// <param name="file">The file, for messages.</param>
    /// <param name="expected">What it should be, in words.</param>
    /// <param name="faults">Where faults are added.</param>
    /// <exception cref="FaultException">The text is not JSON (exit 2).</exception>
    public static SchemaNode Read(ReadOnlySpan<byte> json, string file, string expected, List<Fault> faults)
    {
        PlacedJson source = JsonReading.Read(json, file, expected, faults);
        var reader = new SchemaReader(faults);
        SchemaNode root = reader.Schema(source, source.Place, "");
        reader.Resolve();
        SchemaCycles.Check(reader.byPointer.Values, faults);
        return root;
    }

    public static bool IsAnnotation(string keyword) => Annotations.Contains(keyword) || keyword.StartsWith("x-", StringComparison.Ordinal);

    /// <summary>Throws all faults, in the order of the file.</summary>
    public static void ThrowIfAny(List<Fault> faults)
    {
        if (faults.Count > 0)
            throw FaultException.Misconfigured([.. faults.Distinct().OrderBy(fault => fault.Place!.Line).ThenBy(fault => fault.Place!.Column)]);
    }

    /// <summary>Reads one subschema.</summary>
    /// <param name="source">What should be a schema.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="pointer">Its JSON Pointer.</param>
    public SchemaNode Schema(PlacedJson source, SourcePlace place, string pointer)
    {
        var node = new SchemaNode(source, place) { Always = source.Form == JsonForm.Boolean ? source.Text == "true" : null };
        byPointer[pointer] = node;
        if (source.Form == JsonForm.Object)
            Keywords(node, pointer);
        else if (source.Form != JsonForm.Boolean)
            Add(place, $"found {Kind(source)}, expected a schema: an object, true or false");
        return node;
    }

    public void Add(SourcePlace place, string message) => Faults.Add(new Fault(message, place));

    /// <summary>Says that a keyword is not known, or not of its form.</summary>
    public void Unsupported(PlacedMember member, string supported) =>
        Add(member.Place, $"found keyword '{InertText.Of(member.Name)}', which is not supported here or not of its form, expected {supported}");

    public static string Kind(PlacedJson value) => value.Form switch
    {
        JsonForm.Object => "an object",
        JsonForm.List => "a list",
        _ => JsonEquality.Shown(value),
    };

    /// <summary>A member's name as a part of a pointer.</summary>
    public static string Escaped(string member) => member.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private void Keywords(SchemaNode node, string pointer)
    {
        foreach (PlacedMember member in node.Source.Members)
        {
            if (member.Name == "$schema" && member.Value is not { Form: JsonForm.Text, Text: Draft or Draft + "#" })
                Add(member.Place, $"found $schema {JsonEquality.Shown(member.Value)}, expected \"{Draft}\"");
            if (member.Name == "$id" && pointer.Length > 0)
                Add(member.Place, "found '$id' in a subschema, expected it at the root only");
            if (IsAnnotation(member.Name))
                continue;
            node.Keywords.Add((member.Name, member.Place));
            if (member.Name == "$ref" && member.Value.Form == JsonForm.Text)
                references.Add((node, member.Value.Text, member.Place));
            else if (!InPlace(node, member, pointer) && !ContainerKeywords.Read(this, node, member, pointer) && !ScalarKeywords.Read(this, node, member))
                Unsupported(member, ScalarKeywords.Supported);
        }

        // What a wrong type breaks besides says nothing more.
        ScalarRule[] ordered = [.. node.Rules.OrderBy(rule => rule is not TypeRule)];
        node.Rules.Clear();
        node.Rules.AddRange(ordered);
    }

    private bool InPlace(SchemaNode node, PlacedMember member, string pointer)
    {
        string at = $"{pointer}/{Escaped(member.Name)}";
        switch (member.Name, member.Value.Form)
        {
            case ("allOf", JsonForm.List) when member.Value.Items.Count > 0:
                node.AllOf = Each(member.Value, at);
                return true;
            case ("anyOf", JsonForm.List) when member.Value.Items.Count > 0:
                node.AnyOf = Each(member.Value, at);
                return true;
            case ("oneOf", JsonForm.List) when member.Value.Items.Count > 0:
                node.OneOf = Each(member.Value, at);
                return true;
            case ("not", _):
                node.Not = Schema(member.Value, member.Place, at);
                return true;
            case ("if", _):
                node.If = Schema(member.Value, member.Place, at);
                return true;
            case ("then", _):
                node.Then = Schema(member.Value, member.Place, at);
                return true;
            case ("else", _):
                node.Else = Schema(member.Value, member.Place, at);
                return true;
            case ("$defs", JsonForm.Object):
                foreach (PlacedMember one in member.Value.Members)
                    Schema(one.Value, one.Place, $"{at}/{Escaped(one.Name)}");
                return true;
            default:
                return false;
        }
    }

    public List<SchemaNode> Each(PlacedJson list, string pointer) => [.. list.Items.Select((item, i) => Schema(item, item.Place, $"{pointer}/{i}"))];

    private void Resolve()
    {
        foreach ((SchemaNode from, string target, SourcePlace place) in references)
        {
            from.Reference = target.StartsWith('#') ? byPointer.GetValueOrDefault(Uri.UnescapeDataString(target[1..])) : null;
            if (from.Reference is null)
            {
                string[] known = [.. byPointer.Keys.Where(pointer => pointer.StartsWith("/$defs/", StringComparison.Ordinal) && pointer.LastIndexOf('/') == 6).Select(pointer => $"#{pointer}")];
                Add(place, $"found $ref '{InertText.Of(target)}', expected {(known.Length > 0 ? NearestName.Suggest(target, known) : "a schema of this file, such as '#/$defs/name'")}");
            }
        }
    }
}
