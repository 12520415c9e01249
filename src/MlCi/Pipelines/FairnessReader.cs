using MlCi.Findings;
using MlCi.Gates;
using MlCi.Slices;
using YamlDotNet.RepresentationModel;

namespace MlCi.Pipelines;

/// <summary>Reads the limits on differences between groups.</summary>
internal static class FairnessReader
{
    private static readonly FairnessMetric[] Metrics = [FairnessMetric.Parity, FairnessMetric.EqualOpportunity, FairnessMetric.EqualizedOdds];

    public static List<FairnessRule> Read(YamlSection root, IReadOnlyList<SliceRule> slices)
    {
        List<FairnessRule> rules = [];
        foreach (YamlNode node in root.List("fairness", "a list of limits, such as {column: female, metric: parity, max_gap: 0.1}"))
            ReadRule(node, root.Faults, slices, rules);
        return rules;
    }

    private static void ReadRule(YamlNode node, FaultList faults, IReadOnlyList<SliceRule> slices, List<FairnessRule> rules)
    {
        if (RuleReader.AsSection(node, "fairness[].", "a limit such as {column: female, metric: parity, max_gap: 0.1}", faults) is not { } section)
            return;
        Placed column = section.Required("column", "a column, or the name of one of the pipeline's slices");
        SliceRule groups = SliceReader.Resolve(column, slices);
        if (groups.Where is not null)
            faults.Add(column.Place, $"found slice '{groups.Name}', which has one group only, expected a column or slices of several groups");
        FairnessMetric? metric = ReadMetric(section);
        double? gap = section.Number("max_gap", "a number more than 0 and less than 1", value => value is > 0 and < 1);
        double? ratio = section.Number("min_ratio", "a number more than 0 and less than 1", value => value is > 0 and < 1);
        if (section.Has("max_gap") == section.Has("min_ratio"))
            faults.Add(node, section.Has("max_gap") ? "found both max_gap and min_ratio, expected one of them: write two limits" : "found neither max_gap nor min_ratio, expected one of them");
        WhenInconclusive inconclusive = section.Choice("when_inconclusive", WhenInconclusive.Warn, RuleReader.Actions);
        section.RejectUnknown();
        if (metric is null || (gap ?? ratio) is not { } limit || column.Value.Length == 0)
            return;
        var rule = new FairnessRule(groups, metric.Value, limit, gap is null, inconclusive, section.PlaceOf(gap is null ? "min_ratio" : "max_gap"));
        if (rules.Exists(other => other.Id == rule.Id))
            faults.Add(node, $"found {rule.Id} twice, expected each limit once");
        else
            rules.Add(rule);
    }

    private static FairnessMetric? ReadMetric(YamlSection section)
    {
        string[] names = [.. Metrics.Select(FairnessRule.NameOf)];
        Placed name = section.Required("metric", string.Join(", ", names[..^1]) + " or " + names[^1]);
        int index = Array.IndexOf(names, name.Value);
        if (index < 0 && name.Value.Length > 0)
            section.Faults.Add(name.Place, $"found metric '{YamlValues.Shown(name.Value)}', expected {NearestName.Suggest(name.Value, names)}");
        return index < 0 ? null : Metrics[index];
    }
}
