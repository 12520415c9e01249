using MlCi.Adapters.Storage;
using MlCi.Findings;

namespace MlCi.Adapters.Registry;

/// <summary>A model in the registry. Its parts are read when they are asked for, each against its digest.</summary>
public sealed class StoredModel
{
    private readonly IRepository registry;
    private readonly OciManifest manifest;

    internal StoredModel(IRepository registry, Descriptor descriptor, OciManifest manifest, string modelDigest)
    {
        this.registry = registry;
        this.manifest = manifest;
        Descriptor = descriptor;
        ModelDigest = modelDigest;
    }

    /// <summary>The manifest's descriptor.</summary>
    public Descriptor Descriptor { get; }

    /// <summary>The manifest's digest: what promotion binds to.</summary>
    public string Digest => Descriptor.Digest;

    /// <summary>The digest of the model's files as a folder: what gate reports name.</summary>
    public string ModelDigest { get; }

    /// <summary>The manifest's annotations.</summary>
    public IReadOnlyDictionary<string, string> Annotations => manifest.Annotations!;

    /// <summary>Whether it carries a program.</summary>
    public bool HasProgram => ByPath(ModelArtifact.ProgramFile) is not null;

    /// <summary>The bytes of schema.json.</summary>
    public byte[] ReadSchema() => registry.ReadBlob(Required(ModelArtifact.SchemaFile));

    /// <summary>The bytes of pipeline.yml.</summary>
    public byte[] ReadPipeline() => registry.ReadBlob(Required(ModelArtifact.PipelineFile));

    /// <summary>Its predictions of a holdout, or null where it has none of that one.</summary>
    public byte[]? ReadPredictions(string holdoutDigest) =>
        manifest.Layers.FirstOrDefault(layer => layer.Annotation(AnnotationKeys.Holdout) == holdoutDigest) is { } predictions
            ? registry.ReadBlob(predictions)
            : null;

    /// <summary>The hashes of the rows that it was trained on, or null where they were not registered.</summary>
    public byte[]? ReadTrainingRows() => ByPath(ModelArtifact.TrainingRowsFile) is { } layer ? registry.ReadBlob(layer) : null;

    /// <summary>Writes the model's files into a folder, which takes the place of what stands there once it is whole.</summary>
    /// <exception cref="FaultException">A file is damaged, or its path leaves the folder (exit 3).</exception>
    public void ExtractModel(string folder)
    {
        try
        {
            using AtomicFolder whole = new(folder);
            foreach (Descriptor layer in manifest.Layers.Where(layer => layer.MediaType == MediaTypes.Weight))
                ExtractFile(layer, whole.Unfinished);
            whole.Commit();
        }
        catch (IOException exception)
        {
            // A full disk, or a hostile manifest in which one file is another's folder.
            throw FaultException.OutOfReach(
                $"model {Digest}: found files that cannot be extracted ({exception.Message.TrimEnd('.')}), expected a model");
        }
    }

    /// <summary>Extracts the program into a folder, which takes the place of what stands there once it is whole.</summary>
    /// <exception cref="FaultException">There is none; it is damaged, or holds links or paths that leave the folder (exit 3).</exception>
    public void ExtractProgram(string folder)
    {
        Descriptor layer = Required(ModelArtifact.ProgramFile);
        using Stream archive = registry.OpenBlob(layer);
        ProgramTar.Extract(archive, folder, $"program {layer.Digest}");
    }

    private void ExtractFile(Descriptor layer, string folder)
    {
        string path = InsideFolder.Resolve(folder, ModelArtifact.PathInModel(layer), $"model {Digest}");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using Stream content = registry.OpenBlob(layer);
        using FileStream file = new(path, FileMode.CreateNew, FileAccess.Write);
        content.CopyTo(file);
    }

    private Descriptor? ByPath(string path) => manifest.Layers.FirstOrDefault(layer => layer.Annotation(AnnotationKeys.FilePath) == path);

    private Descriptor Required(string path) =>
        ByPath(path) ?? throw registry.Damaged(Descriptor, $"no layer '{path}'", "one in the manifest of a model");
}
