using MlCi.Data;
using MlCi.Drift;
using MlCi.Findings;
using MlCi.Pipelines;
using MlCi.Quality;

namespace MlCi.Adapters.Stages;

/// <summary>Gives the rules of <c>quality:</c> what they look at: the data, a reference, the accepted data, the time.</summary>
internal static class DataRules
{
    /// <summary>What the rules read beside the data and pipeline.yml.</summary>
    public static IEnumerable<StageInput> Inputs(PipelineSession session)
    {
        if (Reference(session) is { } reference)
            yield return StageInput.Only("reference", reference.Digest);
        if (session.Definition.Quality.Rows.Any(rule => rule.Change is not null))
            yield return StageInput.Only("accepted", AcceptedData.Read(session) is { } rows ? $"{rows.Train} + {rows.Holdout} rows" : "none");
    }

    /// <summary>What is wrong with the data, whatever the time.</summary>
    public static IReadOnlyList<Finding> Check(PipelineSession session)
    {
        QualityRules rules = RulesOf(session);
        // A sample says nothing of how much there is of anything.
        if (session.Options.Smoke)
            rules = rules with { Nulls = [], Distinct = [], Rows = [], Balance = null, NewCategories = null };
        return [.. LabelFindings.Hidden(session, DataQuality.Check(rules, DataOf(session) with { Reference = ReferenceTable(session), Accepted = AcceptedData.Read(session) }, Environment.ProcessorCount))];
    }

    /// <summary>The newest values of the columns whose age is limited.</summary>
    public static IReadOnlyList<NewestValue> Newest(PipelineSession session) =>
        [.. RulesOf(session).Fresh.Select(rule => FreshnessCheck.Newest(rule.Column, DataOf(session)))];

    /// <summary>What is too old now.</summary>
    public static IEnumerable<Finding> Fresh(PipelineSession session, IReadOnlyList<NewestValue> newest) =>
        LabelFindings.Hidden(session, RulesOf(session).Fresh.Zip(newest, (rule, value) => FreshnessCheck.Check(rule, value, TimeProvider.System.GetUtcNow())).OfType<Finding>());

    private static QualityRules RulesOf(PipelineSession session) =>
        session.LabelsWithheld ? session.Definition.Quality.Without(session.Definition.Label.Value) : session.Definition.Quality;

    private static SplitData DataOf(PipelineSession session)
    {
        PipelineDefinition definition = session.Definition;
        return new SplitData(session.Train.Table, session.Holdout.Table, definition.Task, definition.Label.Value)
        {
            Key = definition.Key?.Value,
            Weight = definition.Weight?.Value,
            Cluster = definition.Cluster?.Value,
            HidesLabels = definition.Labels is not null,
        };
    }

    // As train and holdout it may be a pointer, packed, or several files.
    private static DataInput? Reference(PipelineSession session) => session.Definition.Quality.Drift is { Reference: { } path, ReferencePlace: { } place }
        ? PointedData.Read(session.Options.Root, session.Folder, new Placed(path, place), "quality.drift.reference", session.Progress) : null;

    private static Table? ReferenceTable(PipelineSession session)
    {
        if (Reference(session)?.Table is not { } table)
            return null;
        DriftRule rule = session.Definition.Quality.Drift!;
        Fault[] absent =
        [
            .. (rule.Columns ?? []).Where(name => table.Find(name) is null).Select(name => new Fault(
                $"found quality.drift on column '{name}', which {table.File} does not have, expected {NearestName.Suggest(name, table.Columns.Select(column => column.Name))}", rule.Place)),
        ];
        return absent.Length == 0 ? table : throw FaultException.Misconfigured(absent);
    }
}
