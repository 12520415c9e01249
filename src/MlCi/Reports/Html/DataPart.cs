using MlCi.Findings;

namespace MlCi.Reports.Html;

/// <summary>What is wrong with the data.</summary>
internal static class DataPart
{
    private const int Most = 200;

    public static void Add(Markup page, GateReport report)
    {
        if (report.Findings.Count == 0)
            return;
        Finding[] shown = [.. report.Findings.OrderByDescending(finding => finding.Blocks).Take(Most)];
        PageTable.Open(
            page, "Findings in the data", shown.Length, new("Blocks?"), new("Rule"), new("Column"), new("What was found"), new("Rows", PageColumn.Number), new("Rule at", PageColumn.Wide));
        page.Add($"<tbody>");
        foreach (Finding finding in shown)
        {
            VerdictMark mark = VerdictMark.Of(finding.Blocks);
            page.Add($"<tr class=\"{mark.Kind}\"><td>");
            mark.Add(page);
            page.Add($"{(finding.Blocks ? "blocks" : "warns")}</td><td>{finding.Rule:80}</td><th scope=\"row\">{finding.Column ?? "–":160}</th><td>{finding.Message:600}</td>");
            page.Add($"<td class=\"n\">{Numerals.Count(finding.Count)}</td><td class=\"w\">{(finding.Place is { } place ? place.ToString() : "")}</td></tr>\n");
        }

        page.Add($"</tbody>");
        PageTable.Close(page);
        if (report.Findings.Count > Most)
            page.Add($"<p>{Numerals.Count(report.Findings.Count - Most)} more stand in findings.json.</p>\n");
    }
}
