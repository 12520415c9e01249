using MlCi.Findings;
using MlCi.Gates;

namespace MlCi.Reports.Html;

/// <summary>Champion against challenger: the interval of each difference, in margins, so that metrics of every scale stand together.</summary>
internal static class ChampionPart
{
    private const double Farthest = 8;

    public static void Add(Markup page, GateReport report)
    {
        GateResult[] gates = [.. report.Gates.Where(gate => gate.Rule == ComparisonGate.Kind)
            .OrderBy(gate => gate.Verdict == GateVerdict.Passed ? 2 : gate.Blocks ? 0 : 1).ThenBy(gate => gate.Slice is null ? 0 : 1)];
        if (gates.Length == 0)
            return;
        page.Add($"<p>{report.Champion:300}. Differences are drawn in margins: right of 0 the challenger is better, and left of −1 worse than the margin allows.</p>\n");
        double reach = gates.Select(Reach).Append(2).Max();
        Axis axis = IntervalScale.Between(-reach, reach);
        PageTable.Open(
            page, "Champion against challenger", gates.Length, new("Outcome"), new("Comparison"),
            new("Difference", PageColumn.Drawing), new("Champion → challenger, difference"), new("Margin"), new("Rows", PageColumn.WideNumber));
        PageTable.OpenGroup(page, "differences in margins", axis, 6);
        foreach (GateResult gate in gates)
            AddRow(page, report, gate, axis);
        page.Add($"</tbody>");
        PageTable.Close(page);
    }

    private static void AddRow(Markup page, GateReport report, GateResult gate, Axis axis)
    {
        VerdictMark mark = VerdictMark.Of(gate);
        ReportRow row = ReportRow.Of(gate);
        page.Add($"<tr class=\"{mark.Kind}\"><td>");
        mark.Add(page);
        page.Add($"{row.Verdict}</td><th scope=\"row\">{gate.Metric}{(gate.Slice is { } slice ? "@" + slice : ""):160}</th><td class=\"d\">");
        if (gate.Margin is { } margin && UnitOf(margin) is var unit)
        {
            IntervalMark.Add(page, axis, gate.Outcome == "identical"
                ? new IntervalValues(0, null, null, -1, LimitIsMinimum: true, Champion: 0)
                : new IntervalValues(gate.Difference / unit, gate.Lower / unit, gate.Upper / unit, -margin / unit, LimitIsMinimum: true, Champion: 0));
        }

        page.Add($"</td><td class=\"v\">{row.Value}");
        if (gate.Lower is null && row.NeedsReason(report))
            page.Add($"<small>{Headline.FirstLine(gate.Reason):200}</small>");
        page.Add($"</td><td class=\"nb\">{row.Limit.Replace("margin ", "", StringComparison.Ordinal)}</td><td class=\"n w\">{Numerals.Count(gate.Rows)}</td></tr>\n");
    }

    // A margin of 0 is no unit; a difference is then drawn as it is, in hundredths.
    private static double UnitOf(double margin) => margin > 0 ? margin : .01;

    private static double Reach(GateResult gate) => gate is { Margin: { } margin, Difference: { } difference, Lower: { } lower, Upper: { } upper }
        ? Math.Min(Farthest, Math.Max(Math.Abs(difference), Math.Max(Math.Abs(lower), Math.Abs(upper))) / UnitOf(margin) * 1.05) : 0;
}
