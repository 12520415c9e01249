namespace MlCi.Adapters.Registry;

/// <summary>The keys of annotations on manifests and descriptors.</summary>
public static class AnnotationKeys
{
    /// <summary>The tag, in an image layout's index.json.</summary>
    public const string RefName = "org.opencontainers.image.ref.name";

    /// <summary>The name of the pipeline.</summary>
    public const string Title = "org.opencontainers.image.title";

    /// <summary>The git commit, where the caller gives one.</summary>
    public const string Revision = "org.opencontainers.image.revision";

    /// <summary>On what is attached to a model: when it was made, which orders it.</summary>
    public const string Created = "org.opencontainers.image.created";

    /// <summary>On a registration record: the model's version, without a v.</summary>
    public const string Version = "org.opencontainers.image.version";

    /// <summary>The path of a layer's file, with forward slashes.</summary>
    public const string FilePath = "org.cncf.model.filepath";

    /// <summary>The digest of the model's files as a folder: what gate reports name.</summary>
    public const string ModelDigest = "dev.mlci.model.digest";

    /// <summary>On predictions, gate reports and ledgers: the digest of the holdout that they are of.</summary>
    public const string Holdout = "dev.mlci.holdout";

    /// <summary>On a dataset layer: what it holds.</summary>
    public const string Content = "dev.mlci.content";

    /// <summary>On a gate report: who registered the model with it.</summary>
    public const string RegisteredBy = "dev.mlci.registered-by";

    /// <summary>On a gate report: the page of the job that registered the model with it; where somebody did by hand, there is none.</summary>
    public const string RegisteredIn = "dev.mlci.registered-in";

    /// <summary>On a promotion record: the alias that moved.</summary>
    public const string Alias = "dev.mlci.alias";
}
