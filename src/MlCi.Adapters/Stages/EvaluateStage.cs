using System.Text.Json.Nodes;
using MlCi.Adapters.Storage;
using MlCi.Adapters.Training;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Gates;
using MlCi.Metrics;
using MlCi.Pipelines;
using MlCi.Reports;
using MlCi.Reports.Html;
using MlCi.Runs;
using MlCi.Slices;

namespace MlCi.Adapters.Stages;

/// <summary>Predicts the holdout, whose label the program never sees; estimates every metric; decides the thresholds.</summary>
internal static class EvaluateStage
{
    private const string Name = "Evaluate";
    private const string PredictionsName = "predictions.csv";

    public static StageOutcome Run(PipelineSession session)
    {
        Kept kept = Leave(session);
        session.Decided = DecidedGates.Find(session);
        return session.Told(session.Decided is { } decided ? Take(session, decided) : Judge(session), kept);
    }

    /// <summary>Leaves the model's predictions among the artifacts.</summary>
    public static Kept Leave(PipelineSession session)
    {
        Kept kept = Predict(session, session.ModelFolder!, session.ModelDigest!);
        // Read once: what is judged, shown and registered is the same, whatever another run puts in the place of what is kept.
        session.PredictionBytes = File.ReadAllBytes(FileOf(kept));
        session.PredictionsFile = session.Artifact(PredictionsName);
        AtomicFile.WriteBytes(session.PredictionsFile, session.PredictionBytes);
        return kept;
    }

    /// <summary>The same of predictions that another job made: no program runs, and nothing that was decided before is taken over.</summary>
    /// <exception cref="FaultException">The predictions do not fit the holdout (exit 1).</exception>
    public static StageOutcome RunOnHanded(PipelineSession session)
    {
        session.PredictionBytes = session.Handed!.Predictions;
        return Judge(session);
    }

    private static StageOutcome Take(PipelineSession session, DecidedGates decided)
    {
        DisturbedPredictions.LeaveAll(session);
        session.Metrics = decided.Metrics;
        (session.Thresholds, session.Diagnostics, session.WorstSlices) = (decided.ThresholdsAlone, decided.Diagnostics, decided.WorstSlices);
        (session.SeedSpread, session.Curves) = (decided.SeedSpread, decided.Curves);
        decided.CopyReport(session, "evaluation.json");
        return decided.Evaluate;
    }

    private static StageOutcome Judge(PipelineSession session)
    {
        session.Predictions = Read(session, session.PredictionBytes!, PredictionsName);
        session.Partitions = [.. session.Definition.Slices.Select(rule => Slicer.Partition(rule, session.Holdout.Table))];
        // It decides nothing and reads only what is there by now, so it need not wait; where a gate's fault ends the stage, nobody asks for it.
        Task<WorstSlices?> worst = Task.Run(() => WorstSlicesOf(session));
        Evaluation evaluation = Estimate(session);
        double level = 1 - (2 * session.Definition.Alpha);
        Decide(session, evaluation);
        evaluation = ToldNumbers.Of(session, evaluation);
        session.Metrics = [.. evaluation.Whole.Estimates.Select(one => new RunMetric(one.Metric.Name, one.Estimate, one.Interval?.Lower, one.Interval?.Upper, level))];
        session.Curves = ReportCurves.Of(session.Predictions);
        session.SeedSpread = ToldNumbers.Of(session, SeedRepeats.Spread(session));
        session.WorstSlices = worst.GetAwaiter().GetResult();
        AtomicFile.WriteText(session.Artifact("evaluation.json"), Write(session, evaluation).ToJsonString(GateReportJson.Options) + "\n");

        Verdict verdict = Verdict.Of(session.Thresholds!);
        StageOutcome outcome = verdict.Passed
            ? StageOutcome.Passed(Name, $"{session.Truth.Summary}; {verdict.Counts}")
            : new StageOutcome(Name, StageStatus.Failed, $"{verdict.Reason} ({verdict.Counts})", HasResult: true);
        session.Evaluated = new DecidedGates
        {
            Evaluate = outcome,
            Compare = StageOutcome.NotEvaluated("Compare", ""),
            Metrics = session.Metrics,
            ThresholdsAlone = session.Thresholds!,
            Thresholds = [],
            Comparisons = [],
            Diagnostics = session.Diagnostics,
            WorstSlices = session.WorstSlices,
            SeedSpread = session.SeedSpread,
            Curves = session.Curves,
            Champion = "",
            ChampionDigest = null,
        };
        return outcome;
    }

    private static Evaluation Estimate(PipelineSession session)
    {
        PipelineDefinition definition = session.Definition;
        // What every model of the task is measured by, and what a gate asks for besides.
        Metric[] metrics = [.. session.Truth.Metrics.Concat(definition.Metrics).Concat(definition.Gates.Select(rule => rule.Metric)).Distinct()];
        // Its interval is simulated, which takes a while: in slices only where a gate asks for it.
        bool simulates = definition.Gates.Any(rule => rule.Metric == Metric.CalibrationError && rule.Slices.Count > 0);
        Metric[] inSlices = [.. metrics.Where(metric => metric != Metric.CalibrationError || simulates)];
        return Evaluation.Of(metrics, inSlices, session.Predictions!, session.Partitions, definition.Alpha, PredictionStatistics.Cores);
    }

    private static void Decide(PipelineSession session, Evaluation evaluation)
    {
        PipelineDefinition definition = session.Definition;
        session.ThresholdGates =
        [
            .. GateEvaluator.Pending([.. definition.Gates.Where(rule => !rule.IsDiagnostic)], evaluation, definition.Alpha, definition.Power),
            .. definition.Fairness.Select(rule => PendingGate.Decided(FairnessGate.Decide(
                rule, session.Predictions!.PlainBinary!, Slicer.Cut(rule.Groups, session.Holdout.Table), definition.Alpha, definition.Power))),
            .. definition.Robustness.Select(rule => PendingGate.Decided(DisturbedPredictions.Decide(session, rule))),
        ];
        // What fails here fails whatever the comparisons will show; those that join the family may let more fail, in Compare.
        session.Thresholds = ToldNumbers.Of(session, SliceFamily.Decide(session.ThresholdGates, ComparisonsToCome(definition, session.Partitions)));
        session.Diagnostics = ToldNumbers.Of(session, DiagnosticGates.Evaluate(
            [.. definition.Gates.Where(rule => rule.IsDiagnostic)], evaluation, definition.Alpha, definition.Power));
    }

    private static WorstSlices? WorstSlicesOf(PipelineSession session)
    {
        PipelineDefinition definition = session.Definition;
        return definition.WorstSlices is not { } options || session.Predictions!.PlainBinary is not { } set ? null : WorstSlices.Find(
            session.Holdout.Table, set, definition.Slices,
            [definition.Label.Value, .. definition.Key is { } key ? [key.Value] : Array.Empty<string>()], options, definition.Alpha);
    }

    /// <summary>What a model says of the holdout: what it said before, or anew. Estimates and verdicts are made of it in every run.</summary>
    public static Kept Predict(PipelineSession session, string model, string modelDigest)
    {
        PipelineDefinition definition = session.Definition;
        var inputs = new StageInputs(Name,
        [
            StageInput.Only("model", modelDigest), StageInput.Only("data", session.Holdout.GivenDigest),
            StageInput.Only("label", definition.Label.Value), StageInput.Only("key", definition.Key?.Value ?? "none"),
            .. session.ProgramInputs,
        ]);
        return session.Keep(inputs, folder => Predict(session, session.Program.Predict(), model, Path.Combine(folder, PredictionsName)));
    }

    /// <summary>The file of kept predictions.</summary>
    public static string FileOf(Kept kept) => Path.Combine(kept.Folder, PredictionsName);

    /// <summary>Has a program predict the holdout, or as many rows in its place, without the label.</summary>
    public static void Predict(PipelineSession session, VerbCommand command, string model, string output, Table? instead = null)
    {
        using var scratch = new ScratchFolder("mlci-holdout-");
        string rows = Path.Combine(scratch.Path, "rows.csv");
        File.WriteAllBytes(rows, CsvWriter.Write((instead ?? session.Holdout.Table).Without(session.Definition.Label.Value)));
        new ModelProgramHost(session.Log, session.Interrupted).Predict(command, model, rows, session.Definition.Key?.Value, output);
        session.Program.ThrowIfChanged();
        // Checked before it is kept: predictions that cannot be used are never cached.
        Read(session, File.ReadAllBytes(output), PredictionsName);
    }

    /// <summary>The predictions of the holdout's rows out of a file.</summary>
    public static TaskPredictions Read(PipelineSession session, byte[] predictions, string file)
    {
        Table table;
        try
        {
            table = CsvReader.Read(predictions, file);
        }
        catch (FaultException e)
        {
            // What a program wrote is no configuration: it speaks against the model.
            throw new FaultException(ExitCodes.Negative, e.Faults);
        }

        return session.Truth.Read(table, session.Definition.Key is { } key ? session.Holdout.Table.Column(key.Value) : null);
    }

    private static int ComparisonsToCome(PipelineDefinition definition, IReadOnlyList<SlicePartition> partitions) =>
        definition.Compare.Sum(rule => partitions.Where(partition => rule.Slices.Contains(partition.Rule)).Sum(partition => partition.Values.Count));

    private static JsonObject Write(PipelineSession session, Evaluation evaluation)
    {
        PipelineDefinition definition = session.Definition;
        JsonObject json = EvaluationJson.Of(definition.Name, session.ModelDigest, session.Holdout.Digest, session.Predictions!, evaluation, definition.Alpha);
        ToldNumbers.Reduce(session, json["calibration"] as JsonObject);
        json["weight"] = definition.Weight?.Value;
        json["cluster"] = definition.Cluster?.Value;
        json["gates"] = new JsonArray([.. session.Thresholds!.Select(GateReportJson.Gate)]);
        json["diagnostics"] = new JsonArray([.. session.Diagnostics.Select(GateReportJson.Gate)]);
        json["worstSlices"] = session.WorstSlices is { } worst ? EvaluationJson.WorstSlices(worst) : null;
        json["seedSpread"] = new JsonArray([.. session.SeedSpread.Select(SeedSpreadJson.Of)]);
        return json;
    }
}
