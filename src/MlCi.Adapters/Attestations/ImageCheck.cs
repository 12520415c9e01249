using MlCi.Adapters.Registry;
using MlCi.Attestations;
using MlCi.Findings;

namespace MlCi.Adapters.Attestations;

/// <summary>Looks at the image of a model: that it was tried and passed, that it is there whole, that whoever signed meant it.</summary>
internal static class ImageCheck
{
    /// <summary>What came of it.</summary>
    /// <param name="registry">The repository.</param>
    /// <param name="tried">What came of trying the model as it is served, or null.</param>
    /// <param name="statements">The signed statements on the model, or null where they cannot be read.</param>
    /// <param name="hasKeys">Whether any key is trusted: then the image must be among what they signed.</param>
    public static (CheckOutcome, string) Of(IRepository registry, ContainerEvidence? tried, StatementChecks? statements, bool hasKeys)
    {
        if (tried is null)
            return (CheckOutcome.NotChecked, "this model was not tried as it is served; BuildContainer and Register do so");
        if (!tried.Passed)
            return (CheckOutcome.Failed, $"{(tried.Image is { } failed ? $"image {failed}" : "the published program")} was tried and did not pass");
        if (tried.Image is not { } image)
            return (CheckOutcome.NotChecked, "the published program was tried and passed; it has no image");
        Descriptor descriptor = registry.Resolve(image) ?? throw FaultException.OutOfReach($"{registry.Place}: found no image {image}, expected the one that was tried");
        OciManifest manifest = registry.ReadManifest(descriptor);
        foreach (Descriptor part in manifest.Layers.Prepend(manifest.Config))
        {
            // Its digest is verified as it is opened.
            registry.OpenBlob(part).Dispose();
        }

        if (hasKeys && statements?.IsSigned(image) != true)
            return (CheckOutcome.Failed, $"image {image} is in no statement that a trusted key has signed, expected it beside its model; mlci attest signs one");
        return (CheckOutcome.Passed, $"{image} passed its test{(tried.RanInContainer ? "" : " as a published program, without an engine")}; {Numerals.Count(manifest.Layers.Count, "layers")}: each has its digest");
    }
}
