using MlCi.Adapters.Registry;
using MlCi.Data;

namespace MlCi.Adapters.Attestations;

/// <summary>The gate reports that are attached to a model.</summary>
internal static class AttachedReports
{
    /// <summary>The bytes of each, by their digest, the latest last.</summary>
    /// <exception cref="Findings.FaultException">One is damaged, or bound to another model (exit 3).</exception>
    public static IReadOnlyList<(string Digest, byte[] Bytes)> Of(IRepository registry, string manifest) =>
        [.. registry.Referrers(manifest, MediaTypes.GateReport).Select(attachment => Attachment.ContentOf(registry, attachment, manifest)).Select(bytes => (Digest.OfBytes(bytes), bytes))];
}
