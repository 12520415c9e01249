using System.Text;
using MlCi.Adapters.Containers;
using MlCi.Adapters.Registry;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Containers;

/// <summary>A program, a model and a base of a few bytes.</summary>
internal static class SampleImage
{
    public const string Schema = """{"type": "object"}""";

    /// <summary>Writes program, model and contract below a folder.</summary>
    public static ImageRequest Request(TemporaryFolder folder, string below = "in", string model = "weights")
    {
        folder.Write($"{below}/program/Tiny", "\u007FELF and more");
        folder.Write($"{below}/program/Tiny.dll", "library");
        folder.Write($"{below}/program/libtiny.so", "\u007FELF library");
        folder.Write($"{below}/program/Tiny.runtimeconfig.json", "{}");
        folder.Write($"{below}/program/inner/data.txt", "data");
        folder.Write($"{below}/model/model.json", model);
        string schema = folder.Write($"{below}/schema.json", Schema);
        string digest = Base(folder.Path("base"));
        return new ImageRequest(new BaseLayout(folder.Path("base"), "oci:base").Read(digest), folder.Path(below, "program"), folder.Path(below, "model"), schema)
        {
            Label = "churn",
            Title = "tiny",
            Revision = "abc",
            ModelDigest = "sha256:" + new string('1', 64),
            Data = new Dictionary<string, string>(StringComparer.Ordinal) { ["train"] = "sha256:" + new string('2', 64) },
        };
    }

    /// <summary>Writes a base as OCI layout; gives the digest of its manifest.</summary>
    public static string Base(string folder, string architecture = "amd64", string? layerType = null)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        LayoutWriter layout = new(folder);
        Descriptor manifest = Image(layout, architecture, layerType);
        layout.Finish(manifest, "v1");
        return manifest.Digest;
    }

    /// <summary>Writes an image of one layer; gives its manifest.</summary>
    public static Descriptor Image(LayoutWriter layout, string architecture = "amd64", string? layerType = null)
    {
        WrittenLayer layer = layout.AddLayer([LayerEntry.File("etc/base", Encoding.UTF8.GetBytes(architecture))], CancellationToken.None);
        ImageConfig config = new()
        {
            Created = "2024-05-01T00:00:00Z",
            Architecture = architecture,
            Os = "linux",
            Config = new ContainerConfig
            {
                Env = ["PATH=/bin", "TZ=Europe/Berlin"],
                Labels = new(StringComparer.Ordinal) { ["vendor"] = "acme", ["org.opencontainers.image.version"] = "12" },
            },
            Root = new ImageRoot { Type = "layers", DiffIds = [layer.DiffId] },
        };
        return layout.AddBytes(MediaTypes.Manifest, RegistryJson.Write(new OciManifest
        {
            SchemaVersion = 2,
            MediaType = MediaTypes.Manifest,
            Config = layout.AddBytes(ImageMediaTypes.Config, config.ToBytes()),
            Layers = [layerType is null ? layer.Blob : layer.Blob with { MediaType = layerType }],
        }));
    }
}
