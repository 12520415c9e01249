using MlCi.Adapters.Registry;
using MlCi.Adapters.Tests.Registry;
using MlCi.Attestations;
using MlCi.Models;

namespace MlCi.Adapters.Tests.Attestations;

/// <summary>An image speaks for itself only where it is the one that was tried, is whole, and is among what was signed.</summary>
public sealed class ImageCheckTests : IDisposable
{
    private readonly SignedModel signed = new();

    public void Dispose() => signed.Dispose();

    [Fact]
    public void TriedAndSignedImage_IsVerified_AndNamedByItsDigest()
    {
        Descriptor image = SampleImage.Publish(signed.Registry, signed.Model.Digest);
        signed.Attest();

        VerificationReport report = signed.Verify("production", "production", true, "signature", "image");

        Assert.True(report.IsVerified, string.Join("; ", report.Checks.Select(check => check.Message)));
        Assert.Equal($"{signed.Registry.Folder}@{image.Digest}", report.Image);
        Assert.Equal(CheckOutcome.Passed, CheckOf(report).Outcome);
    }

    [Fact]
    public void ImagesDigest_LeadsToItsModel()
    {
        Descriptor image = SampleImage.Publish(signed.Registry, signed.Model.Digest);

        VerificationReport report = signed.Verify(image.Digest, trusts: false);

        Assert.Equal(signed.Model.Digest, report.Digest);
        Assert.True(report.IsVerified);
    }

    [Fact]
    public void ImageThatCameAfterSigning_IsNotVerified_UntilItIsSigned()
    {
        signed.Attest();
        SampleImage.Publish(signed.Registry, signed.Model.Digest);

        Assert.Contains("in no statement that a trusted key has signed", CheckOf(signed.Verify(null, null, true, "image")).Message, StringComparison.Ordinal);
        Assert.Equal(2, signed.Attest().Signed.Count);
        Assert.True(signed.Verify(null, null, true, "image").IsVerified);
        Assert.Empty(signed.Attest().Signed);
    }

    [Fact]
    public void ImageThatFailed_OrIsChanged_OrIsGone_IsRefused()
    {
        Descriptor image = SampleImage.Publish(signed.Registry, signed.Model.Digest);
        string layer = signed.Registry.ReadManifest(image).Layers[0].Digest;
        File.WriteAllText(Path.Combine(signed.Registry.Folder, "blobs", "sha256", layer[7..]), "b layer");

        VerificationReport changed = signed.Verify(trusts: false);
        Assert.False(changed.IsVerified);
        Assert.Null(changed.Image);
        Assert.Equal(CheckOutcome.Failed, CheckOf(changed).Outcome);

        SampleImage.Publish(signed.Registry, signed.Model.Digest, verdict: "failed", text: "other");
        VerificationReport failed = signed.Verify(trusts: false);
        Assert.Contains("was tried and did not pass", CheckOf(failed).Message, StringComparison.Ordinal);
        Assert.False(failed.IsVerified);
    }

    [Fact]
    public void ModelWithoutAnImage_HasNothingToCheck_ButWhereItIsAskedFor()
    {
        Assert.DoesNotContain(signed.Verify(trusts: false).Checks, check => check.Name == "image");
        Assert.False(signed.Verify(null, null, false, "image").IsVerified);
        SampleImage.Publish(signed.Registry, signed.Model.Digest, hasImage: false);

        VerificationReport report = signed.Verify(trusts: false);

        Assert.Equal(CheckOutcome.NotChecked, CheckOf(report).Outcome);
        Assert.True(report.IsVerified);
        Assert.Null(report.Image);
    }

    [Fact]
    public void ImagesDigest_LeadsToItsModel_InLineage_AndIsNoTagThatPeopleSee()
    {
        Descriptor image = SampleImage.Publish(signed.Registry, signed.Model.Digest);
        IReadOnlyList<ModelDossier> all = new ModelShelf(new FolderPlace(signed.Sample.Root)).All([]);

        ModelLineage found = Assert.Single(ModelLineage.Of(all, image.Digest));

        Assert.Equal((signed.Model.Digest, "its image"), (found.Model.Digest, found.As));
        Assert.DoesNotContain(signed.Registry.Tags(), tag => tag.StartsWith("image-", StringComparison.Ordinal));
    }

    private static VerificationCheck CheckOf(VerificationReport report) => report.Checks.Single(check => check.Name == "image");
}
