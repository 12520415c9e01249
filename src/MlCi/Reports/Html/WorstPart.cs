using MlCi.Findings;
using MlCi.Slices;
using MlCi.Statistics;

namespace MlCi.Reports.Html;

/// <summary>The slices with the most wrong decisions, found on one half of the holdout and tested on the other.</summary>
internal static class WorstPart
{
    public static void Add(Markup page, GateReport report)
    {
        if (report.WorstSlices is not { } worst)
            return;
        if (WorstSliceRow.Unconfirmed(worst) is { } none)
            page.Add($"<p>They block nothing. {none}</p>\n");
        else
            page.Add($"<p>They block nothing: {WorstSliceRow.HowFound(worst with { Slices = [] })}.</p>\n");
        if (worst.Slices.Count == 0)
            return;
        PageTable.Open(
            page, "Worst slices", worst.Slices.Count, new("Worse?"), new("Slice"), new("Wrong there", PageColumn.Number), new("Elsewhere", PageColumn.WideNumber),
            new("Difference"), new("Adjusted p", PageColumn.WideNumber), new("Rows", PageColumn.WideNumber));
        page.Add($"<tbody>");
        foreach (WorstSlice slice in worst.Slices)
            AddRow(page, slice, worst.Alpha);
        page.Add($"</tbody>");
        PageTable.Close(page);
    }

    private static void AddRow(Markup page, WorstSlice slice, double alpha)
    {
        bool? worse = slice.IsWorse(alpha);
        page.Add($"<tr class=\"{(worse == true ? "warn" : "off")}\"><td>{(worse switch { true => "! yes", false => "not shown", _ => "no rows" })}</td><th scope=\"row\">{slice.Found.Id:160}</th>");
        page.Add($"<td class=\"n\">{Share(slice.Inside)}</td><td class=\"n w\">{Share(slice.Outside)}</td><td class=\"v\">{Difference(slice)}</td>");
        page.Add($"<td class=\"n w\">{(slice.PAdjusted is { } p ? Numerals.PValue(p, alpha) : "")}</td><td class=\"n w\">{Numerals.Count(slice.Inside.Trials)}</td></tr>\n");
    }

    private static string Share(Proportion wrong) => wrong.Trials == 0 ? "–" : Numerals.Of(wrong.Share);

    private static string Difference(WorstSlice slice)
    {
        if (slice.Difference is not { } interval)
            return "–";
        double difference = slice.Inside.Share - slice.Outside.Share;
        return $"{(difference > 0 ? "+" : "")}{Numerals.WithInterval(difference, interval.Lower, interval.Upper, 0)}";
    }
}
