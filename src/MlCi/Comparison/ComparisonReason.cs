using MlCi.Findings;

namespace MlCi.Comparison;

/// <summary>Why a comparison came out as it did, in one sentence with the numbers.</summary>
internal static class ComparisonReason
{
    public static string NotEvaluated(ComparisonResult result, string undefined) => $"{Name(result)} vs champion not evaluated: {undefined}";

    public static string TooFew(ComparisonResult result, string tooFew, long? rowsToAdd)
    {
        string more = rowsToAdd is { } rows ? $", {Numerals.MoreRows(rows)} at this mix are needed" : "";
        return $"{Name(result)} vs champion: found {tooFew}: inconclusive{more}";
    }

    public static string Of(ComparisonResult result)
    {
        bool relative = CompareRule.IsRelative(result.Rule.Metric);
        double margin = result.Rule.Margin;
        string marginText = "margin " + (relative ? Numerals.ExactPercent(margin) : Numerals.Exact(margin));
        if (result.Outcome == ComparisonOutcome.Identical)
            return $"{Name(result)} vs champion: the predictions are identical, {marginText}";

        double difference = result.Difference!.Value;
        Statistics.Interval interval = result.Interval!.Value;
        string Text(double value, double lower, double upper) => relative
            ? Numerals.PercentWithInterval(value, lower, upper, margin, 0, -margin)
            : Numerals.WithInterval(value, lower, upper, margin, 0, -margin);
        string values = $"{Name(result)} {Numerals.Of(result.Challenger!.Value)} vs champion {Numerals.Of(result.Champion!.Value)}";
        string better = Text(difference, interval.Lower, interval.Upper);
        string worse = Text(-difference, -interval.Upper, -interval.Lower);
        return values + ": " + result.Outcome switch
        {
            ComparisonOutcome.Better => $"better by {better}, {marginText}",
            ComparisonOutcome.Worse => $"worse by {worse}, {marginText}",
            ComparisonOutcome.WorseWithinMargin => $"worse by {worse}, within the {marginText}",
            ComparisonOutcome.WorseSizeUndecided => $"worse by {worse}, by more or by less than the {marginText} is undecided"
                + (result.Slice is null ? "" : $": inconclusive, {More(result, relative)}"),
            ComparisonOutcome.NotWorse => $"not worse, difference {better}, {marginText}",
            _ => $"difference {better} reaches beyond the {marginText}: inconclusive, {More(result, relative)}",
        };
    }

    // Why a slice that is worse by itself does not fail among all of them.
    public static string WorseAlone(ComparisonResult result, double pAdjusted, int familySize, double alpha, long? rowsToAdd) =>
        $"{result.Reason}: by itself, but not as one of {familySize} slice gates (adjusted p {Numerals.PValue(pAdjusted, alpha)}): inconclusive, "
        + More(rowsToAdd, "difference found");

    private static string Name(ComparisonResult result) => result.Slice is null ? result.Rule.Metric.Name : $"{result.Rule.Metric}@{result.Slice}";

    private static string More(ComparisonResult result, bool relative)
    {
        string planned = relative ? Numerals.ExactPercent(result.Rule.Planned) : Numerals.Exact(result.Rule.Planned);
        return More(result.RowsNeeded, $"planned difference of {planned}");
    }

    private static string More(long? rowsNeeded, string planned) => rowsNeeded switch
    {
        null => $"and at the {planned} no number of rows would decide it",
        0 => $"although so many rows should decide it at the {planned}",
        { } rows => $"{Numerals.MoreRows(rows)} would decide it",
    };
}
