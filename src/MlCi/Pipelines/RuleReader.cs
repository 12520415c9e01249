using System.Globalization;
using MlCi.Comparison;
using MlCi.Findings;
using MlCi.Gates;
using MlCi.Metrics;
using MlCi.Slices;
using MlCi.Statistics;
using YamlDotNet.RepresentationModel;

namespace MlCi.Pipelines;

/// <summary>What decides: levels, thresholds, slices, comparisons.</summary>
internal sealed record RuleSet(
    double Alpha,
    double Power,
    double Decision,
    IReadOnlyList<GateRule> Gates,
    IReadOnlyList<SliceRule> Slices,
    IReadOnlyList<CompareRule> Compare,
    IReadOnlyList<Metric> Metrics)
{
    public required IReadOnlyList<FairnessRule> Fairness { get; init; }

    public required IReadOnlyList<RobustnessRule> Robustness { get; init; }

    public required WorstSliceOptions? WorstSlices { get; init; }
}

/// <summary>Reads the part of pipeline.yml that decides.</summary>
internal static class RuleReader
{
    /// <summary>What a rule may do where it is inconclusive.</summary>
    public static readonly (string, WhenInconclusive)[] Actions = [("warn", WhenInconclusive.Warn), ("block", WhenInconclusive.Block)];

    /// <summary>The rules.</summary>
    /// <param name="root">The file.</param>
    /// <param name="task">The task, which has metrics of its own.</param>
    /// <param name="isSampled">Whether rows have weights or clusters, of which some rules know nothing.</param>
    public static RuleSet Read(YamlSection root, PredictionTask task, bool isSampled)
    {
        RefuseOtherTask(root, task, isSampled);
        double alpha = root.Number("alpha", ErrorLevel.Expected, ErrorLevel.Holds) ?? .05;
        double power = root.Number("power", "a number from 0.5 to less than 1", value => value is >= .5 and < 1) ?? .8;
        double decision = root.Number("decision", "a number from 0 to 1", value => value is >= 0 and <= 1) ?? .5;

        IReadOnlyList<Metric> own = MetricReader.Read(root);
        var metrics = new KnownMetrics(task, own);

        List<SliceRule> slices = SliceReader.Read(root);

        List<GateRule> gates = [];
        IReadOnlyList<YamlNode> gateNodes = root.List("gates", "a list of limits, such as {metric: auc, min: 0.8}");
        foreach (YamlNode node in gateNodes)
            ReadGate(node, root.Faults, metrics, slices, gates);
        if (!root.Has("gates") || root.IsEmptyList("gates"))
            root.Faults.Add(root.PlaceOf("gates"), "found no 'gates', expected at least one limit, such as {metric: auc, min: 0.8}");
        else if (gates.Count > 0 && gates.TrueForAll(rule => rule.IsDiagnostic))
            root.Faults.Add(root.PlaceOf("gates"), "found only diagnostics in 'gates', expected at least one limit that decides");

        List<CompareRule> compare = [];
        foreach (YamlNode node in root.List("compare", "a list of metrics, such as {metric: auc, margin: 0.01}"))
            ReadCompare(node, root.Faults, metrics, slices, compare);
        return new RuleSet(alpha, power, decision, gates, slices, compare, own)
        {
            Fairness = FairnessReader.Read(root, slices),
            Robustness = RobustnessReader.Read(root),
            WorstSlices = task == PredictionTask.Binary && !isSampled ? WorstSliceReader.Read(root) : null,
        };
    }

    private static void ReadGate(YamlNode node, FaultList faults, KnownMetrics metrics, List<SliceRule> slices, List<GateRule> gates)
    {
        if (AsSection(node, "gates[].", "a limit such as {metric: auc, min: 0.8}", faults) is not { } section)
            return;
        Metric? metric = metrics.Read(section, isCompared: false);
        string expected = metric is null ? "a number" : $"{Range(metric)}, as {metric.Name} can be";
        bool CanBe(double value) => metric is null || (value >= metric.Minimum && value <= metric.Maximum);
        double? minimum = section.Number("min", expected, CanBe);
        double? maximum = section.Number("max", expected, CanBe);
        double? planned = section.Number("planned", expected, CanBe);
        if (section.Has("min") == section.Has("max"))
            faults.Add(node, section.Has("min") ? "found both min and max, expected one of them: write two gates" : "found neither min nor max, expected one of them");

        List<string> names = ReadSliceNames(section, slices, "gates[].slices");
        WhenInconclusive inconclusive = section.Choice(
            "when_inconclusive", section.Has("slices") ? WhenInconclusive.Warn : WhenInconclusive.Block, Actions);
        bool diagnostic = section.Choice("diagnostic", false, ("true", true), ("false", false));
        if (diagnostic && !section.Has("slices"))
            faults.Add(section.PlaceOf("diagnostic"), "found a diagnostic on the whole holdout, expected 'slices' beside it");
        if (diagnostic && section.Has("when_inconclusive"))
            faults.Add(section.PlaceOf("when_inconclusive"), "found when_inconclusive for a diagnostic, which blocks nothing; expected it to be left out");
        section.RejectUnknown();
        if (metric is null || (minimum ?? maximum) is not { } limit)
            return;
        var rule = new GateRule(metric, limit, minimum is not null, names, planned, inconclusive, section.PlaceOf(minimum is null ? "max" : "min"))
        {
            IsDiagnostic = diagnostic,
        };
        if (gates.Exists(other => other.Metric == metric && other.IsMinimum == rule.IsMinimum && Overlap(other.Slices, names)))
            faults.Add(node, $"found two limits of the same kind on {metric.Name}, expected one for each slice and the whole holdout");
        gates.Add(rule);
    }

    private static string Range(Metric metric)
    {
        string from = double.IsInfinity(metric.Minimum) ? "" : $" from {metric.Minimum.ToString(CultureInfo.InvariantCulture)}";
        string to = double.IsInfinity(metric.Maximum) ? "" : $" to {metric.Maximum.ToString(CultureInfo.InvariantCulture)}";
        return "a number" + from + to;
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

    private static void ReadCompare(YamlNode node, FaultList faults, KnownMetrics metrics, List<SliceRule> slices, List<CompareRule> compare)
    {
        if (AsSection(node, "compare[].", "a metric such as {metric: auc, margin: 0.01}", faults) is not { } section)
            return;
        Metric? metric = metrics.Read(section, isCompared: true);
        // A metric of the pipeline's own has a scale of its own.
        bool isOwn = metric?.Expression is not null;
        double margin = section.Number("margin", isOwn ? "a number more than 0" : "a number more than 0 and less than 1", value => value > 0 && (isOwn || value < 1))
            ?? (metric is null ? 0 : CompareRule.DefaultMargin(metric));
        if (isOwn && !section.Has("margin"))
            faults.Add(node, $"found no 'compare[].margin', expected a number more than 0: {metric!.Name} has a scale of its own");
        double planned = section.Number("planned", isOwn ? "a number" : "a number from -1 to 1", value => isOwn || value is >= -1 and <= 1) ?? 0;
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

    // What is about the decisions of a binary classifier, or about rows that each count one, would be wrong of others.
    private static void RefuseOtherTask(YamlSection root, PredictionTask task, bool isSampled)
    {
        if (task == PredictionTask.Regression && root.Has("robustness"))
            root.Faults.Add(root.PlaceOf("robustness"), "found 'robustness' in the task regression, expected it in a task with decisions, which may flip");
        foreach (string key in new[] { "decision", "metrics", "fairness", "worst_slices" })
        {
            if (!root.Has(key) || (key == "worst_slices" && root.Node(key) is YamlScalarNode { Value: "none" }))
                continue;
            if (task != PredictionTask.Binary)
                root.Faults.Add(root.PlaceOf(key), $"found '{key}' in the task {PredictionTasks.NameOf(task)}, expected it in the task binary only");
            else if (isSampled && key is "fairness" or "worst_slices")
                root.Faults.Add(root.PlaceOf(key), $"found '{key}' beside data.weight or data.cluster, of which it knows nothing; expected it to be left out");
        }
    }

    public static YamlSection? AsSection(YamlNode node, string path, string expected, FaultList faults)
    {
        if (node is YamlMappingNode mapping)
            return new YamlSection(mapping, path, faults);
        faults.Add(node, $"found {YamlValues.Describe(node)}, expected {expected}");
        return null;
    }
}
