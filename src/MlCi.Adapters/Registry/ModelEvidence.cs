using System.Globalization;
using System.Text.Json;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Gates;

namespace MlCi.Adapters.Registry;

/// <summary>What is attached to a model and speaks for it.</summary>
internal static class ModelEvidence
{
    /// <summary>What the latest gate report proves, or null where there is none.</summary>
    /// <exception cref="FaultException">It cannot be read (exit 3).</exception>
    public static GateEvidence? ReportOf(IRepository registry, string manifest)
    {
        if (Attachment.LatestReport(registry, manifest) is not { } report)
            return null;
        try
        {
            return GateEvidence.Read(report, $"gate report of {manifest}");
        }
        catch (FaultException exception)
        {
            // Here it is not the user's file that is wrong, but the registry's.
            throw new FaultException(ExitCodes.OutOfReach, exception.Faults);
        }
    }

    /// <summary>The day on which the latest gate report was registered, or null where it does not say so.</summary>
    public static DateTimeOffset? ReportedAt(IRepository registry, string manifest) =>
        registry.Referrers(manifest, MediaTypes.GateReport) is [.., var report]
        && DateTimeOffset.TryParse(registry.ReadManifest(report).Annotation(AnnotationKeys.Created), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset then)
            ? then : null;

    /// <summary>Everybody who registered the model with a report.</summary>
    public static IEnumerable<string> RegisteredBy(IRepository registry, string manifest) =>
        RegisteredBy(registry, manifest, _ => true);

    /// <summary>Everybody who registered the model with a report by hand: of a job it says who started it, as whoever merges does.</summary>
    public static IEnumerable<string> RegisteredByHand(IRepository registry, string manifest) =>
        RegisteredBy(registry, manifest, report => report.Annotation(AnnotationKeys.RegisteredIn) is null);

    /// <summary>The digest of the latest attachment of a kind, if it says that its verdict is <c>passed</c>; else null.</summary>
    /// <param name="registry">The repository.</param>
    /// <param name="manifest">The manifest digest of the model.</param>
    /// <param name="type">The kind: JSON with a verdict.</param>
    public static string? Passed(IRepository registry, string manifest, string type)
    {
        if (registry.Referrers(manifest, type) is not [.., var latest])
            return null;
        byte[] bytes = Attachment.ContentOf(registry, latest, manifest);
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("verdict", out JsonElement verdict)
                && verdict.ValueKind == JsonValueKind.String && verdict.GetString() == "passed" ? Digest.OfBytes(bytes) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<string> RegisteredBy(IRepository registry, string manifest, Func<OciManifest, bool> counts) =>
        registry.Referrers(manifest, MediaTypes.GateReport).Select(report => registry.ReadManifest(report)).Where(counts)
            .Select(report => report.Annotation(AnnotationKeys.RegisteredBy)).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase);
}
