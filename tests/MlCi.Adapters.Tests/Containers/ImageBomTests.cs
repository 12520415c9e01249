using System.Text;
using MlCi.Adapters.Containers;
using MlCi.Adapters.Registry;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Images;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Containers;

/// <summary>Bills of materials of images.</summary>
public sealed class ImageBomTests : IDisposable
{
    private const string Deps = """{"libraries":{"MathNet.Numerics/5.0.0":{"type":"package","sha512":""}}}""";
    private static readonly BomSubject Subject = new("churn", Digest.OfText("image"), Digest.OfText("model"), new Dictionary<string, string>(), "1.0.0");

    private readonly ScannedSample image = new();
    private readonly TemporaryFolder folder = new();

    public void Dispose()
    {
        image.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Components_AreThoseThatAContainerSees()
    {
        image.Layer(("usr/lib/os-release", "ID=debian\nVERSION_ID=\"12\"\n"), ("var/lib/dpkg/status", Package("libc6", "2.36")), ("app/old.deps.json", Deps))
            .Layer(("var/lib/dpkg/status", Package("libc6", "2.37")), ("app/.wh.old.deps.json", ""), ("venv/lib/six-1.16.0.dist-info/METADATA", "Name: six\nVersion: 1.16.0\n"));

        Assert.Equal(
            ["operating-system:debian@12", "pkg:deb/debian/libc6@2.37?arch=amd64&distro=debian-12", "pkg:pypi/six@1.16.0"],
            Scan().Components.Select(component => component.Reference).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ListOfPackagesThatIsTooLong_IsRefused_NotLeftOut()
    {
        image.Layer(("var/lib/dpkg/status", Package("libc6", "2.36")));

        var fault = Assert.Throws<FaultException>(() => ImageScan.Read(image.Build(), new Dictionary<string, string>(), new LayerLimits(TextBytes: 10)));

        Assert.Contains("var/lib/dpkg/status: found a list of packages of ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bill_IsAttachedToTheImageOnce()
    {
        IRepository registry = new FolderPlace(folder.Root).Repository("churn");
        Descriptor config = registry.PutBlob("application/vnd.oci.image.config.v1+json", "{}"u8.ToArray());
        Descriptor model = registry.PutManifest(OciManifest.Of("application/vnd.oci.image.config.v1+json", config, []));
        image.Layer(("app/x.deps.json", Deps));
        ContainerImage built = ProjectImage.Write(SampleImage.Request(folder), folder.Path("image"), CancellationToken.None);
        byte[] bill = ImageBom.Write(Scan(), Subject);

        Assert.Equal(2, Stored(bill));
        Assert.Equal(0, Stored(bill));
        Descriptor found = Assert.Single(registry.Referrers(built.Manifest.Digest, BillOfMaterials.MediaType));
        Assert.Equal(bill, Attachment.ContentOf(registry, found, built.Manifest.Digest));
        Assert.Equal(1, Stored(ImageBom.Write(Scan(), Subject with { ModelDigest = Digest.OfText("other") })));

        int Stored(byte[] one)
        {
            PublishedParts parts = RegisteredContainer.Write(registry, model, built, "{}"u8.ToArray(), one, DateTimeOffset.UnixEpoch);
            using RegistryLock held = registry.Lock();
            registry.Publish(held, parts.Tags.Append(new("model", model)).ToDictionary(), parts.Attachments);
            return parts.Attachments.Count;
        }
    }

    [Fact]
    public void SameImage_HasTheSameBytes()
    {
        image.Layer(("app/x.deps.json", Deps));

        Assert.Equal(ImageBom.Write(Scan(), Subject), ImageBom.Write(Scan(), Subject));
        Assert.Contains("\"pkg:nuget/MathNet.Numerics@5.0.0\"", Encoding.UTF8.GetString(ImageBom.Write(Scan(), Subject)), StringComparison.Ordinal);
    }

    private ImageScan Scan() => ImageScan.Read(image.Build(), new Dictionary<string, string>());

    private static string Package(string name, string version) => $"Package: {name}\nStatus: install ok installed\nArchitecture: amd64\nVersion: {version}\n";
}
