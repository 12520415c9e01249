namespace MlCi.Pipelines;

/// <summary>What one schema says of a column.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Meaning">Its <c>description</c>, else its <c>title</c>, or null.</param>
/// <param name="Type">Its type in words, such as <c>number or no value</c>.</param>
/// <param name="Range">Which values of the type it may have, in words; empty where all.</param>
/// <param name="Values">The values of an <c>enum</c>, each as a text; empty where there is none.</param>
/// <param name="Unit">Its <c>x-unit</c>, or null.</param>
/// <param name="Owner">Its <c>x-owner</c>, else the schema's, or null: who answers for it.</param>
/// <param name="Since">Its <c>x-since</c>, else the schema's, or null: since when it is there.</param>
public sealed record CatalogueColumn(string Name, string? Meaning, string Type, string Range, IReadOnlyList<string> Values, string? Unit, string? Owner, string? Since)
{
    /// <summary>What must be the same wherever the column is used: type, range and unit, in words.</summary>
    public string Form => string.Join(", ", new[] { Type, Values.Count > 0 ? string.Join(" | ", Values) : Range, Unit ?? "" }.Where(part => part.Length > 0));
}

/// <summary>What a pipeline does with a column.</summary>
/// <param name="Pipeline">The pipeline's name.</param>
/// <param name="Role"><c>label</c>, <c>key</c>, <c>weight</c>, <c>cluster</c> or <c>feature</c>.</param>
public sealed record CatalogueUse(string Pipeline, string Role)
{
    /// <inheritdoc/>
    public override string ToString() => Role == "feature" ? Pipeline : $"{Pipeline} ({Role})";
}

/// <summary>A column with the pipelines whose schemas say the same of it.</summary>
/// <param name="Column">What they say.</param>
/// <param name="Uses">What they do with it, by name.</param>
public sealed record CatalogueEntry(CatalogueColumn Column, IReadOnlyList<CatalogueUse> Uses);
