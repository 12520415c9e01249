using System.Text.Json.Nodes;

namespace MlCi.Models;

/// <summary>What the evidence on a model does not show: what was inconclusive, too small, reused, or to be seen beforehand.</summary>
internal static class CardLimits
{
    private const int MostOfAKind = 20;

    public static IReadOnlyList<string> Of(CardEvidence evidence)
    {
        JsonObject? gate = evidence.Gate;
        if (gate is null)
            return ["no gate report is attached: nothing is known of its worth"];
        IEnumerable<string?> open = ModelDossier.Objects(gate, "gates").Where(one => ModelDossier.Text(one, "verdict") is not "passed").Select(one => ModelDossier.Text(one, "reason"));
        IEnumerable<string?> small = ModelDossier.Objects(evidence.Evaluation, "slices").Select(slice =>
            ModelMetric.Of(slice).FirstOrDefault(metric => metric.Reason is not null) is { } metric ? $"{ModelDossier.Text(slice, "slice")}: {metric.Name} {metric.Reason}" : null);
        IEnumerable<string?> used = ModelDossier.Objects(gate, "holdoutUse").Select(use => ModelDossier.Text(use, "reason"));
        IEnumerable<string?> findings = ModelDossier.Objects(gate, "findings").Select(finding => ModelDossier.Text(finding, "message"));
        return [.. Few(open, "more gates that did not pass"), .. Few(small, "more small slices"), .. Few(used, "more holdouts"), .. Few(findings, "more findings"), .. OfHoldout(evidence)];
    }

    private static IEnumerable<string> OfHoldout(CardEvidence evidence)
    {
        // Where a pointer stands for it, whoever changes the model need not be able to read it.
        if (evidence.Registration?.DataOf(RegisteredData.Holdout) is { Snapshots.Count: 0 })
            yield return "labels visible: the holdout lies in the repository, where whoever changes the model can read it";
        if (evidence.Registration is { Champion: null })
            yield return "it was compared with no champion";
        if (evidence.Registration is { Dirty: true })
            yield return "files were changed after its commit: from that commit alone it cannot be made again";
    }

    private static IEnumerable<string> Few(IEnumerable<string?> texts, string more)
    {
        string[] all = [.. texts.OfType<string>().Distinct(StringComparer.Ordinal)];
        return all.Length <= MostOfAKind ? all : [.. all.Take(MostOfAKind), $"{all.Length - MostOfAKind} {more}"];
    }
}
