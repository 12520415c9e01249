using System.Globalization;
using MlCi.Adapters.Storage;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Gates;
using MlCi.Metrics;
using MlCi.Pipelines;
using MlCi.Reports;

namespace MlCi.Adapters.Stages;

/// <summary>Asks the pipeline's own program about the holdout with some columns disturbed, and decides what flipped.</summary>
internal static class DisturbedPredictions
{
    /// <summary>The folder of artifacts where they are left, so that whoever judges without the program can count the flips anew.</summary>
    public const string Folder = "disturbed";

    private const string PredictionsName = "predictions.csv";
    private const int MostOfAReason = 400;

    /// <summary>The file of a perturbation's predictions: <c>disturbed/&lt;12 hexadecimal digits&gt;.csv</c>, the same of every run.</summary>
    public static string FileOf(Perturbation perturbation) =>
        $"{Folder}/{Digest.OfText(string.Join('\0', [.. Key(perturbation), .. perturbation.Columns]))[7..19]}.csv";

    /// <summary>Leaves what an earlier run predicted among the artifacts.</summary>
    public static void LeaveAll(PipelineSession session)
    {
        foreach (RobustnessRule rule in session.Definition.Robustness)
            Leave(session, rule);
    }

    /// <summary>Decides a rule; predictions of the same model, holdout and perturbation are reused.</summary>
    /// <exception cref="FaultException">A column that is not there, that no model sees, or that cannot be disturbed so (exit 2).</exception>
    public static GateResult Decide(PipelineSession session, RobustnessRule rule)
    {
        PipelineDefinition definition = session.Definition;
        foreach ((Placed? column, string what) in new[] { ((Placed?)definition.Label, "the label"), (definition.Key, "the key"), (definition.Weight, "the weight"), (definition.Cluster, "the cluster") })
        {
            if (column is { } named && rule.Perturbation.Columns.Contains(named.Value))
                throw FaultException.Misconfigured($"found column '{named.Value}' to disturb, which is {what}, expected a feature of the model", rule.Place);
        }

        try
        {
            return RobustnessGate.Decide(rule, session.Predictions!, Predictions(session, rule), definition.Alpha, definition.Power);
        }
        catch (FaultException e) when (e.ExitCode == ExitCodes.Negative)
        {
            // It may quote what the program wrote, of whatever length.
            string why = Headline.FirstLine(e.Message);
            return RobustnessGate.NotEvaluated(rule, why.Length > MostOfAReason ? why[..MostOfAReason] + "…" : why, definition.Alpha);
        }
    }

    private static TaskPredictions Predictions(PipelineSession session, RobustnessRule rule)
    {
        string name = FileOf(rule.Perturbation);
        return session.Handed is { } handed ? EvaluateStage.Read(session, handed.Disturbed(name), name) : EvaluateStage.Read(session, Leave(session, rule), PredictionsName);
    }

    private static byte[] Leave(PipelineSession session, RobustnessRule rule)
    {
        PipelineDefinition definition = session.Definition;
        Perturbation perturbation = rule.Perturbation;
        var inputs = new StageInputs("Disturbed",
        [
            StageInput.Only("model", session.ModelDigest!), StageInput.Only("data", session.Holdout.GivenDigest),
            StageInput.Only("label", definition.Label.Value), StageInput.Only("key", definition.Key?.Value ?? "none"),
            StageInput.Only("perturbation", string.Join(' ', Key(perturbation))),
            .. perturbation.Columns.Select(column => new StageInput("columns", column, "disturbed")),
            .. session.ProgramInputs,
        ]);
        string folder = session.Keep(inputs, folder => Predict(session, rule, Path.Combine(folder, PredictionsName))).Folder;
        byte[] predictions = File.ReadAllBytes(Path.Combine(folder, PredictionsName));
        AtomicFile.WriteBytes(session.Artifact(FileOf(perturbation)), predictions);
        return predictions;
    }

    private static string[] Key(Perturbation perturbation) => [perturbation.Word, perturbation.Size.ToString("R", CultureInfo.InvariantCulture)];

    // What was disturbed and predicted before is not disturbed again: the key holds all that it depends on.
    private static void Predict(PipelineSession session, RobustnessRule rule, string output)
    {
        Table disturbed = RobustnessGate.Disturb(rule, session.Holdout.Table, session.Holdout.GivenDigest);
        session.Progress($"predicting the holdout with {rule.Name}");
        EvaluateStage.Predict(session, session.Program.Predict(), session.ModelFolder!, output, disturbed);
    }
}
