using MlCi.Adapters.Containers;
using MlCi.Adapters.Registry;
using MlCi.Findings;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Containers;

public sealed class ImagePushTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void PushedImage_HasTheDigestThatItHasInItsLayout()
    {
        ContainerImage image = Image();
        FolderRegistry registry = new(folder.Path("registry"), "telco");

        Descriptor pushed = ImagePush.Push(image, registry);

        Assert.Equal(image.Manifest, pushed);
        Assert.Equal(File.ReadAllBytes(image.FileOf(image.Manifest)), registry.ReadBlob(pushed));
        Assert.All(image.Layers.Append(image.Config), registry.CheckPresent);
        Assert.Equal(image.Manifest, ImagePush.Push(image, registry));
    }

    [Fact]
    public void LayerThatWasChangedMeanwhile_IsAFault()
    {
        ContainerImage image = Image();
        File.AppendAllText(image.FileOf(image.Layers[1]), "x");

        FaultException fault = Assert.Throws<FaultException>(() => ImagePush.Push(image, new FolderRegistry(folder.Path("registry"), "telco")));

        Assert.Equal(ExitCodes.OutOfReach, fault.ExitCode);
        Assert.Contains($"expected {image.Layers[1].Digest}", fault.Message, StringComparison.Ordinal);
    }

    private ContainerImage Image() => ProjectImage.Write(SampleImage.Request(folder), folder.Path("image"), CancellationToken.None);
}
