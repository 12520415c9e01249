using System.Globalization;
using MlCi.Findings;
using MlCi.Slices;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MlCi.Pipelines;

/// <summary>Reads how the holdout is cut: columns, bins, conditions, intersections.</summary>
internal static class SliceReader
{
    private const string Expected = "a column's name, or a mapping of name and column, bins, where or cross";
    private const string ExpectedCross = "two or three columns or names of slices, such as [contract, internet_service]";

    public static List<SliceRule> Read(YamlSection root)
    {
        List<(YamlNode Node, SliceRule Rule, IReadOnlyList<YamlNode>? Cross)> found = [];
        foreach (YamlNode node in root.List("slices", "a list of columns"))
        {
            if (ReadRule(node, root.Faults) is not ({ } rule, var cross))
                continue;
            if (found.Exists(other => other.Rule.Name == rule.Name))
                root.Faults.Add(node, $"found slice '{rule.Name}' twice, expected each name once");
            else
                found.Add((node, rule, cross));
        }

        // Intersections may name rules that stand below them.
        SliceRule[] simple = [.. found.Where(one => one.Cross is null).Select(one => one.Rule)];
        string[] crosses = [.. found.Where(one => one.Cross is not null).Select(one => one.Rule.Name)];
        List<SliceRule> rules = [];
        foreach ((YamlNode node, SliceRule rule, IReadOnlyList<YamlNode>? cross) in found)
        {
            SliceRule complete = cross is null ? rule : rule with { Cross = ReadParts(cross, simple, crosses, root.Faults) };
            if (cross is not null && rules.Exists(other => other.Cross.Count > 0 && Names(other).SetEquals(Names(complete))))
                root.Faults.Add(node, $"found the intersection {complete.Name} twice, expected each once");
            rules.Add(complete);
        }

        return rules;
    }

    /// <summary>The rule that a name means elsewhere: a slice rule's, else the column of that name.</summary>
    public static SliceRule Resolve(Placed name, IEnumerable<SliceRule> rules) =>
        rules.FirstOrDefault(rule => rule.Name == name.Value) ?? new SliceRule(name.Value, name.Value, Bins: null, name.Place);

    private static HashSet<string> Names(SliceRule cross) => [.. cross.Cross.Select(part => part.Name)];

    private static (SliceRule Rule, IReadOnlyList<YamlNode>? Cross)? ReadRule(YamlNode node, FaultList faults)
    {
        if (YamlValues.Text(node) is { } column)
            return (new SliceRule(column, column, Bins: null, faults.PlaceOf(node)), null);
        if (node is not YamlMappingNode mapping)
        {
            faults.Add(node, $"found {YamlValues.Describe(node)}, expected {Expected}");
            return null;
        }

        var section = new YamlSection(mapping, "slices[].", faults);
        string[] kinds = [.. new[] { "column", "where", "cross" }.Where(section.Has)];
        SliceRule? rule = null;
        IReadOnlyList<YamlNode>? cross = null;
        if (kinds.Length > 1)
        {
            faults.Add(node, $"found {string.Join(" and ", kinds)} in one slice, expected one of them");
            _ = (section.Node("column"), section.Node("bins"), section.Node("where"), section.Node("cross"), section.Node("name"));
        }
        else if (section.Has("where"))
        {
            _ = (section.Node("column"), section.Node("cross"));
            rule = ReadCondition(node, section);
        }
        else if (section.Has("cross"))
        {
            _ = (section.Node("column"), section.Node("where"));
            cross = section.List("cross", ExpectedCross);
            string joined = string.Join(" & ", cross.Select(YamlValues.Describe));
            string name = section.Optional("name", "a name")?.Value ?? joined;
            if (cross.Count is 2 or 3)
                rule = new SliceRule(name, "", Bins: null, faults.PlaceOf(node));
            else if (section.Node("cross") is YamlSequenceNode list)
                faults.Add(list, $"found {cross.Count} for 'slices[].cross', expected {ExpectedCross}");
        }
        else
        {
            Placed name = section.Required("column", "a column's name");
            List<double> bins = ReadBins(section);
            rule = new SliceRule(section.Optional("name", "a name")?.Value ?? name.Value, name.Value, section.Has("bins") ? bins : null, faults.PlaceOf(node));
            _ = (section.Node("where"), section.Node("cross"));
        }

        if (section.Has("bins") && !section.Has("column") && kinds.Length == 1)
            faults.Add(section.PlaceOf("bins"), $"found bins beside {kinds[0]}, expected them beside a column");
        _ = section.Node("bins");
        section.RejectUnknown();
        // Without a name there is nothing that a gate could mean.
        return rule is null or { Name: "" } ? null : (rule, cross);
    }

    private static SliceRule? ReadCondition(YamlNode node, YamlSection section)
    {
        const string Example = "a condition such as tenure < 12 and contract == 'Month-to-month'";
        Placed name = section.Required("name", "a name, as a condition has none of its own");
        if (section.Optional("where", Example) is not { } text || section.Node("where") is not YamlScalarNode scalar)
            return null;
        try
        {
            Condition condition = ConditionParser.Parse(text.Value, offset => PlaceIn(scalar, offset, text.Place));
            return SliceRule.OfCondition(name.Value, condition, section.Faults.PlaceOf(node));
        }
        catch (FaultException e)
        {
            section.Faults.Add(e.Faults[0].Place!, e.Faults[0].Message);
            return null;
        }
    }

    // To the column where the text stands as written on one line; else where it starts.
    private static SourcePlace PlaceIn(YamlScalarNode node, int offset, SourcePlace start)
    {
        int quote = node.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted ? 1 : 0;
        bool asWritten = node.Start.Line == node.End.Line && node.End.Column - node.Start.Column == node.Value!.Length + 2 * quote;
        return asWritten ? start with { Column = start.Column + quote + offset } : start;
    }

    private static List<SliceRule> ReadParts(IReadOnlyList<YamlNode> nodes, SliceRule[] simple, string[] crosses, FaultList faults)
    {
        List<SliceRule> parts = [];
        foreach (YamlNode node in nodes)
        {
            if (YamlValues.Text(node) is not { } name)
                faults.Add(node, $"found {YamlValues.Describe(node)} for 'slices[].cross', expected {ExpectedCross}");
            else if (crosses.Contains(name))
                faults.Add(node, $"found '{name}' for 'slices[].cross', which is an intersection itself, expected its columns");
            else if (parts.Exists(part => part.Name == name))
                faults.Add(node, $"found '{name}' twice in 'slices[].cross', expected each once");
            else
                parts.Add(Resolve(new Placed(name, faults.PlaceOf(node)), simple));
        }

        return parts;
    }

    private static List<double> ReadBins(YamlSection section)
    {
        const string Edges = "increasing edges such as [12, 24, 48]";
        List<double> bins = [];
        foreach (YamlNode edge in section.List("bins", Edges))
        {
            if (double.TryParse((edge as YamlScalarNode)?.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
                && double.IsFinite(number) && (bins.Count == 0 || number > bins[^1]))
                bins.Add(number);
            else
                section.Faults.Add(edge, $"found edge {YamlValues.Describe(edge)}, expected {Edges}");
        }

        if (section.IsEmptyList("bins"))
            section.Faults.Add(section.PlaceOf("bins"), $"found no edges, expected {Edges}");
        return bins;
    }
}
