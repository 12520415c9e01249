using System.Text.Json;
using System.Text.Json.Nodes;
using MlCi.Adapters.Storage;
using MlCi.Adapters.Training;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Metrics;
using MlCi.Pipelines;
using MlCi.Quality;
using MlCi.Reports;
using MlCi.Schemas;

namespace MlCi.Adapters.Stages;

/// <summary>Checks train and holdout against schema.json, the rules of quality, the label's values, and keys for being unique.</summary>
internal static class ValidateDataStage
{
    private const string Name = "ValidateData";
    private const string FileName = "validated.json";

    public static StageOutcome Run(PipelineSession session)
    {
        StageInputs inputs = new(Name,
        [
            StageInput.Only("pipeline", session.Definition.Name), StageInput.Only("rules", session.TextDigest), StageInput.Only("schema", session.SchemaDigest),
            StageInput.Only("train", session.Train.Digest), StageInput.Only("holdout", session.Holdout.Digest), .. DataRules.Inputs(session), .. Toolchain.Inputs,
        ]);
        // What depends on more than the data is looked at in every run.
        if (session.Cache.Find(Name, inputs.Digest) is { } folder && Read(folder) is { } kept)
        {
            session.Holdout.RowsDigest = kept.Holdout;
            session.Rows = kept.Rows;
            return Tell(session, [.. kept.Warnings, .. DataRules.Fresh(session, kept.Newest), .. OfPackages(session.Definition)], kept.Summary);
        }

        List<Finding> findings = Check(session);
        string? wrong = findings.Exists(finding => finding.Blocks) ? null : WrongClasses(session);
        findings.AddRange(DataRules.Check(session));
        session.Rows = new AcceptedRows(session.Train.Table.RowCount, session.Holdout.Table.RowCount);
        IReadOnlyList<NewestValue> newest = DataRules.Newest(session);
        string summary = FormattableString.Invariant($"{session.Train.Table.RowCount:N0} + {session.Holdout.Table.RowCount:N0} rows, {session.Train.Table.Columns.Count} columns");
        StageOutcome outcome = Tell(session, [.. findings, .. DataRules.Fresh(session, newest), .. OfPackages(session.Definition)], summary);
        if (wrong is not null)
            return StageOutcome.Failed(Name, wrong);
        // Only what is sound is kept: what is not is told with its rows.
        if (!findings.Exists(finding => finding.Blocks))
        {
            session.Cache.Make(Name, inputs.Digest, made => File.WriteAllText(
                Path.Combine(made, FileName), JsonSerializer.Serialize(new Sound(summary, session.Holdout.RowsDigest, session.Rows, newest, findings), GateReportJson.Options)));
        }

        return outcome;
    }

    private static StageOutcome Tell(PipelineSession session, IReadOnlyList<Finding> findings, string summary)
    {
        session.Findings = findings;
        AtomicFile.WriteText(
            session.Artifact("findings.json"),
            new JsonArray([.. findings.Select(GateReportJson.Finding)]).ToJsonString(GateReportJson.Options) + "\n");
        Finding[] blocking = [.. findings.Where(finding => finding.Blocks)];
        if (blocking.Length == 0)
        {
            string told = findings.Count == 0 ? "no findings" : findings[0].Message + (findings.Count == 1 ? "" : $" (1 of {findings.Count} warnings)");
            return StageOutcome.Passed(Name, $"{summary}, {told}");
        }

        string more = blocking.Length == 1 ? "" : $" (1 of {blocking.Length} findings)";
        return StageOutcome.Failed(Name, $"the data break the contract: {blocking[0].Message}{more}");
    }

    private static List<Finding> Check(PipelineSession session)
    {
        PipelineDefinition definition = session.Definition;
        NamedColumns.Check(session);
        List<Finding> findings = [];
        foreach (DataInput input in new[] { session.Train, session.Holdout })
        {
            findings.AddRange(input == session.Holdout && definition.Labels is not null ? LabelFindings.Check(session) : SchemaCheck.Check(session.Schema, input.Table));
            if (definition.Key is { } key && session.Schema.Find(key.Value) is not { IsUnique: true })
                SchemaCheck.CheckUnique("key", input.Table.Column(key.Value), input.Table, key.Place, findings);
        }

        // What the schema found already is not told again.
        List<Finding> ofTask = [];
        CheckTask(session, ofTask);
        findings.AddRange(LabelFindings.Hidden(session, ofTask).Where(one => !findings.Exists(known => known.File == one.File && known.Column == one.Column)));
        return findings;
    }

    private static Sound? Read(string folder)
    {
        try
        {
            Sound? read = JsonSerializer.Deserialize<Sound>(File.ReadAllText(Path.Combine(folder, FileName)), GateReportJson.Options);
            return read is { Rows: not null, Newest: not null, Warnings: not null } ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Whatever a command loads trains the model, too; without a lock file nobody knows what that was.
    private static IEnumerable<Finding> OfPackages(PipelineDefinition definition)
    {
        if ((definition.Training.Command ?? definition.Predicting.Command) is { } command && definition.Commands.Lock is null)
        {
            yield return new Finding("lock", definition.File, Column: null, "train.lock, such as requirements.lock", Count: 1, Rows: 0, [], command.Place)
            {
                Blocks = false,
                Found = "no lock file of the packages that its commands use",
            };
        }
    }

    // What a task needs of label, weight and cluster, whatever schema.json says of them.
    private static void CheckTask(PipelineSession session, List<Finding> findings)
    {
        PipelineDefinition definition = session.Definition;
        Table holdout = session.Holdout.Table;
        if (definition.Weight is { } weight)
        {
            double[] numbers = holdout.Column(weight.Value).Numbers.ToArray();
            SchemaCheck.CheckEach("weight", holdout.Column(weight.Value), holdout, row => numbers[row] >= 0, "a number of at least 0", weight.Place, findings);
        }

        if (definition.Cluster is { } cluster)
            SchemaCheck.CheckEach("cluster", holdout.Column(cluster.Value), holdout, row => !holdout.Column(cluster.Value).IsMissing(row), "a value", cluster.Place, findings);
        if (definition.Task == PredictionTask.Regression)
        {
            foreach (Table table in Labelled(session))
            {
                double[] numbers = table.Column(definition.Label.Value).Numbers.ToArray();
                SchemaCheck.CheckEach("label", table.Column(definition.Label.Value), table, row => double.IsFinite(numbers[row]), "a number, as the task is regression", definition.Label.Place, findings);
            }
        }
        else if (definition.Task == PredictionTask.Multiclass && !session.LabelsWithheld)
        {
            var classes = HoldoutRows.Classes(session).ToHashSet(StringComparer.Ordinal);
            Column label = holdout.Column(definition.Label.Value);
            SchemaCheck.CheckEach("label", label, holdout, row => label.Text(row) is { } text && classes.Contains(text), "a class of the training data", definition.Label.Place, findings);
        }
    }

    private static string? WrongClasses(PipelineSession session)
    {
        PipelineDefinition definition = session.Definition;
        string[] labels = [.. Labelled(session)
            .SelectMany(table => table.Column(definition.Label.Value).Levels).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        // Of labels that lie apart no value is told.
        IEnumerable<string> told = definition.Labels is null ? labels : labels.Intersect(session.Train.Table.Column(definition.Label.Value).Levels);
        string found = $"{definition.Label.Place}: found {labels.Length} values of label '{definition.Label.Value}' ({string.Join(", ", told.Take(5))}{(definition.Labels is null ? "" : " in the training data")}), expected";
        return definition.Task switch
        {
            PredictionTask.Binary when labels.Length > 2 => $"{found} two, as the task is binary",
            PredictionTask.Multiclass when labels.Length < 2 => $"{found} two or more, as the task is multiclass",
            _ => null,
        };
    }

    private static IEnumerable<Table> Labelled(PipelineSession session) =>
        session.LabelsWithheld ? [session.Train.Table] : [session.Train.Table, session.Holdout.Table];

    // Data in which nothing was found that blocks. How old the newest row is depends on the clock, so only which it is stands here.
    private sealed record Sound(string Summary, string Holdout, AcceptedRows Rows, IReadOnlyList<NewestValue> Newest, IReadOnlyList<Finding> Warnings);
}
