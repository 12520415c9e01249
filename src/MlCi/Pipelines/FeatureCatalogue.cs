using MlCi.Findings;

namespace MlCi.Pipelines;

/// <summary>The columns of all pipelines by name: what they mean, what they may be, who answers for them and who uses them.</summary>
/// <param name="Entries">The entries by name; a name of which schemas say different things has several.</param>
/// <param name="Disagreements">The names whose type, range or unit differs between pipelines, each with who says what.</param>
public sealed record FeatureCatalogue(IReadOnlyList<CatalogueEntry> Entries, IReadOnlyList<CatalogueDisagreement> Disagreements)
{
    /// <summary>Gathers the columns of pipelines.</summary>
    /// <param name="pipelines">Each pipeline with the bytes of its schema, which can be used, and the schema's path.</param>
    /// <exception cref="FaultException">An annotation is no text; every one is listed (exit 2).</exception>
    public static FeatureCatalogue Of(IEnumerable<(PipelineDefinition Definition, byte[] Schema, string File)> pipelines)
    {
        List<Fault> faults = [];
        List<(CatalogueColumn Column, CatalogueUse Use)> all = [];
        foreach ((PipelineDefinition definition, byte[] schema, string file) in pipelines)
            all.AddRange(CatalogueReader.Read(schema, file, faults).Select(column => (column, new CatalogueUse(definition.Name, Role(definition, column.Name)))));
        if (faults.Count > 0)
            throw FaultException.Misconfigured([.. faults.Distinct()]);
        List<CatalogueEntry> entries = [];
        List<CatalogueDisagreement> disagreements = [];
        foreach (IGrouping<string, (CatalogueColumn Column, CatalogueUse Use)> name in all.GroupBy(one => one.Column.Name, StringComparer.Ordinal).OrderBy(name => name.Key, StringComparer.Ordinal))
        {
            entries.AddRange(name.GroupBy(one => (one.Column.Form, one.Column.Meaning, one.Column.Owner, one.Column.Since)).Select(same => new CatalogueEntry(same.First().Column, UsesOf(same))));
            (string Form, IReadOnlyList<CatalogueUse> Uses)[] forms = [.. name.GroupBy(one => one.Column.Form, StringComparer.Ordinal).Select(same => (same.Key, UsesOf(same)))];
            if (forms.Length > 1)
                disagreements.Add(new CatalogueDisagreement(name.Key, forms));
        }

        return new FeatureCatalogue(entries, disagreements);
    }

    private static IReadOnlyList<CatalogueUse> UsesOf(IEnumerable<(CatalogueColumn Column, CatalogueUse Use)> all) => [.. all.Select(one => one.Use).OrderBy(use => use.Pipeline, StringComparer.Ordinal)];

    private static string Role(PipelineDefinition definition, string column) =>
        column == definition.Label.Value ? "label" : column == definition.Key?.Value ? "key" : column == definition.Weight?.Value ? "weight" : column == definition.Cluster?.Value ? "cluster" : "feature";
}

/// <summary>A column's name under which pipelines mean different things.</summary>
/// <param name="Column">The name.</param>
/// <param name="Forms">Each type, range and unit, with the pipelines that say so.</param>
public sealed record CatalogueDisagreement(string Column, IReadOnlyList<(string Form, IReadOnlyList<CatalogueUse> Uses)> Forms)
{
    /// <inheritdoc/>
    public override string ToString() => $"'{Column}' is {string.Join("; ", Forms.Select(form => $"{form.Form} in {string.Join(", ", form.Uses.Select(use => use.Pipeline))}"))}";
}
