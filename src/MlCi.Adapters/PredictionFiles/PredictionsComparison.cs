using MlCi.Adapters.Storage;
using MlCi.Comparison;
using MlCi.Findings;
using MlCi.Gates;
using MlCi.Metrics;
using MlCi.Reports;
using Spectre.Console;

namespace MlCi.Adapters.PredictionFiles;

/// <summary>Champion against challenger in a file with the scores of both, on all rows and in slices.</summary>
internal static class PredictionsComparison
{
    private const double Power = .8;

    /// <summary>The metrics asked for, each of which can be compared.</summary>
    /// <exception cref="FaultException">Names that are not known, or nothing to compare with (exit 2).</exception>
    public static Metric[] Metrics(PredictionsOptions options)
    {
        Metric[] metrics = MetricOption.Parse(options.Metrics, MetricOption.Chief(options.Task), options.Task, ChampionComparison.Supports);
        return options.ChampionScore is not null ? metrics
            : throw FaultException.Misconfigured("found no '--champion-score', expected the column of the champion's score");
    }

    /// <summary>Compares, prints, and writes the JSON if asked to.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="read">Reads the predictions; called after the metrics' names were found to be right.</param>
    /// <param name="console">Where it prints.</param>
    /// <returns>The exit code: 0 where nothing blocks, else 1.</returns>
    /// <exception cref="FaultException">Wrong options or a wrong file (exit 2).</exception>
    public static int Run(PredictionsOptions options, Func<PredictionsInput> read, IAnsiConsole console)
    {
        Metric[] metrics = Metrics(options);
        PredictionsInput input = read();
        string[] slices = [.. input.Partitions.Select(partition => partition.Rule)];
        CompareRule[] rules =
        [
            .. metrics.Select(metric => new CompareRule(metric, CompareRule.DefaultMargin(metric), Planned: 0, WhenInconclusive.Warn, new SourcePlace(options.File, 1))
            {
                Slices = slices,
            }),
        ];
        IReadOnlyList<GateResult> results = SliceFamily.Decide(
            ComparisonGate.Pending(rules, input.Champion!, input.Model, input.Partitions, options.Alpha, Power));
        Verdict verdict = Verdict.Of(results);
        if (options.Json is { } file)
        {
            string note = $"'{options.Score}' against '{options.ChampionScore}' of {Path.GetFileName(options.File)}";
            AtomicFile.WriteText(file, ComparisonJson.Of(pipeline: null, model: null, champion: null, input.Digest, note, results).ToJsonString(GateReportJson.Options) + "\n");
        }

        ComparisonConsole.Write(console, options, input, results, verdict);
        return verdict.Passed ? ExitCodes.Passed : ExitCodes.Negative;
    }
}
