using MlCi.Findings;
using MlCi.Gates;

namespace MlCi.Reports.Html;

/// <summary>Every threshold, on the whole holdout and in slices, as a forest plot whose rows are those of a table.</summary>
internal static class GatesPart
{
    public static void Add(Markup page, GateReport report)
    {
        GateResult[] gates = [.. report.Gates.Where(gate => gate.Rule != ComparisonGate.Kind)];
        if (gates.Length > 0)
            Add(page, report, $"Thresholds, with the {Headline.Level(report)} intervals that decide them", gates);
    }

    public static void AddDiagnostics(Markup page, GateReport report)
    {
        if (report.Diagnostics.Count == 0)
            return;
        page.Add($"<p>They are only looked at, and block nothing.</p>\n");
        Add(page, report, "Diagnostics", [.. ReportRow.Diagnostics(report).Select(row => row.Result)]);
    }

    private static void Add(Markup page, GateReport report, string caption, IReadOnlyList<GateResult> gates)
    {
        Dictionary<(string, string?), double> champions = Champions(report);
        bool anyAdjusted = gates.Any(gate => gate.PAdjusted is not null);
        bool anyChampion = gates.Any(gate => champions.ContainsKey((gate.Metric, gate.Slice)));
        PageColumn[] columns =
        [
            new("Verdict"), new("Rows of"), new("Interval", PageColumn.Drawing), new("Value and interval"), new("Limit"),
            .. anyChampion ? new PageColumn[] { new("Champion", PageColumn.WideNumber) } : [],
            new("Rows", PageColumn.WideNumber),
            .. anyAdjusted ? new PageColumn[] { new("Adjusted p", PageColumn.WideNumber) } : [],
        ];
        AddLegend(page, anyChampion);
        PageTable.Open(page, caption, gates.Count, columns);
        foreach (IGrouping<(string Rule, string Metric), GateResult> metric in gates.GroupBy(gate => (gate.Rule, gate.Metric)).OrderBy(metric => metric.Min(Rank)))
        {
            GateResult[] rows = [.. metric.OrderBy(Rank)];
            Axis? axis = IntervalScale.Of(rows, rows.Select(gate => Champion(gate, champions)).OfType<double>());
            PageTable.OpenGroup(page, Title(metric.Key), axis, columns.Length);
            foreach (GateResult gate in rows)
            {
                AddRow(page, report, gate, axis, Champion(gate, champions));
                if (anyChampion)
                    page.Add($"<td class=\"n w\">{(Champion(gate, champions) is { } value ? Numerals.Of(value) : "")}</td>");
                page.Add($"<td class=\"n w\">{Numerals.Count(gate.Rows)}</td>");
                if (anyAdjusted)
                    page.Add($"<td class=\"n w\">{(gate.PAdjusted is { } p ? Numerals.PValue(p, (1 - gate.Level) / 2) : "")}</td>");
                page.Add($"</tr>\n");
            }

            page.Add($"</tbody>");
        }

        PageTable.Close(page);
    }

    private static void AddRow(Markup page, GateReport report, GateResult gate, Axis? axis, double? champion)
    {
        VerdictMark mark = VerdictMark.Of(gate);
        ReportRow row = ReportRow.Of(gate);
        page.Add($"<tr class=\"{mark.Kind}\"><td>");
        mark.Add(page);
        page.Add($"{row.Verdict}</td><th scope=\"row\">");
        AddName(page, Name(gate));
        page.Add($"</th><td class=\"d\">");
        if (axis is not null)
            IntervalMark.Add(page, axis, new IntervalValues(gate.Estimate, gate.Lower, gate.Upper, gate.Threshold, gate.Direction != "max", champion));
        page.Add($"</td><td class=\"v\">{row.Value}");
        // What an interval does not say by itself.
        if (gate.Lower is null && row.NeedsReason(report))
            page.Add($"<small>{Headline.FirstLine(gate.Reason):200}</small>");
        page.Add($"</td><td class=\"nb\">{row.Limit}</td>");
    }

    private static void AddLegend(Markup page, bool champion)
    {
        page.Add($"<p class=\"legend\"><svg viewBox=\"0 0 44 16\" class=\"k\" aria-hidden=\"true\"><path class=\"i\" d=\"M4 8H40M4 5v6M40 5v6\"/><circle class=\"e\" cx=\"22\" cy=\"8\" r=\"3.5\"/></svg> estimate and interval ");
        page.Add($"<svg viewBox=\"0 0 28 16\" class=\"k\" aria-hidden=\"true\"><path class=\"x\" d=\"M0 0H14V16H0z\"/><path class=\"t\" d=\"M14 0V16\"/></svg> limit, and the side that misses it ");
        if (champion)
            page.Add($"<svg viewBox=\"0 0 16 16\" class=\"k\" aria-hidden=\"true\"><path class=\"c\" d=\"M8 3l5 5-5 5-5-5z\"/></svg> champion");
        page.Add($"</p>\n");
    }

    private static Dictionary<(string, string?), double> Champions(GateReport report) => report.Gates
        .Where(gate => gate is { Rule: ComparisonGate.Kind, Champion: not null })
        .DistinctBy(gate => (gate.Metric, gate.Slice)).ToDictionary(gate => (gate.Metric, gate.Slice), gate => gate.Champion!.Value);

    private static double? Champion(GateResult gate, Dictionary<(string, string?), double> champions) =>
        gate.Rule is "threshold" or "diagnostic" && champions.TryGetValue((gate.Metric, gate.Slice), out double value) ? value : null;

    private static int Rank(GateResult gate) => gate.Verdict == GateVerdict.Passed ? 3 : gate.Blocks ? gate.Verdict == GateVerdict.Failed ? 0 : 1 : 2;

    private static string Title((string Rule, string Metric) key) => key.Rule is "threshold" or "diagnostic" ? key.Metric : $"{key.Rule}: {key.Metric}";

    // A long name is broken before its value, rather than within.
    private static void AddName(Markup page, string name)
    {
        int value = name.IndexOf('=', StringComparison.Ordinal) + 1;
        if (value is > 0 and < 60)
            page.Add($"{name[..value]}<wbr>{name[value..]:120}");
        else
            page.Add($"{name:160}");
    }

    private static string Name(GateResult gate) => gate.Rule is "threshold" or "diagnostic" ? gate.Slice ?? "all rows" : gate.Id;
}
