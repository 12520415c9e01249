using MlCi.Findings;

namespace MlCi.Runs;

/// <summary>A metric of one run in a plot.</summary>
/// <param name="Run">The run.</param>
/// <param name="At">Where it stands on the horizontal axis: a number, or the number of its label.</param>
/// <param name="Value">The value.</param>
/// <param name="Lower">The lower end of its interval; null where it has none.</param>
/// <param name="Upper">The upper end.</param>
public sealed record PlottedRun(RunRecord Run, double At, double Value, double? Lower, double? Upper);

/// <summary>A metric over runs, or over a value that they were given, with the intervals as error bars.</summary>
/// <param name="Metric">The metric, or a decision by its id.</param>
/// <param name="X">What the horizontal axis shows, as <see cref="RunFields"/> calls it.</param>
/// <param name="Labels">What stands at 0, 1, 2 … of the horizontal axis; null where it is one of numbers.</param>
/// <param name="Pipelines">The pipelines, each a series, in the order of their names.</param>
/// <param name="Runs">The runs, in the order of the horizontal axis.</param>
/// <param name="Limit">The limit of the newest run's threshold, where all runs are of one pipeline and have one; else null.</param>
public sealed record RunPlot(
    string Metric, string X, IReadOnlyList<string>? Labels, IReadOnlyList<string> Pipelines, IReadOnlyList<PlottedRun> Runs, double? Limit)
{
    /// <summary>The most pipelines in one plot: more colours cannot be told apart.</summary>
    public const int MostPipelines = 8;

    /// <summary>The horizontal axis where none is asked for: the runs in the order in which they started.</summary>
    public const string ByStart = "started";

    /// <summary>Whether the horizontal axis is logarithmic: positive numbers over more than two decades.</summary>
    public bool IsLogarithmic => Labels is null && Runs.All(run => run.At > 0) && Runs.Max(run => run.At) >= 100 * Runs.Min(run => run.At);

    /// <summary>What the plot shows: <c>auc by params.l2, 90 % intervals</c>.</summary>
    public string Title => $"{Metric} by {X}{(Levels is [var level] ? $", {Numerals.ExactPercent(Math.Round(level, 10))} intervals" : "")}";

    private double[] Levels => [.. Runs.Where(run => run.Lower is not null).SelectMany(run => run.Run.Gates.Where(gate => gate.Id == Metric).Select(gate => gate.Level)
        .Concat(run.Run.Metrics.Where(metric => metric.Name == Metric).Select(metric => metric.Level))).Distinct()];

    /// <summary>Draws up a plot. Runs without the metric, or without a place on the axis, are left out.</summary>
    /// <param name="records">The runs.</param>
    /// <param name="metric">The metric, or a decision by its id; null: the first metric of the newest run that has one.</param>
    /// <param name="x">What the horizontal axis shows.</param>
    /// <exception cref="FaultException">No run has it, or there are too many pipelines (exit 2).</exception>
    public static RunPlot Of(IReadOnlyList<RunRecord> records, string? metric, string x)
    {
        IReadOnlyList<RunRecord> newest = RunOrder.NewestFirst(records);
        metric ??= newest.SelectMany(record => record.Metrics).FirstOrDefault()?.Name
            ?? throw FaultException.Misconfigured("found no run with a metric, expected one to plot");
        RunFields.Check(records, x, "--x");
        (RunRecord Run, double? Value, double? Lower, double? Upper)[] measured =
            [.. newest.Reverse().Select(record => Measured(record, metric)).Where(one => one.Value is not null && RunFields.Of(one.Run, x) is not null)];
        if (measured.Length == 0)
            throw FaultException.Misconfigured($"found no run with '{metric}' and '{x}', expected --metric {Known(newest)}");

        string[] pipelines = [.. measured.Select(one => one.Run.Pipeline).Distinct().Order(StringComparer.Ordinal)];
        if (pipelines.Length > MostPipelines)
            throw FaultException.Misconfigured($"found runs of {pipelines.Length} pipelines, expected at most {MostPipelines} in one plot: choose some by --pipeline");
        string[]? labels = Labelled([.. measured.Select(one => one.Run)], x);
        PlottedRun[] runs =
        [
            .. measured.Select((one, index) => new PlottedRun(
                one.Run,
                labels is null ? RunFields.Of(one.Run, x)!.Number!.Value : x == ByStart ? index : Array.IndexOf(labels, RunFields.Of(one.Run, x)!.Text),
                one.Value!.Value, one.Lower, one.Upper)).OrderBy(run => run.At),
        ];
        double? limit = pipelines.Length == 1 ? measured[^1].Run.Gates.FirstOrDefault(gate => gate.Id == metric)?.Threshold : null;
        return new RunPlot(metric, x, labels, pipelines, runs, limit);
    }

    // A metric that is no gate has its interval in the metrics, a slice's in the decisions.
    private static (RunRecord Run, double? Value, double? Lower, double? Upper) Measured(RunRecord record, string name) =>
        record.Metrics.FirstOrDefault(one => one.Name == name) is { } metric ? (record, metric.Estimate, metric.Lower, metric.Upper)
        : record.Gates.FirstOrDefault(one => one.Id == name) is { } gate ? (record, gate.Rule == "comparison" ? gate.Difference : gate.Estimate, gate.Lower, gate.Upper)
        : (record, null, null, null);

    // Runs stand side by side, however long the time between them; so do texts.
    private static string[]? Labelled(RunRecord[] runs, string x) =>
        x == ByStart ? [.. runs.Select(run => run.StartedText[5..16])]
        : Array.TrueForAll(runs, run => RunFields.Of(run, x)!.Number is not null) ? null
        : [.. runs.Select(run => RunFields.Of(run, x)!.Text).Distinct().Order(StringComparer.Ordinal)];

    private static string Known(IReadOnlyList<RunRecord> newest) =>
        newest.SelectMany(record => record.Metrics).Select(metric => metric.Name).Distinct().ToArray() is { Length: > 0 } names ? $"one of {string.Join(", ", names)}" : "of a run that was evaluated";
}
