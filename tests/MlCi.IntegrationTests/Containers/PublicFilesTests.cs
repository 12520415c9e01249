using System.Formats.Tar;
using System.Text;
using MlCi.Adapters.Containers;
using MlCi.Adapters.Registry;
using MlCi.Adapters.Storage;
using MlCi.Data;
using MlCi.Testing;

namespace MlCi.IntegrationTests.Containers;

/// <summary>What Debian publishes to everybody holds no secret: its libraries, its bundle of authorities, Python's packages with their own tests.</summary>
public sealed class PublicFilesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableTheory]
    [InlineData("/usr/lib/python3/dist-packages/sklearn")]
    [InlineData("/usr/lib/python3/dist-packages/pandas")]
    [InlineData("/usr/lib/python3/dist-packages/cryptography")]
    [InlineData("/usr/share/ca-certificates")]
    [InlineData("/usr/lib/x86_64-linux-gnu/perl-base")]
    [InlineData("/etc/ssl/certs")]
    public void DebiansFiles_HoldNoSecret(string files)
    {
        Skip.IfNot(Directory.Exists(files), $"{files} is not there");

        ImageScan scan = ImageScan.Read(Image(files), new Dictionary<string, string>());

        Assert.NotEmpty(scan.Files);
        Assert.Empty(scan.Findings(isWrittenHere: false).Where(finding => finding.Blocks).Select(finding => finding.Message));
    }

    [SkippableFact]
    public void PackagesOfThisMachine_AreListed()
    {
        const string Dpkg = "/var/lib/dpkg";
        Skip.IfNot(File.Exists($"{Dpkg}/status"), "this machine has no dpkg");
        Directory.CreateDirectory(folder.Path("files", "dpkg"));
        File.Copy($"{Dpkg}/status", folder.Path("files", "dpkg", "status"));

        ImageScan scan = ImageScan.Read(Image(folder.Path("files", "dpkg"), "var/lib/dpkg"), new Dictionary<string, string>());

        Assert.Contains(scan.Components, component => component.Name == "libc6" && component.Purl!.StartsWith("pkg:deb/debian/libc6@2.", StringComparison.Ordinal));
    }

    private ContainerImage Image(string files, string? at = null)
    {
        string tar = folder.Path("layer.tar");
        using (TarWriter writer = new(File.Create(tar), TarEntryFormat.Pax))
        {
            foreach (string file in Directory.EnumerateFiles(files, "*", SearchOption.AllDirectories).Where(file => File.ResolveLinkTarget(file, returnFinalTarget: false) is null))
                writer.WriteEntry(file, $"{at ?? files.TrimStart('/')}/{Path.GetRelativePath(files, file)}");
        }

        Descriptor layer = Blob("application/vnd.oci.image.layer.v1.tar", File.ReadAllBytes(tar));
        Descriptor config = Blob("application/vnd.oci.image.config.v1+json", Encoding.UTF8.GetBytes("""{"config":{"User":"1654","Labels":{"a":"b"}}}"""));
        return new ContainerImage(folder.Root, config, config, [layer], [FileDigests.OfFile(tar)], layer.Size);
    }

    private Descriptor Blob(string mediaType, byte[] bytes)
    {
        string digest = Digest.OfBytes(bytes);
        AtomicFile.WriteBytes(folder.Path("blobs", "sha256", digest[Digest.Prefix.Length..]), bytes);
        return new Descriptor { MediaType = mediaType, Digest = digest, Size = bytes.Length };
    }
}
