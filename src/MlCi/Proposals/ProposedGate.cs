using MlCi.Data;
using MlCi.Findings;
using MlCi.Metrics;

namespace MlCi.Proposals;

/// <summary>A limit, with why it is there.</summary>
/// <param name="Metric">The metric's name.</param>
/// <param name="IsMinimum">Whether the value must be at least the limit; else at most.</param>
/// <param name="Limit">The limit.</param>
/// <param name="Why">Why this limit, in a sentence or two.</param>
/// <param name="Blocks">Whether it blocks where it is inconclusive.</param>
/// <param name="InSlices">Whether it is about each slice; else about the whole holdout.</param>
/// <param name="IsDiagnostic">Whether it is only looked at.</param>
public sealed record ProposedGate(string Metric, bool IsMinimum, double Limit, string Why, bool Blocks = true, bool InSlices = false, bool IsDiagnostic = false)
{
    private const int Digits = 3;
    private const double BetterThanChance = .55;

    // Where nearly all rows are of one class, accuracy says nothing that log loss does not say better.
    private const double MostMajority = .9;

    /// <summary>
    /// Limits that any model of use meets: it must be better than what answers the same in every row. They come from the labels alone,
    /// so that no model has a say in them.
    /// </summary>
    /// <param name="train">The labels to learn from: what always answers the same learns them, too.</param>
    /// <param name="holdout">The labels to judge by.</param>
    /// <param name="label">The label.</param>
    public static IReadOnlyList<ProposedGate> Of(Column train, Column holdout, ProposedLabel label) => label.Task switch
    {
        PredictionTask.Binary => Binary(train, holdout, label),
        PredictionTask.Multiclass => Multiclass(train, holdout, label),
        _ => Regression(train, holdout),
    };

    private static ProposedGate[] Binary(Column train, Column holdout, ProposedLabel label)
    {
        int fewest = Fewest(holdout, label);
        bool isJudged = fewest >= MetricEstimator.LeastMinorityForAuc;
        string few = isJudged ? "" : $" The holdout has {Numerals.Count(fewest, "rows")} of the rarer class, too few to judge a ranking: it takes {MetricEstimator.LeastMinorityForAuc}.";
        return
        [
            new("auc", true, BetterThanChance, $"Does the score rank '{label.Positive}' above '{label.Negative}'? A coin has 0.5.{few}", Blocks: isJudged),
            Losses(train, holdout, label, $"the training data's base rate, {Numerals.ExactPercent(Math.Round(Share(train, label.Positive!), 3))}", blocks: !isJudged),
            .. Accuracy(train, holdout, blocks: false),
            new("brier", false, .25, "In no slice worse than saying one half of every row, which has 0.25: a good average must not hide a group.", InSlices: true),
        ];
    }

    private static ProposedGate[] Multiclass(Column train, Column holdout, ProposedLabel label)
    {
        // Where a class is too rare for an interval of log loss, accuracy decides: of it any class may be rare.
        bool isJudged = Fewest(holdout, label) >= MetricEstimator.LeastMinorityForLosses;
        return
        [
            Losses(train, holdout, label, "the classes' shares of the training data", blocks: isJudged),
            .. Accuracy(train, holdout, blocks: !isJudged),
            new("log_loss", false, Written.Ceiling(Math.Log(label.Classes.Count), Digits), $"In no slice worse than saying that all {label.Classes.Count} classes are as probable: a good average must not hide a group.", InSlices: true),
        ];
    }

    private static ProposedGate[] Regression(Column train, Column holdout)
    {
        double[] sorted = [.. train.Numbers.ToArray().Order()];
        double median = (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        double error = Written.Floor(holdout.Numbers.ToArray().Average(number => Math.Abs(number - median)), Digits);
        string constant = $"Always saying the training data's median, {Written.Number(median)}, is off by {Written.Number(error)} in the mean";
        ProposedGate[] ofError = error <= 0 ? [] :
        [
            new("mae", false, error, $"How far is a prediction off? {constant}.", Blocks: false),
            new("mae", false, error, "The same in each slice, to look at: where values are larger, errors are, however good the model.", InSlices: true, IsDiagnostic: true),
        ];
        return [new("r2", true, 0, "How much of what the label differs by is told? Always saying the mean has 0."), .. ofError];
    }

    // Of shares that were learned, judged on the holdout.
    private static ProposedGate Losses(Column train, Column holdout, ProposedLabel label, string constant, bool blocks)
    {
        Dictionary<string, int> rows = Counts(holdout);
        double loss = label.Classes.Sum(one => -rows.GetValueOrDefault(one.Text) * Math.Log(Math.Max(Share(train, one.Text), double.Epsilon))) / holdout.RowCount;
        double limit = Written.Floor(loss, Digits);
        return new("log_loss", false, limit, $"Are the probabilities better than always saying {constant}? That has {Written.Number(limit)} on this holdout.", blocks);
    }

    private static IEnumerable<ProposedGate> Accuracy(Column train, Column holdout, bool blocks)
    {
        string majority = Counts(train).OrderByDescending(one => one.Value).ThenBy(one => one.Key, StringComparer.Ordinal).First().Key;
        double share = Written.Ceiling(Share(holdout, majority), Digits);
        return share > MostMajority && (!blocks || share >= 1) ? [] :
            [new("accuracy", true, share, $"Always answering '{majority}' is right for {Numerals.ExactPercent(share)}: is the model right more often?", blocks)];
    }

    private static int Fewest(Column holdout, ProposedLabel label)
    {
        Dictionary<string, int> rows = Counts(holdout);
        return label.Classes.Min(one => rows.GetValueOrDefault(one.Text));
    }

    private static double Share(Column column, string value) => (double)Counts(column).GetValueOrDefault(value) / column.RowCount;

    private static Dictionary<string, int> Counts(Column column)
    {
        Dictionary<string, int> counts = [];
        for (int row = 0; row < column.RowCount; row++)
        {
            if (column.Text(row) is { } text)
                counts[text] = counts.GetValueOrDefault(text) + 1;
        }

        return counts;
    }
}
