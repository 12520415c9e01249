using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlCi.Findings;
using MlCi.Models;
using MlCi.Promotion;
using MlCi.Reports;

namespace MlCi.Adapters.Registry;

/// <summary>Gives a model that is being registered its version, and stores the record of it. The lock is held meanwhile.</summary>
internal static class RegistrationWriter
{
    /// <summary>Stores what is to be published; nothing names it yet.</summary>
    /// <param name="registry">The repository, whose lock is held.</param>
    /// <param name="manifest">The model's manifest.</param>
    /// <param name="modelFiles">The digest of its files as a folder.</param>
    /// <param name="gateJson">The bytes of its gate.json.</param>
    /// <param name="evidence">What is known of it.</param>
    /// <exception cref="FaultException">A release tag names a version that is another model's (exit 2); the registry is damaged (exit 3).</exception>
    public static RegistrationParts Write(IRepository registry, Descriptor manifest, string modelFiles, ReadOnlyMemory<byte> gateJson, RegistrationEvidence evidence)
    {
        VersionDecision decision = Decide(registry, manifest, evidence);
        RegistrationRecord record = evidence.Record with
        {
            Model = manifest.Digest,
            ModelFiles = modelFiles,
            Version = decision.Version.ToString(),
            VersionFrom = decision.Origin.ToString().ToLowerInvariant(),
            VersionBecause = decision.Because,
        };
        (Descriptor attachment, record) = Kept(registry, manifest, record) ?? (Put(registry, manifest, record, record.When), record);
        Descriptor evaluation = Attachment.Put(registry, manifest, MediaTypes.Evaluation, evidence.Evaluation, "evaluation.json", new(StringComparer.Ordinal)
        {
            [AnnotationKeys.ModelDigest] = modelFiles,
            [AnnotationKeys.Holdout] = evidence.Holdout,
            [AnnotationKeys.Created] = AttachmentOrder.Written(record.When),
        });
        Descriptor card = CardAttachment.Put(registry, manifest, ModelCard.Of(new CardEvidence(
            registry.Pipeline, manifest.Digest, record, Json(gateJson), Json(evidence.Evaluation), evidence.Contract, evidence.Definition)), record.When);
        HashSet<string> there = [.. registry.Referrers(manifest.Digest).Select(entry => entry.Digest)];
        return new RegistrationParts(
            record, new Dictionary<string, Descriptor>(StringComparer.Ordinal) { [decision.Version.Tag] = manifest }, [.. new[] { evaluation, attachment, card }.Where(part => !there.Contains(part.Digest))]);
    }

    private static JsonObject? Json(ReadOnlyMemory<byte> utf8) => JsonNode.Parse(utf8.Span) as JsonObject;

    private static VersionDecision Decide(IRepository registry, Descriptor manifest, RegistrationEvidence evidence)
    {
        IReadOnlyList<(SemanticVersion Version, Descriptor Manifest)> versions = ModelNames.Versions(registry);
        if (evidence.Release is var (release, tag))
        {
            Descriptor? other = versions.FirstOrDefault(one => one.Version == release).Manifest;
            return other is null || other.Digest == manifest.Digest ? VersionRule.Released(release, tag) : throw FaultException.Misconfigured(
                $"{registry.Place}: found version {release} at {other.Digest}, expected it to be free or at {manifest.Digest}, as release tag {tag} has it: "
                + "a version never moves; tag the commit with a higher one");
        }

        // The same model keeps the version that it has.
        if (versions.LastOrDefault(one => one.Manifest.Digest == manifest.Digest).Version is { } own)
            return new VersionDecision(own, VersionOrigin.Computed, [$"it was registered as {own} already"]);
        return VersionRule.Computed(Changes(registry, versions is [.., var last] ? last : null, evidence));
    }

    private static VersionEvidence Changes(IRepository registry, (SemanticVersion Version, Descriptor Manifest)? last, RegistrationEvidence evidence)
    {
        VersionInputs now = Inputs(evidence.Record);
        if (last is not var (version, manifest))
            return new VersionEvidence(null, null, now, ContractDifference.None, []);
        RegistrationRecord? before = Registrations.LatestOf(registry, manifest.Digest);
        string old = Encoding.UTF8.GetString(ModelArtifact.Read(registry, manifest.Digest)!.ReadSchema());
        return new VersionEvidence(
            version, before is null ? null : Inputs(before), now, ContractChange.Between(old, evidence.Contract, evidence.Label),
            before?.Commit is { } commit && evidence.Record.Commit is not null ? evidence.CommitsSince(commit) : evidence.Record.Commit is null ? [] : null);
    }

    private static VersionInputs Inputs(RegistrationRecord record) =>
        new(record.DataOf(RegisteredData.Train)?.Digest, JsonSerializer.Serialize(record.Params, GateReportJson.Compact) + record.Seed, record.Code);

    // The latest is as it was if nothing but the moment differs.
    private static (Descriptor, RegistrationRecord)? Kept(IRepository registry, Descriptor manifest, RegistrationRecord record)
    {
        if (registry.Referrers(manifest.Digest, MediaTypes.Registration) is not [.., var latest])
            return null;
        RegistrationRecord before = Registrations.Read(registry, manifest.Digest, latest);
        return RegistrationJson.IsRepeat(before, record) ? (latest, before) : null;
    }

    /// <summary>Stores a record; it is not attached yet.</summary>
    /// <param name="registry">The repository.</param>
    /// <param name="manifest">The model's manifest.</param>
    /// <param name="record">The record.</param>
    /// <param name="when">When it is written.</param>
    internal static Descriptor Put(IRepository registry, Descriptor manifest, RegistrationRecord record, DateTimeOffset when) =>
        Attachment.Put(registry, manifest, MediaTypes.Registration, Encoding.UTF8.GetBytes(RegistrationJson.Write(record)), "registration.json", new(StringComparer.Ordinal)
        {
            [AnnotationKeys.Version] = record.Version,
            [AnnotationKeys.Created] = AttachmentOrder.Written(when),
        });
}
