using System.Text.Json.Nodes;
using MlCi.Adapters.Storage;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Metrics;
using MlCi.Pipelines;
using MlCi.Reports;
using MlCi.Schemas;

namespace MlCi.Adapters.Stages;

/// <summary>Checks train and holdout against schema.json, the label's values, and keys for being unique.</summary>
internal static class ValidateDataStage
{
    public static StageOutcome Run(PipelineSession session)
    {
        PipelineDefinition definition = session.Definition;
        NamedColumns.Check(session);
        List<Finding> findings = [];
        foreach (DataInput input in new[] { session.Train, session.Holdout })
        {
            findings.AddRange(SchemaCheck.Check(session.Schema, input.Table));
            if (definition.Key is { } key && session.Schema.Find(key.Value) is not { IsUnique: true })
                SchemaCheck.CheckUnique("key", input.Table.Column(key.Value), input.Table, key.Place, findings);
        }

        // What the schema found already is not told again.
        List<Finding> ofTask = [];
        CheckTask(session, ofTask);
        findings.AddRange(ofTask.Where(one => !findings.Exists(known => known.File == one.File && known.Column == one.Column)));

        findings.AddRange(OfPackages(definition));
        session.Findings = findings;
        AtomicFile.WriteText(
            session.Artifact("findings.json"),
            new JsonArray([.. findings.Select(GateReportJson.Finding)]).ToJsonString(GateReportJson.Options) + "\n");
        Finding[] blocking = [.. findings.Where(finding => finding.Blocks)];
        if (blocking.Length > 0)
        {
            string more = blocking.Length == 1 ? "" : $" (1 of {blocking.Length} findings)";
            return StageOutcome.Failed("ValidateData", $"the data break the contract: {blocking[0].Message}{more}");
        }

        if (WrongClasses(session) is { } wrong)
            return StageOutcome.Failed("ValidateData", wrong);

        return StageOutcome.Passed("ValidateData", FormattableString.Invariant(
            $"{session.Train.Table.RowCount:N0} + {session.Holdout.Table.RowCount:N0} rows, {session.Train.Table.Columns.Count} columns, {(findings.Count == 0 ? "no findings" : findings[0].Message)}"));
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
            foreach (Table table in new[] { session.Train.Table, holdout })
            {
                double[] numbers = table.Column(definition.Label.Value).Numbers.ToArray();
                SchemaCheck.CheckEach("label", table.Column(definition.Label.Value), table, row => double.IsFinite(numbers[row]), "a number, as the task is regression", definition.Label.Place, findings);
            }
        }
        else if (definition.Task == PredictionTask.Multiclass)
        {
            var classes = HoldoutRows.Classes(session).ToHashSet(StringComparer.Ordinal);
            Column label = holdout.Column(definition.Label.Value);
            SchemaCheck.CheckEach("label", label, holdout, row => label.Text(row) is { } text && classes.Contains(text), "a class of the training data", definition.Label.Place, findings);
        }
    }

    private static string? WrongClasses(PipelineSession session)
    {
        PipelineDefinition definition = session.Definition;
        string[] labels = [.. new[] { session.Train, session.Holdout }
            .SelectMany(input => input.Table.Column(definition.Label.Value).Levels).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        string found = $"{definition.Label.Place}: found {labels.Length} values of label '{definition.Label.Value}' ({string.Join(", ", labels.Take(5))}), expected";
        return definition.Task switch
        {
            PredictionTask.Binary when labels.Length > 2 => $"{found} two, as the task is binary",
            PredictionTask.Multiclass when labels.Length < 2 => $"{found} two or more, as the task is multiclass",
            _ => null,
        };
    }
}
