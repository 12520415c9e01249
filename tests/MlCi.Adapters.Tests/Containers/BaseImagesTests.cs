using System.Text.Json;
using MlCi.Adapters.Containers;
using MlCi.Adapters.Registry;
using MlCi.Findings;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Containers;

public sealed class BaseImagesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Layout_IsReadByDigest()
    {
        string digest = SampleImage.Base(folder.Path("pipelines", "bases", "slim"));

        BaseImage found = Find($"oci:bases/slim@{digest}");

        Assert.Equal(("oci:bases/slim", digest), (found.Name, found.Digest));
        Assert.Equal(["PATH=/bin", "TZ=Europe/Berlin"], found.Config.Config!.Env!);
        BaseLayer layer = Assert.Single(found.Layers);
        Assert.Equal(found.Config.Root.DiffIds[0], layer.DiffId);
        Assert.True(BaseLayerCheck.Run(layer, found.Pinned, CancellationToken.None) > 0);
    }

    [Theory]
    [InlineData("oci:slim")]
    [InlineData("oci:slim:v1")]
    public void UnpinnedLayout_IsRefusedWithItsDigest(string reference)
    {
        string digest = SampleImage.Base(folder.Path("pipelines", "slim"));

        AssertFault(ExitCodes.Misconfigured, $"found the base {reference} without a digest, expected {reference}@{digest}, which it is now", reference);
    }

    [Fact]
    public void UnpinnedLayoutWithoutThatTag_IsRefused()
    {
        SampleImage.Base(folder.Path("pipelines", "slim"));

        AssertFault(ExitCodes.Misconfigured, "nothing has that name now", "oci:slim:v2");
    }

    [Fact]
    public void UnpinnedRegistryThatDoesNotAnswer_IsRefusedAllTheSame() =>
        AssertFault(ExitCodes.Misconfigured, "found the base no.such.host.invalid/base without a digest, expected a digest behind it (no.such.host.invalid/base@sha256:…); it could not be asked for: ", "no.such.host.invalid/base");

    [Fact]
    public void FolderThatIsNoLayout_IsRefused() => AssertFault(ExitCodes.Misconfigured, "index.json, expected a folder in OCI image layout", "oci:nowhere");

    [Fact]
    public void DigestThatIsNotThere_IsRefused()
    {
        SampleImage.Base(folder.Path("pipelines", "slim"));

        AssertFault(ExitCodes.Misconfigured, "expected the manifest sha256:", $"oci:slim@sha256:{new string('a', 64)}");
    }

    [Fact]
    public void Index_IsSearchedForThisKindOfMachine()
    {
        string digest = Index("arm64", "amd64");

        BaseImage found = Find($"oci:slim@{digest}");

        Assert.Equal(digest, found.Digest);
        Assert.Equal("amd64", found.Config.Architecture);
    }

    [Fact]
    public void IndexWithoutThisKindOfMachine_IsRefused() =>
        AssertFault(ExitCodes.Misconfigured, "found images for linux/arm64, linux/riscv64, expected one for linux/amd64", $"oci:slim@{Index("arm64", "riscv64")}");

    [Fact]
    public void ImageForAnotherMachine_IsRefused() => AssertFault(
        ExitCodes.Misconfigured, "found an image for linux/arm64, expected one for linux/amd64", $"oci:slim@{SampleImage.Base(folder.Path("pipelines", "slim"), "arm64")}");

    [Fact]
    public void LayerThatIsPackedOtherwise_IsRefused() => AssertFault(
        ExitCodes.Misconfigured, "found a layer of type 'application/vnd.oci.image.layer.v1.tar+zstd', expected a tar, packed with gzip or not",
        $"oci:slim@{SampleImage.Base(folder.Path("pipelines", "slim"), layerType: "application/vnd.oci.image.layer.v1.tar+zstd")}");

    [Fact]
    public void DockersLayer_GetsOcisName() => Assert.Equal(
        ImageMediaTypes.PackedLayer,
        Find($"oci:slim@{SampleImage.Base(folder.Path("pipelines", "slim"), layerType: ImageMediaTypes.DockerPackedLayer)}").Layers[0].Blob.MediaType);

    [Fact]
    public void ChangedManifest_IsAFault()
    {
        string digest = SampleImage.Base(folder.Path("pipelines", "slim"));
        File.AppendAllText(folder.Path("pipelines", "slim", "blobs", "sha256", digest[7..]), " ");

        AssertFault(ExitCodes.OutOfReach, "the base is damaged", $"oci:slim@{digest}");
    }

    [Fact]
    public void ToolOfDebian_ThatIsMissing_IsOutOfReach()
    {
        FaultException fault = Assert.Throws<FaultException>(() => DebianTool.Run("apt-get-of-nobody", ["download"], folder.Root, CancellationToken.None));

        Assert.Equal(ExitCodes.OutOfReach, fault.ExitCode);
        Assert.Contains("found no apt-get-of-nobody in PATH, expected Debian's", fault.Message, StringComparison.Ordinal);
    }

    private string Index(params string[] architectures)
    {
        string slim = folder.Path("pipelines", "slim");
        LayoutWriter layout = new(slim);
        OciIndex index = OciIndex.Empty with
        {
            Manifests =
            [
                .. architectures.Select(architecture => SampleImage.Image(layout, architecture) with
                {
                    Others = new(StringComparer.Ordinal) { ["platform"] = JsonSerializer.SerializeToElement(new { architecture, os = "linux" }) },
                }),
            ],
        };
        Descriptor written = layout.AddBytes(MediaTypes.Index, RegistryJson.Write(index));
        layout.Finish(written, tag: null);
        return written.Digest;
    }

    private BaseImage Find(string reference) => BaseImages.Find(reference, folder.Root, folder.Path("pipelines"), place: null, _ => { }, CancellationToken.None);

    private void AssertFault(int exitCode, string message, string reference)
    {
        FaultException fault = Assert.Throws<FaultException>(() => Find(reference));
        Assert.Equal(exitCode, fault.ExitCode);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }
}
