using MlCi.Findings;

namespace MlCi.Comparison;

/// <summary>Why a comparison came out as it did, in one sentence with the numbers.</summary>
internal static class ComparisonReason
{
    public static string NotEvaluated(CompareRule rule, string undefined) => $"{rule.Metric} vs champion not evaluated: {undefined}";

    public static string TooFew(CompareRule rule, string tooFew, long? rowsToAdd)
    {
        string more = rowsToAdd is { } rows ? $", about {Numerals.About(rows)} more rows at this mix are needed" : "";
        return $"{rule.Metric} vs champion: found {tooFew}: inconclusive{more}";
    }

    public static string Of(ComparisonResult result)
    {
        bool relative = CompareRule.IsRelative(result.Rule.Metric);
        double margin = result.Rule.Margin;
        string marginText = "margin " + (relative ? Numerals.ExactPercent(margin) : Numerals.Exact(margin));
        if (result.Outcome == ComparisonOutcome.Identical)
            return $"{result.Rule.Metric} vs champion: the predictions are identical, {marginText}";

        double difference = result.Difference!.Value;
        Statistics.Interval interval = result.Interval!.Value;
        string Text(double value, double lower, double upper) => relative
            ? Numerals.PercentWithInterval(value, lower, upper, margin, 0, -margin)
            : Numerals.WithInterval(value, lower, upper, margin, 0, -margin);
        string values = $"{result.Rule.Metric} {Numerals.Of(result.Challenger!.Value)} vs champion {Numerals.Of(result.Champion!.Value)}";
        string better = Text(difference, interval.Lower, interval.Upper);
        string worse = Text(-difference, -interval.Upper, -interval.Lower);
        return values + ": " + result.Outcome switch
        {
            ComparisonOutcome.Better => $"better by {better}, {marginText}",
            ComparisonOutcome.Worse => $"worse by {worse}, {marginText}",
            ComparisonOutcome.WorseWithinMargin => $"worse by {worse}, within the {marginText}",
            ComparisonOutcome.WorseSizeUndecided => $"worse by {worse}, by more or by less than the {marginText} is undecided",
            ComparisonOutcome.NotWorse => $"not worse, difference {better}, {marginText}",
            _ => $"difference {better} reaches beyond the {marginText}: inconclusive, {More(result, relative)}",
        };
    }

    private static string More(ComparisonResult result, bool relative)
    {
        string planned = relative ? Numerals.ExactPercent(result.Rule.Planned) : Numerals.Exact(result.Rule.Planned);
        return result.RowsNeeded switch
        {
            null => $"and at the planned difference of {planned} no number of rows would decide it",
            0 => $"although so many rows should decide it at the planned difference of {planned}",
            { } rows => $"about {Numerals.About(rows)} more rows would decide it",
        };
    }
}
