using System.Globalization;
using MlCi.Comparison;
using MlCi.Findings;
using MlCi.Gates;
using MlCi.Metrics;
using MlCi.Slices;
using YamlDotNet.RepresentationModel;

namespace MlCi.Pipelines;

/// <summary>What decides: levels, thresholds, slices, comparisons.</summary>
internal sealed record RuleSet(
    double Alpha,
    double Power,
    double Decision,
    IReadOnlyList<GateRule> Gates,
    IReadOnlyList<SliceRule> Slices,
    IReadOnlyList<CompareRule> Compare);

/// <summary>Reads the part of pipeline.yml that decides.</summary>
internal static class RuleReader
{
    private static readonly (string, WhenInconclusive)[] Actions = [("warn", WhenInconclusive.Warn), ("block", WhenInconclusive.Block)];

    public static RuleSet Read(YamlSection root)
    {
        double alpha = root.Number("alpha", "a number more than 0 and less than 0.5", value => value is > 0 and < .5) ?? .05;
        double power = root.Number("power", "a number from 0.5 to less than 1", value => value is >= .5 and < 1) ?? .8;
        double decision = root.Number("decision", "a number from 0 to 1", value => value is >= 0 and <= 1) ?? .5;

        List<SliceRule> slices = [];
        foreach (YamlNode node in root.List("slices", "a list of columns"))
            ReadSlice(node, root.Faults, slices);

        List<GateRule> gates = [];
        IReadOnlyList<YamlNode> gateNodes = root.List("gates", "a list of limits, such as {metric: auc, min: 0.8}");
        foreach (YamlNode node in gateNodes)
            ReadGate(node, root.Faults, slices, gates);
        if (!root.Has("gates") || root.IsEmptyList("gates"))
            root.Faults.Add(root.PlaceOf("gates"), "found no 'gates', expected at least one limit, such as {metric: auc, min: 0.8}");

        List<CompareRule> compare = [];
        foreach (YamlNode node in root.List("compare", "a list of metrics, such as {metric: auc, margin: 0.01}"))
            ReadCompare(node, root.Faults, slices, compare);
        return new RuleSet(alpha, power, decision, gates, slices, compare);
    }

    private static void ReadSlice(YamlNode node, FaultList faults, List<SliceRule> slices)
    {
        SliceRule? rule = null;
        if (YamlValues.Text(node) is { } column)
        {
            rule = new SliceRule(column, column, Bins: null, faults.PlaceOf(node));
        }
        else if (AsSection(node, "slices[].", "a column's name, or a mapping of name, column, bins", faults) is { } section)
        {
            Placed name = section.Required("column", "a column's name");
            List<double> bins = ReadBins(section);
            rule = new SliceRule(section.Optional("name", "a name")?.Value ?? name.Value, name.Value, section.Has("bins") ? bins : null, faults.PlaceOf(node));
            section.RejectUnknown("where", "cross");
        }

        // Without a name there is nothing that a gate could mean.
        if (rule is null or { Name: "" })
            return;
        if (slices.Exists(other => other.Name == rule.Name))
            faults.Add(node, $"found slice '{rule.Name}' twice, expected each name once");
        else
            slices.Add(rule);
    }

    private static List<double> ReadBins(YamlSection section)
    {
        const string Expected = "increasing edges such as [12, 24, 48]";
        List<double> bins = [];
        foreach (YamlNode edge in section.List("bins", Expected))
        {
            if (double.TryParse((edge as YamlScalarNode)?.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
                && double.IsFinite(number) && (bins.Count == 0 || number > bins[^1]))
                bins.Add(number);
            else
                section.Faults.Add(edge, $"found edge {YamlValues.Describe(edge)}, expected {Expected}");
        }

        if (section.IsEmptyList("bins"))
            section.Faults.Add(section.PlaceOf("bins"), $"found no edges, expected {Expected}");
        return bins;
    }

    private static void ReadGate(YamlNode node, FaultList faults, List<SliceRule> slices, List<GateRule> gates)
    {
        if (AsSection(node, "gates[].", "a limit such as {metric: auc, min: 0.8}", faults) is not { } section)
            return;
        Metric? metric = ReadMetric(section, Metric.All);
        double largest = metric?.Maximum ?? double.PositiveInfinity;
        string range = double.IsInfinity(largest) ? "a number from 0" : $"a number from 0 to {largest.ToString(CultureInfo.InvariantCulture)}";
        string expected = metric is null ? "a number" : $"{range}, as {metric.Name} can be";
        double? minimum = section.Number("min", expected, value => value >= 0 && value <= largest);
        double? maximum = section.Number("max", expected, value => value >= 0 && value <= largest);
        double? planned = section.Number("planned", expected, value => value >= 0 && value <= largest);
        if (section.Has("min") == section.Has("max"))
            faults.Add(node, section.Has("min") ? "found both min and max, expected one of them: write two gates" : "found neither min nor max, expected one of them");

        List<string> names = ReadSliceNames(section, slices, "gates[].slices");
        WhenInconclusive inconclusive = section.Choice(
            "when_inconclusive", section.Has("slices") ? WhenInconclusive.Warn : WhenInconclusive.Block, Actions);
        section.RejectUnknown();
        if (metric is null || (minimum ?? maximum) is not { } limit)
            return;
        var rule = new GateRule(metric, limit, minimum is not null, names, planned, inconclusive, section.PlaceOf(minimum is null ? "max" : "min"));
        if (gates.Exists(other => other.Metric == metric && other.IsMinimum == rule.IsMinimum && Overlap(other.Slices, names)))
            faults.Add(node, $"found two limits of the same kind on {metric.Name}, expected one for each slice and the whole holdout");
        gates.Add(rule);
    }

    private static bool Overlap(IReadOnlyList<string> a, IReadOnlyList<string> b) => a.Count == 0 ? b.Count == 0 : a.Intersect(b).Any();

    private static List<string> ReadSliceNames(YamlSection section, List<SliceRule> slices, string path)
    {
        string[] known = [.. slices.Select(rule => rule.Name)];
        if (section.Node("slices") is YamlScalarNode { Value: "all" } all)
        {
            if (known.Length == 0)
                section.Faults.Add(all, $"found all for '{path}', expected the pipeline to have 'slices'");
            return [.. known];
        }

        List<string> names = [];
        foreach (YamlNode node in section.List("slices", "all, or a list of names out of the pipeline's slices"))
        {
            string name = YamlValues.Describe(node);
            if (!known.Contains(name))
                section.Faults.Add(node, $"found slice '{name}', expected {(known.Length == 0 ? "one of the pipeline's 'slices', which are none" : NearestName.Suggest(name, known))}");
            else if (!names.Contains(name))
                names.Add(name);
        }

        if (section.IsEmptyList("slices"))
            section.Faults.Add(section.PlaceOf("slices"), "found no slice, expected all, or a list of names out of the pipeline's slices");
        return names;
    }

    private static void ReadCompare(YamlNode node, FaultList faults, List<SliceRule> slices, List<CompareRule> compare)
    {
        if (AsSection(node, "compare[].", "a metric such as {metric: auc, margin: 0.01}", faults) is not { } section)
            return;
        Metric? metric = ReadMetric(section, Metric.All.Where(ChampionComparison.Supports));
        double margin = section.Number("margin", "a number more than 0 and less than 1", value => value is > 0 and < 1)
            ?? (metric is null ? 0 : CompareRule.DefaultMargin(metric));
        double planned = section.Number("planned", "a number from -1 to 1", value => value is >= -1 and <= 1) ?? 0;
        WhenInconclusive inconclusive = section.Choice("when_inconclusive", WhenInconclusive.Warn, Actions);
        List<string> names = ReadSliceNames(section, slices, "compare[].slices");
        section.RejectUnknown();
        if (metric is null)
            return;
        if (compare.Exists(other => other.Metric == metric))
            faults.Add(node, $"found {metric.Name} twice, expected each metric once");
        else
            compare.Add(new CompareRule(metric, margin, planned, inconclusive, section.PlaceOf(section.Has("margin") ? "margin" : "metric")) { Slices = names });
    }

    private static Metric? ReadMetric(YamlSection section, IEnumerable<Metric> valid)
    {
        Placed name = section.Required("metric", "a metric's name");
        Metric? metric = valid.FirstOrDefault(known => known.Name == name.Value);
        if (metric is not null || name.Value.Length == 0)
            return metric;
        string[] names = [.. valid.Select(known => known.Name)];
        section.Faults.Add(name.Place, Metric.Find(name.Value) is null
            ? $"found metric '{YamlValues.Shown(name.Value)}', expected {NearestName.Suggest(name.Value, names)}"
            : $"found metric '{name.Value}', which cannot be compared with the champion's, expected one of {string.Join(", ", names)}");
        return null;
    }

    private static YamlSection? AsSection(YamlNode node, string path, string expected, FaultList faults)
    {
        if (node is YamlMappingNode mapping)
            return new YamlSection(mapping, path, faults);
        faults.Add(node, $"found {YamlValues.Describe(node)}, expected {expected}");
        return null;
    }
}
