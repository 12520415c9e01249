using MlCi.Metrics;

namespace MlCi.Reports.Html;

/// <summary>
/// What is drawn of predictions beside the gates, small whatever their number: of a binary task the curves of its scores, of several
/// classes their confusions, of a regression where the truth lies around what was predicted.
/// </summary>
public sealed record ReportCurves
{
    /// <summary>A binary task's, or null.</summary>
    public ScoreCurves? Scores { get; init; }

    /// <summary>The champion's on the same rows, or null where nothing was compared.</summary>
    public ScoreCurves? Champion { get; init; }

    /// <summary>A task of several classes', or null.</summary>
    public ClassCells? Classes { get; init; }

    /// <summary>A regression's, or null.</summary>
    public NumberCurves? Numbers { get; init; }

    /// <summary>Whether rows count by their weights in curves and distributions.</summary>
    public bool HasWeights { get; init; }

    /// <summary>Takes what is drawn.</summary>
    /// <param name="predictions">The predictions of the holdout.</param>
    public static ReportCurves Of(TaskPredictions predictions)
    {
        TaskPredictions counted = predictions.Counted();
        return new ReportCurves
        {
            Scores = counted is SampledPredictions scores ? ScoreCurves.Of(scores) : null,
            Classes = counted is ClassPredictions classes ? ClassCells.Of(classes) : null,
            Numbers = counted is NumberPredictions numbers ? NumberCurves.Of(numbers) : null,
            HasWeights = counted.Sampling.HasWeights,
        };
    }

    /// <summary>The same with the champion's beside them, where its predictions are those of a binary task.</summary>
    /// <param name="champion">The champion's predictions of the same rows.</param>
    public ReportCurves Against(TaskPredictions champion) =>
        Scores is null || champion.Counted() is not SampledPredictions scores ? this : this with { Champion = ScoreCurves.Of(scores) };
}
