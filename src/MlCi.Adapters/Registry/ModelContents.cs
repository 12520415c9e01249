namespace MlCi.Adapters.Registry;

/// <summary>What is registered of a model, by the paths of its parts. The manifest's digest depends on their contents alone.</summary>
public sealed record ModelContents
{
    /// <summary>The folder that Train left.</summary>
    public required string ModelFolder { get; init; }

    /// <summary>The published program, or the scripts of a command pipeline; null where a command needs none.</summary>
    public string? ProgramFolder { get; init; }

    /// <summary>The data contract, schema.json.</summary>
    public required string SchemaFile { get; init; }

    /// <summary>The rules that it was gated under, pipeline.yml.</summary>
    public required string PipelineFile { get; init; }

    /// <summary>Files of predictions by the digest of the holdout that they are of.</summary>
    public required IReadOnlyDictionary<string, string> Predictions { get; init; }

    /// <summary>A file with the hashes of the rows that the model was trained on, or null.</summary>
    public string? TrainingRowsFile { get; init; }

    /// <summary>
    /// More annotations of the manifest, such as <see cref="AnnotationKeys.Revision"/>. They enter its digest: a time among them
    /// makes every registration a new one.
    /// </summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
