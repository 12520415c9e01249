using MlCi.Adapters.Storage;
using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Adapters.Registry;

/// <summary>
/// A model as an artifact of CNCF ModelPack (https://github.com/modelpack/model-spec). No clock: same contents, same digest.
/// </summary>
public static class ModelArtifact
{
    internal const string ModelFolder = "model/";
    internal const string ProgramFile = "program.tar";
    internal const string SchemaFile = "schema.json";
    internal const string PipelineFile = "pipeline.yml";
    internal const string TrainingRowsFile = "training-rows";

    /// <summary>Stores a model; it has no tag yet.</summary>
    /// <returns>The manifest's descriptor.</returns>
    /// <exception cref="FaultException">A part is missing (exit 2), or the registry is out of reach (exit 3).</exception>
    public static Descriptor Write(IRepository registry, ModelContents contents)
    {
        List<Descriptor> layers = [];
        foreach ((string name, string path) in InsideFolder.Files(contents.ModelFolder, "the files of a model"))
            layers.Add(registry.PutFile(MediaTypes.Weight, path).With(AnnotationKeys.FilePath, ModelFolder + name));
        string modelDigest = ModelDigestOf(layers);

        if (contents.ProgramFolder is { } program)
            layers.Add(
                registry.PutBlob(MediaTypes.Code, stream => ProgramTar.Pack(program, stream)).With(AnnotationKeys.FilePath, ProgramFile));
        layers.Add(registry.PutFile(MediaTypes.WeightConfig, contents.SchemaFile).With(AnnotationKeys.FilePath, SchemaFile));
        layers.Add(registry.PutFile(MediaTypes.WeightConfig, contents.PipelineFile).With(AnnotationKeys.FilePath, PipelineFile));
        foreach ((string holdout, string path) in contents.Predictions.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            layers.Add(PutPredictions(registry, holdout, path));
        if (contents.TrainingRowsFile is { } rows)
        {
            layers.Add(registry.PutFile(MediaTypes.Dataset, rows)
                .With(AnnotationKeys.FilePath, TrainingRowsFile).With(AnnotationKeys.Content, TrainingRowsFile));
        }

        SortedDictionary<string, string> annotations = new(contents.Annotations.ToDictionary(), StringComparer.Ordinal)
        {
            [AnnotationKeys.Title] = registry.Pipeline,
            [AnnotationKeys.ModelDigest] = modelDigest,
        };
        Descriptor config = registry.PutBlob(MediaTypes.ModelConfig, RegistryJson.Write(ConfigOf(registry.Pipeline, layers)));
        return registry.PutManifest(OciManifest.Of(MediaTypes.Model, config, layers) with { Annotations = annotations });
    }

    /// <summary>Reads which parts a model has, and sees that all are there in full length.</summary>
    /// <param name="registry">The repository.</param>
    /// <param name="reference">A tag or digest.</param>
    /// <returns>The model, or null where nothing has that name.</returns>
    /// <exception cref="FaultException">It is damaged or no model (exit 3).</exception>
    public static StoredModel? Read(IRepository registry, string reference)
    {
        if (registry.Resolve(reference) is not { } descriptor)
            return null;
        OciManifest manifest = registry.ReadManifest(descriptor);
        if (manifest.ArtifactType != MediaTypes.Model)
            throw registry.Damaged(descriptor, $"an artifact of type '{manifest.ArtifactType}'", $"a model, '{MediaTypes.Model}'");
        foreach (Descriptor part in manifest.Layers.Prepend(manifest.Config))
            registry.CheckPresent(part);
        string modelDigest = ModelDigestOf(manifest.Layers);
        return manifest.Annotation(AnnotationKeys.ModelDigest) == modelDigest
            ? new StoredModel(registry, descriptor, manifest, modelDigest)
            : throw registry.Damaged(
                descriptor,
                $"files of model {modelDigest}",
                $"{manifest.Annotation(AnnotationKeys.ModelDigest) ?? "its digest"} as annotated");
    }

    /// <summary>The digest of a model's files, before it is stored.</summary>
    /// <exception cref="FaultException">There is no such folder, or nothing to register in it (exit 2).</exception>
    internal static string DigestOf(string modelFolder) =>
        Digest.OfFiles(InsideFolder.Files(modelFolder, "the files of a model").Select(file => (file.Name, FileDigests.OfFile(file.Path))));

    // The same digest that FileDigests.OfFolder gives the folder: what run records and gate reports name.
    private static string ModelDigestOf(IReadOnlyList<Descriptor> layers) => Digest.OfFiles(
        layers.Where(layer => layer.MediaType == MediaTypes.Weight)
            .Select(layer => (PathInModel(layer), layer.Digest)));

    internal static string PathInModel(Descriptor layer) =>
        layer.Annotation(AnnotationKeys.FilePath) is { } path && path.StartsWith(ModelFolder, StringComparison.Ordinal)
        ? path[ModelFolder.Length..]
        : throw FaultException.OutOfReach(
            $"model file {layer.Digest}: found the path '{layer.Annotation(AnnotationKeys.FilePath)}', expected one below {ModelFolder}");

    private static Descriptor PutPredictions(IRepository registry, string holdoutDigest, string path) =>
        Digest.IsWellFormed(holdoutDigest)
        ? registry.PutFile(MediaTypes.Dataset, path)
            .With(AnnotationKeys.FilePath, $"predictions/{holdoutDigest[Digest.Prefix.Length..]}{Path.GetExtension(path)}")
            .With(AnnotationKeys.Holdout, holdoutDigest).With(AnnotationKeys.Content, "predictions")
        : throw FaultException.Misconfigured(
            $"{path}: found '{holdoutDigest}' as the holdout's digest, expected sha256: and 64 hexadecimal digits");

    private static ModelConfig ConfigOf(string pipeline, List<Descriptor> layers) => new()
    {
        Descriptor = new ModelConfig.ModelName(pipeline),
        Config = new ModelConfig.ModelForm("mlci"),
        Modelfs = new ModelConfig.ModelLayers("layers", [.. layers.Select(layer => layer.Digest)]),
    };
}
