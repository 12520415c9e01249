using MlCi.Findings;
using MlCi.Gates;
using YamlDotNet.RepresentationModel;

namespace MlCi.Pipelines;

/// <summary>Reads the limits on decisions that flip when the holdout is disturbed.</summary>
internal static class RobustnessReader
{
    private const string Example = "{noise: 0.1, columns: [tenure], max_flips: 0.05}";

    private static readonly PerturbationKind[] Kinds = [PerturbationKind.Noise, PerturbationKind.Nulls, PerturbationKind.Swap];

    public static List<RobustnessRule> Read(YamlSection root)
    {
        List<RobustnessRule> rules = [];
        foreach (YamlNode node in root.List("robustness", "a list of limits, such as " + Example))
            ReadRule(node, root.Faults, rules);
        return rules;
    }

    private static void ReadRule(YamlNode node, FaultList faults, List<RobustnessRule> rules)
    {
        if (RuleReader.AsSection(node, "robustness[].", "a limit such as " + Example, faults) is not { } section)
            return;
        // Each is asked for, so that each is known as a key.
        (PerturbationKind Kind, double? Size)[] sizes =
        [
            .. Kinds.Select(kind => (kind, kind == PerturbationKind.Noise
                ? section.Number("noise", "a number of standard deviations more than 0 and at most 10", value => value is > 0 and <= 10)
                : section.Number(Perturbation.WordOf(kind), "a share more than 0 and at most 1", value => value is > 0 and <= 1))),
        ];
        (PerturbationKind Kind, double? Size)[] given = [.. sizes.Where(one => section.Has(Perturbation.WordOf(one.Kind)))];
        if (given.Length != 1)
        {
            string found = given.Length == 0 ? "none of noise, nulls, swap" : string.Join(" and ", given.Select(one => Perturbation.WordOf(one.Kind)));
            faults.Add(node, $"found {found}, expected one of noise, nulls, swap");
        }

        List<string> columns = [];
        foreach (YamlNode column in section.List("columns", "a list of columns"))
        {
            if (YamlValues.Text(column) is { } name && !columns.Contains(name))
                columns.Add(name);
            else
                faults.Add(column, $"found {YamlValues.Describe(column)} for 'robustness[].columns', expected the name of a column, each once");
        }

        if (!section.Has("columns") || section.IsEmptyList("columns"))
            faults.Add(section.PlaceOf("columns"), "found no 'robustness[].columns', expected the columns to disturb");
        double? most = section.Number("max_flips", "a share more than 0 and less than 1", value => value is > 0 and < 1);
        if (!section.Has("max_flips"))
            faults.Add(node, "found no 'robustness[].max_flips', expected the largest share of decisions that may flip");
        string? givenName = section.Optional("name", "a name")?.Value;
        WhenInconclusive inconclusive = section.Choice("when_inconclusive", WhenInconclusive.Block, RuleReader.Actions);
        section.RejectUnknown();
        if (given is not [(var kind, { } size)] || columns.Count == 0 || most is null)
            return;
        var perturbation = new Perturbation(kind, size, columns);
        var rule = new RobustnessRule(givenName ?? RobustnessRule.NameOf(perturbation), perturbation, most.Value, inconclusive, section.PlaceOf("max_flips"));
        if (rules.Exists(other => other.Name == rule.Name))
            faults.Add(node, $"found '{rule.Name}' twice, expected each name once");
        else
            rules.Add(rule);
    }
}
