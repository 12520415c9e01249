using System.Text;
using System.Text.Json;
using MlCi.Adapters.Containers;
using MlCi.Adapters.Registry;
using MlCi.Adapters.Registry.Remote;
using MlCi.Adapters.Storage;
using MlCi.Data;
using MlCi.Findings;
using MlCi.IntegrationTests.Registry;
using MlCi.IntegrationTests.Samples;
using MlCi.Pipelines;
using MlCi.Testing;
using MlCi.Testing.Registries;

namespace MlCi.IntegrationTests.Containers;

/// <summary>telco-churn's image on a base of this machine's Debian packages, and what other tools make of it.</summary>
public sealed class TelcoImageTests(TelcoProgram telco) : IClassFixture<TelcoProgram>, IDisposable
{
    private const long Megabyte = 1_000_000;
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public void WrittenFromTwoFolders_ItIsTheSameByteForByte()
    {
        ContainerImage one = Image("one", telco.One);
        ContainerImage other = Image("two", telco.Other);

        Assert.Equal(FileDigests.OfFolder(telco.One), FileDigests.OfFolder(telco.Other));
        Assert.Equal(one.Manifest.Digest, other.Manifest.Digest);
    }

    [SkippableFact]
    public void PublishedOnce_ItIsFoundAgain()
    {
        string published = telco.One;

        Assert.Equal(published, telco.Get("one", progress => Assert.Fail(progress)));
    }

    [SkippableFact]
    public void Program_TellsNothingOfWhereItWasBuilt()
    {
        byte[][] names = [Encoding.UTF8.GetBytes(telco.Folder.Root), Encoding.Unicode.GetBytes(telco.Folder.Root)];

        Assert.DoesNotContain(
            Directory.EnumerateFiles(telco.One, "*", SearchOption.AllDirectories),
            file => File.ReadAllBytes(file) is var bytes && Array.Exists(names, name => bytes.AsSpan().IndexOf(name) >= 0));
    }

    [SkippableFact]
    public void OverItsBase_ItIsSmall()
    {
        ContainerImage image = Image("image", telco.One);
        BaseImage below = Debian();

        long belowUnpacked = below.Layers.Sum(layer => BaseLayerCheck.Run(layer, below.Pinned, CancellationToken.None));
        Assert.InRange(image.UnpackedSize - belowUnpacked, 1, 45 * Megabyte);
        Assert.InRange(image.PackedSize - below.Layers.Sum(layer => layer.Blob.Size), 1, 20 * Megabyte);
        Assert.InRange(belowUnpacked, 1, 16 * Megabyte);
    }

    [SkippableFact]
    public void Skopeo_ReadsAndCopiesIt()
    {
        Skopeo.Require();
        ContainerImage image = Image("image", telco.One);

        JsonElement shown = JsonDocument.Parse(Skopeo.Run("inspect", $"oci:{image.Layout}:telco-churn")).RootElement;
        Skopeo.Run("--insecure-policy", "copy", "--preserve-digests", $"oci:{image.Layout}:telco-churn", $"oci:{folder.Path("copy")}:copied");

        Assert.Equal(image.Manifest.Digest, shown.GetProperty("Digest").GetString());
        Assert.Equal("telco-churn", shown.GetProperty("Labels").GetProperty("org.opencontainers.image.title").GetString());
        Assert.Equal(image.Manifest.Digest, Digest.OfBytes(Skopeo.Run("inspect", "--raw", $"oci:{folder.Path("copy")}:copied")));
    }

    [SkippableFact]
    public void Skopeo_ReadsTheDockerArchive()
    {
        Skopeo.Require();
        ContainerImage image = Image("image", telco.One);
        string archive = folder.Path("image.tar");
        using (FileStream file = File.Create(archive))
            DockerArchive.Write(image, "telco:1", file);

        // Its config has the id that an engine gives the image.
        Assert.Equal(image.Config.Digest, Digest.OfBytes(Skopeo.Run("inspect", "--config", "--raw", $"docker-archive:{archive}")));
    }

    [SkippableFact]
    public void PushedToARegistry_AndPulledByDigest_ItIsStillTheSame()
    {
        Xunit.Skip.IfNot(RegistryServer.IsInstalled, RegistryServer.Missing);
        ContainerImage image = Image("image", telco.One);
        using RegistryServer server = RegistryServer.Plain();
        using TcpProxy proxy = new(server.Port);
        IRepository repository = Remote(proxy.Host);

        Assert.Equal(image.Manifest.Digest, ImagePush.Push(image, repository).Digest);
        long first = proxy.Up;
        Assert.Equal(image.Manifest.Digest, ImagePush.Push(image, Remote(proxy.Host)).Digest);

        Assert.InRange(proxy.Up - first, 1, 20_000);
        Assert.InRange(first, image.PackedSize, long.MaxValue);
        BaseImage pulled = Find($"{server.Host}/acme/telco-churn@{image.Manifest.Digest}");
        Assert.Equal(image.Layers.Select(layer => layer.Digest), pulled.Layers.Select(layer => layer.Blob.Digest));
        Assert.Equal(image.UnpackedSize, pulled.Layers.Sum(layer => BaseLayerCheck.Run(layer, pulled.Pinned, CancellationToken.None)));
    }

    [SkippableFact]
    public void PulledBase_IsKept_AndAnUnpinnedOneIsToldItsDigest()
    {
        Xunit.Skip.IfNot(RegistryServer.IsInstalled, RegistryServer.Missing);
        BaseImage debian = Debian();
        ContainerImage image = Image("image", telco.One);
        string reference;
        using (RegistryServer server = RegistryServer.Plain())
        {
            IRepository repository = Remote(server.Host);
            Descriptor pushed = ImagePush.Push(image, repository);
            using (RegistryLock held = repository.Lock())
                repository.Publish(held, new Dictionary<string, Descriptor>(StringComparer.Ordinal) { ["v1"] = pushed }, []);
            reference = $"{server.Host}/acme/telco-churn:v1";

            FaultException fault = Assert.Throws<FaultException>(() => Find(reference));
            Assert.Equal(ExitCodes.Misconfigured, fault.ExitCode);
            Assert.Contains($"expected {reference}@{pushed.Digest}, which it is now", fault.Message, StringComparison.Ordinal);
            reference += $"@{pushed.Digest}";
            Find(reference);
        }

        // The registry is gone.
        BaseImage kept = Find(reference);
        Assert.Equal(debian.Layers[0].Blob.Digest, kept.Layers[0].Blob.Digest);
        Assert.Equal(3, kept.Layers.Count);
    }

    private ContainerImage Image(string layout, string program)
    {
        SampleProgram.Churn.Train(folder, "model");
        string pipeline = Path.Combine(RepositoryRoot.Path, "pipelines", "telco-churn");
        ImageRequest request = new(Debian(), program, folder.Path("model"), Path.Combine(pipeline, "schema.json")) { Tag = "telco-churn", Title = "telco-churn", Label = "churn" };
        return ProjectImage.Write(request, folder.Path(layout), CancellationToken.None);
    }

    // Kept for all tests of the class.
    private BaseImage Debian() => DebianBaseTests.Made(telco.Folder.Path("one"));

    private BaseImage Find(string reference) => BaseImages.Find(reference, folder.Root, folder.Root, place: null, _ => { }, CancellationToken.None);

    private IRepository Remote(string host)
    {
        RegistryEnvironment environment = new() { Registry = $"http://{host}/acme", DockerFolder = folder.Path("docker") };
        return RegistryPlaces.Of(folder.Root, RegistrySetting.None, environment, CancellationToken.None).Repository("telco-churn");
    }
}
