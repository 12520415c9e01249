using MlCi.Data;
using MlCi.Findings;
using MlCi.Metrics;
using MlCi.Pipelines;

namespace MlCi.Adapters.Stages;

/// <summary>Holds what pipeline.yml names against the data, before anything is trained.</summary>
internal static class NamedColumns
{
    /// <summary>Looks for every column that pipeline.yml names.</summary>
    /// <exception cref="FaultException">Some are absent, or schema.json does not admit the positive label (exit 2): all of them.</exception>
    public static void Check(PipelineSession session)
    {
        PipelineDefinition definition = session.Definition;
        (Table train, Table holdout) = (session.Train.Table, session.LabelsWithheld ? WithLabel(session) : session.Holdout.Table);
        List<Fault> faults =
        [
            .. Absent("label.column", definition.Label, train, holdout),
            .. Absent("data.key", definition.Key, train, holdout),
            .. Absent("data.weight", definition.Weight, holdout),
            .. Absent("data.cluster", definition.Cluster, holdout),
            .. definition.Slices.SelectMany(rule => Absent($"slice '{rule.Name}'", rule.Columns, holdout)),
            .. definition.Fairness.SelectMany(rule => Absent($"fairness {rule.MetricName}", rule.Groups.Columns, holdout)),
            .. definition.Robustness.SelectMany(rule => Absent(
                $"robustness {rule.Perturbation.Word}", rule.Perturbation.Columns.Select(column => (column, rule.Place)), holdout)),
            .. definition.Quality.NamedColumns.SelectMany(rule => Absent($"quality.{rule.Rule}", [(rule.Column, rule.Place)], train, holdout)),
        ];
        if (definition.Task == PredictionTask.Binary && session.Schema.Find(definition.Label.Value) is { } label && !label.Admits(definition.Positive.Value))
            faults.Add(new Fault($"found label.positive '{definition.Positive.Value}', expected a value that {session.Schema.File}:{label.Place.Line} admits for '{label.Name}'", definition.Positive.Place));
        if (faults.Count > 0)
            throw FaultException.Misconfigured(faults);
    }

    // A label that is only not here is not absent; nobody looks at its values.
    private static Table WithLabel(PipelineSession session)
    {
        Table holdout = session.Holdout.Table;
        return holdout.With([.. holdout.Columns, Column.OfNumbers(session.Definition.Label.Value, new double[holdout.RowCount])]);
    }

    private static IEnumerable<Fault> Absent(string what, Placed? named, params Table[] tables) =>
        named is null ? [] : Absent(what, [(named.Value, named.Place)], tables);

    private static IEnumerable<Fault> Absent(string what, IEnumerable<(string Name, SourcePlace Place)> columns, params Table[] tables) =>
        from column in columns.Distinct()
        from table in tables
        where table.Find(column.Name) is null
        select new Fault(
            $"found {what} on column '{column.Name}', which {table.File} does not have, expected {NearestName.Suggest(column.Name, table.Columns.Select(known => known.Name))}",
            column.Place);
}
