using MlCi.Adapters.Registry;
using MlCi.Adapters.Storage;
using MlCi.Data;

namespace MlCi.Adapters.Containers;

/// <summary>
/// A base made from the Debian packages of this machine's sources, where no registry can be reached. The same versions of the same
/// packages give the same bytes; it is kept by their digests.
/// </summary>
internal static class DebianBase
{
    // Another number where the same packages would become another base.
    private const string Recipe = "1";
    private const string RecipeStage = "BaseRecipe";
    private const string DigestFile = "digest";

    /// <summary>Makes the base, unless it was made of the same packages before.</summary>
    /// <param name="cache">Where it is kept.</param>
    /// <param name="progress">Is told that it is made.</param>
    /// <param name="interrupted">Ends it.</param>
    /// <returns>The digest of its manifest, by which <see cref="BaseImages.Stage"/> keeps it.</returns>
    /// <exception cref="Findings.FaultException">This machine has no Debian packages, or they are out of reach (exit 3).</exception>
    public static string Get(StageCache cache, Action<string> progress, CancellationToken interrupted)
    {
        IReadOnlyList<DebianPackage> packages = DebianPackage.All(interrupted);
        string key = Digest.OfText(string.Join('\n', [Recipe, Environment.Version.ToString(), .. packages.Select(package => $"{package.Name} {package.Version} {package.Digest}")]));
        if (cache.Find(RecipeStage, key) is { } known && File.ReadAllText(Path.Combine(known, DigestFile)) is var made && cache.Find(BaseImages.Stage, made) is not null)
            return made;
        progress($"making a base of {packages.Count} Debian packages");
        using ScratchFolder scratch = new("mlci-base-");
        string layout = Path.Combine(scratch.Path, "layout");
        string digest = Make(packages, scratch.Path, layout, interrupted);
        cache.Make(BaseImages.Stage, digest, folder => FolderCopy.Into(folder, layout));
        cache.Make(RecipeStage, key, folder => File.WriteAllText(Path.Combine(folder, DigestFile), digest));
        return digest;
    }

    private static string Make(IReadOnlyList<DebianPackage> packages, string scratch, string folder, CancellationToken interrupted)
    {
        string downloads = Directory.CreateDirectory(Path.Combine(scratch, "packages")).FullName;
        IReadOnlyList<string> files = DebianPackage.Download(packages, downloads, interrupted);
        LayoutWriter layout = new(folder);
        WrittenLayer layer = layout.AddLayer(DebianRoot.Of(packages.Zip(files)), interrupted);
        ImageConfig config = new()
        {
            Created = "1970-01-01T00:00:00Z",
            Architecture = ImageConfig.Amd64,
            Os = ImageConfig.Linux,
            Config = new ContainerConfig { Env = ["PATH=/usr/local/bin:/usr/bin:/bin", "SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt"] },
            Root = new ImageRoot { Type = "layers", DiffIds = [layer.DiffId] },
            History = [new HistoryEntry { Created = "1970-01-01T00:00:00Z", CreatedBy = "mlci: Debian packages " + string.Join(", ", packages.Select(package => $"{package.Name} {package.Version}")) }],
        };
        Descriptor manifest = layout.AddBytes(MediaTypes.Manifest, RegistryJson.Write(new OciManifest
        {
            SchemaVersion = 2,
            MediaType = MediaTypes.Manifest,
            Config = layout.AddBytes(ImageMediaTypes.Config, config.ToBytes()),
            Layers = [layer.Blob],
        }));
        layout.Finish(manifest, tag: null);
        return manifest.Digest;
    }
}
