using MlCi.Findings;
using MlCi.Metrics;
using MlCi.Proposals;

namespace MlCi.Adapters.Scaffolding;

/// <summary>Says how rows were parted, and what the holdout can tell.</summary>
internal static class SplitTexts
{
    /// <summary>In a few words.</summary>
    public static string Short(RowSplit split) => split.Way switch
    {
        SplitWay.Entities => $"All rows of one '{split.Column}' are on one side, by a hash of it",
        SplitWay.Time => $"The holdout is the latest part by '{split.Column}'",
        SplitWay.File => "The holdout is a file of its own",
        _ => "A row's side is decided by a hash of its values; rows that are alike are on one side",
    };

    /// <summary>For who wants to make it again.</summary>
    public static string Long(RowSplit split, ProposedLabel label) => split.Way switch
    {
        SplitWay.Entities => $"All rows of one `{split.Column}` are on one side, so that no model is judged by an entity that it knows. Entities are taken into the holdout in the order of the "
            + "SHA-256 of their name until it has its share: the split can be made again anywhere, and the order of rows has no say in it.",
        SplitWay.Time => $"The holdout holds the latest rows by `{split.Column}`, as a model is used on rows that come later than those that it learned from.",
        SplitWay.File => "The holdout was given as a file of its own.",
        _ => $"Within each {(label.Task == PredictionTask.Regression ? "tenth of the label" : "class")}, rows are taken into the holdout in the order of a SHA-256 of their values without label and key, until "
            + "it has its share. So the split can be made again anywhere, the order of rows has no say in it, and rows that are alike are on one side: none is learned from and judged by.",
    };

    /// <summary>What the holdout can tell.</summary>
    public static string Tells(PipelineProposal proposal) => proposal.Label.Task == PredictionTask.Regression
        ? $"{Numerals.Count(proposal.Holdout.RowCount, "rows")} tell a mean error from a limit {Numerals.Of(Margin(proposal.Holdout.RowCount))} of its standard deviation away"
        : HoldoutSize.Tells(proposal.Holdout.RowCount, (double)proposal.Label.Classes.Max(one => one.Rows) / proposal.Label.Classes.Sum(one => one.Rows));

    // (z₁₋α + z₁₋β)/√n with α = .05 and a power of .8.
    private static double Margin(int rows) => new Gates.HoldoutPlan(Gates.HoldoutMode.Track, 1, .05, .8, new Gates.RowSpread(Gates.SpreadKind.Deviation, 1)).Margin(rows);
}
