using System.Text.Json.Nodes;
using MlCi.Adapters.Storage;
using MlCi.Data;
using MlCi.Findings;
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
        CheckNames(session);
        List<Finding> findings = [];
        foreach (DataInput input in new[] { session.Train, session.Holdout })
        {
            findings.AddRange(SchemaCheck.Check(session.Schema, input.Table));
            if (definition.Key is { } key && session.Schema.Find(key.Value) is not { IsUnique: true })
                SchemaCheck.CheckUnique("key", input.Table.Column(key.Value), input.Table, key.Place, findings);
        }

        session.Findings = findings;
        AtomicFile.WriteText(
            session.Artifact("findings.json"),
            new JsonArray([.. findings.Select(GateReportJson.Finding)]).ToJsonString(GateReportJson.Options) + "\n");
        if (findings.Count > 0)
        {
            string more = findings.Count == 1 ? "" : $" (1 of {findings.Count} findings)";
            return StageOutcome.Failed("ValidateData", $"the data break the contract: {findings[0].Message}{more}");
        }

        string[] labels = [.. new[] { session.Train, session.Holdout }
            .SelectMany(input => input.Table.Column(definition.Label.Value).Levels).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (labels.Length > 2)
        {
            return StageOutcome.Failed(
                "ValidateData", $"{definition.Label.Place}: found {labels.Length} values of label '{definition.Label.Value}' ({string.Join(", ", labels.Take(5))}), expected two, as the task is binary");
        }

        return StageOutcome.Passed("ValidateData", FormattableString.Invariant(
            $"{session.Train.Table.RowCount:N0} + {session.Holdout.Table.RowCount:N0} rows, {session.Train.Table.Columns.Count} columns, no findings"));
    }

    // What pipeline.yml names must be in the data: every absent one is told at once.
    private static void CheckNames(PipelineSession session)
    {
        PipelineDefinition definition = session.Definition;
        List<Fault> faults = [];
        Named(definition.Label.Value, "label.column", definition.Label.Place);
        if (definition.Key is { } key)
            Named(key.Value, "data.key", key.Place);
        foreach (Slices.SliceRule slice in definition.Slices)
            Named(slice.Column, $"slice '{slice.Name}'", slice.Place);

        if (session.Schema.Find(definition.Label.Value) is { } label && !label.Admits(definition.Positive.Value))
            faults.Add(new Fault($"found label.positive '{definition.Positive.Value}', expected a value that {session.Schema.File}:{label.Place.Line} admits for '{label.Name}'", definition.Positive.Place));
        if (faults.Count > 0)
            throw FaultException.Misconfigured(faults);

        void Named(string column, string what, SourcePlace place)
        {
            foreach (Table table in new[] { session.Train.Table, session.Holdout.Table })
            {
                if (table.Find(column) is null)
                    faults.Add(new Fault($"found {what} on column '{column}', which {table.File} does not have, expected {NearestName.Suggest(column, table.Columns.Select(c => c.Name))}", place));
            }
        }
    }
}
