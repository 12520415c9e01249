using MlCi.Findings;
using MlCi.Gates;
using MlCi.Metrics;
using MlCi.Statistics;
using YamlDotNet.RepresentationModel;

namespace MlCi.Pipelines;

/// <summary>Reads how often the holdout may decide. Without a word about it, its decisions are counted.</summary>
internal static class HoldoutUseReader
{
    private const string Key = "holdoutUse";
    private const string Expected = "track, or a mapping such as {mode: firstChange, decisions: 32}";

    // What a simulation of so many replicates can tell at all.
    private const double LeastSimulated = 1.0 / (CalibrationError.Replicates + 1);

    private static readonly (string, HoldoutMode)[] Modes =
        [.. new[] { HoldoutMode.Track, HoldoutMode.Full, HoldoutMode.FirstChange }.Select(mode => (mode.Word(), mode))];

    public static HoldoutRule Read(YamlSection root, RuleSet rules)
    {
        HoldoutRule track = new(HoldoutMode.Track, Budget: null, HoldoutRule.DefaultWarnFrom, root.PlaceOf(Key));
        YamlNode? node = root.Node(Key);
        if (node is null || node is YamlScalarNode { Value: "track" })
            return track;
        if (node is YamlScalarNode { Value: "full" or "firstChange" } bare)
        {
            root.Faults.Add(bare, $"found {bare.Value} without its number of decisions for '{Key}', expected {{mode: {bare.Value}, decisions: 32}}");
            return track;
        }

        if (RuleReader.AsSection(node, Key + ".", Expected, root.Faults) is not { } section)
            return track;
        HoldoutMode mode = section.Choice("mode", HoldoutMode.Track, Modes);
        double? decisions = section.Number("decisions", "a whole number from 1 to 1000", value => double.IsInteger(value) && value is >= 1 and <= HoldoutPlan.MostDecisions);
        double? reliability = section.Number("reliability", "a number from 0.5 to less than 1", value => value is >= .5 and < 1);
        double? warn = section.Number("warn", "a number more than 0 and at most 1", value => value is > 0 and <= 1);
        section.RejectUnknown();
        if (!section.Has("mode"))
            root.Faults.Add(node, $"found no '{Key}.mode', expected {Expected}");
        else if (mode == HoldoutMode.Track)
            RefuseBudget(section);
        else if (section.Has("warn"))
            root.Faults.Add(section.PlaceOf("warn"), $"found warn in mode {mode.Word()}, which blocks; expected it to be left out");
        if (mode == HoldoutMode.Track)
            return track with { WarnFrom = warn ?? HoldoutRule.DefaultWarnFrom };
        if (!section.Has("decisions"))
            root.Faults.Add(node, $"found no '{Key}.decisions', expected how many decisions the holdout is for, such as 32");
        if (decisions is not { } most)
            return track;
        HoldoutRule rule = track with
        {
            Mode = mode,
            Budget = reliability is { } told ? HoldoutBudget.Of((int)most, told) : new HoldoutBudget((int)most, rules.Alpha),
        };
        CheckLevel(section, rule, rules);
        return rule;
    }

    private static void RefuseBudget(YamlSection section)
    {
        foreach (string key in new[] { "decisions", "reliability" })
        {
            if (section.Has(key))
                section.Faults.Add(section.PlaceOf(key), $"found {key} in mode track, which has no budget; expected mode full or firstChange, or {key} to be left out");
        }
    }

    private static void CheckLevel(YamlSection section, HoldoutRule rule, RuleSet rules)
    {
        double level = rule.LevelOf(rules.Alpha);
        string found = $"found {rule.Budget!.Decisions} decisions in mode {rule.Mode.Word()}, each at α = {level:0.##e-0}";
        if (level < HoldoutRule.SmallestLevel)
            section.Faults.Add(section.PlaceOf("decisions"), $"{found}, expected fewer: no interval can be computed below α = {HoldoutRule.SmallestLevel:0e-0}");
        else if (level < LeastSimulated && Simulated(rules) is { } simulated)
            section.Faults.Add(section.PlaceOf("decisions"), $"{found}, expected fewer, or no {simulated}: its {Numerals.Count(CalibrationError.Replicates)} replicates cannot decide below α = 1e-4");
    }

    // The rules that are decided by simulation, in words; the bootstrap of comparisons has as many replicates as the calibration error.
    private static string? Simulated(RuleSet rules) =>
        rules.Gates.Any(gate => gate.Metric == Metric.CalibrationError) ? "gate on calibration_error"
        : rules.Compare.FirstOrDefault(rule => CellFunctions.Knows(rule.Metric)
            && rule.Metric != Metric.Accuracy && rule.Metric != Metric.Recall && rule.Metric != Metric.Specificity) is { } compared
            ? $"comparison of {compared.Metric.Name}"
        : null;
}
