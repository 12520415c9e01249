using System.Text.Json.Nodes;
using MlCi.Adapters.Storage;
using MlCi.Adapters.Terminal;
using MlCi.Findings;
using MlCi.Metrics;
using MlCi.Reports;
using MlCi.Slices;
using Spectre.Console;

namespace MlCi.Adapters.PredictionFiles;

/// <summary>Metrics with intervals of a file of predictions, on all rows and in slices. It gates nothing.</summary>
internal static class PredictionsEvaluation
{
    /// <summary>The metrics asked for, in any task.</summary>
    /// <exception cref="FaultException">Names that are not known (exit 2).</exception>
    public static Metric[] Metrics(PredictionsOptions options) => MetricOption.Parse(options.Metrics, Metric.For(options.Task), options.Task, _ => true);

    /// <summary>Evaluates, prints, and writes the JSON if asked to.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="read">Reads the predictions; called after the metrics' names were found to be right.</param>
    /// <param name="console">Where it prints.</param>
    /// <returns>The exit code: 0, whatever the metrics are.</returns>
    /// <exception cref="FaultException">Wrong options or a wrong file (exit 2).</exception>
    public static int Run(PredictionsOptions options, Func<PredictionsInput> read, IAnsiConsole console)
    {
        Metric[] metrics = Metrics(options);
        PredictionsInput input = read();
        // Of fewer classes than k, the first k hold every class.
        if (input.Model is ClassPredictions { Classes.Count: var classes })
            metrics = [.. metrics.Where(metric => !(metric.Parameter >= classes))];
        Evaluation model = Evaluate(metrics, input.Model, input, options.Alpha);
        Evaluation? champion = input.Champion is { } other ? Evaluate(metrics, other, input, options.Alpha) : null;
        WorstSlices? worst = input.WorstSlices(options.Alpha);
        if (options.Json is { } file)
        {
            JsonObject json = EvaluationJson.Of(pipeline: null, model: null, input.Digest, input.Model, model, options.Alpha);
            json["worstSlices"] = worst is null ? null : EvaluationJson.WorstSlices(worst);
            if (champion is not null)
                json["champion"] = EvaluationJson.Of(pipeline: null, model: null, input.Digest, input.Champion!, champion, options.Alpha);
            AtomicFile.WriteText(file, json.ToJsonString(GateReportJson.Options) + "\n");
        }

        if (options.Quiet)
            return ExitCodes.Passed;
        EvaluationConsole.Write(console, input, model, champion, options.Metrics.Count == 0 ? MetricOption.Chief(options.Task) : metrics, options.Alpha);
        WorstSliceTable.WriteOrSayNone(console, worst);
        return ExitCodes.Passed;
    }

    private static Evaluation Evaluate(Metric[] metrics, TaskPredictions predictions, PredictionsInput input, double alpha)
    {
        // The calibration error's interval is simulated, which takes a while: not in slices.
        Metric[] inSlices = [.. metrics.Where(metric => metric != Metric.CalibrationError)];
        return Evaluation.Of(metrics, inSlices, predictions, input.Partitions, alpha, PredictionStatistics.Cores);
    }
}
