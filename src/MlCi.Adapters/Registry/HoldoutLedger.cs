using System.Text.Json;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Gates;

namespace MlCi.Adapters.Registry;

/// <summary>
/// The decisions on each holdout of a pipeline: one artifact for each holdout, under a tag of its digest, with one layer for each
/// decision in the order of writing. Decisions are only ever added. Where the lock does not keep all others away, each decision is an
/// artifact of its own, attached to the holdout's digest: of writers who replace a list at once, all but one lose. Where there is
/// neither, nothing was ever decided; what is there and not whole is a fault (exit 3), never an empty ledger.
/// </summary>
/// <param name="registry">The pipeline's repository.</param>
public sealed class HoldoutLedger(IRepository registry)
{
    private const long MostBytes = 1 << 16;

    /// <summary>Takes the right to read and write: reading, deciding and writing are one step.</summary>
    /// <exception cref="FaultException">Somebody else holds it too long, or the registry is out of reach (exit 3).</exception>
    public RegistryLock Lock() => registry.Lock();

    /// <summary>Every decision on a holdout, in the order of writing, without making anything where nothing was ever decided.</summary>
    /// <param name="holdout">The holdout's digest.</param>
    /// <param name="former">Another digest by which its decisions were kept before, or null.</param>
    /// <exception cref="FaultException">The registry is damaged (exit 3).</exception>
    public IReadOnlyList<HoldoutDecision> Read(string holdout, string? former = null)
    {
        if (!registry.Exists())
            return [];
        // Where nobody is locked out, nothing is replaced either: each decision stands for itself.
        using RegistryLock? held = registry.LocksOutOthers ? Lock() : null;
        IReadOnlyList<HoldoutDecision> own = Decisions(holdout);
        return former is null ? own : [.. NotAdopted(own, holdout, former), .. own];
    }

    /// <summary>
    /// Takes over the decisions that were kept by another digest of the same holdout, as by that of its file, each once. The former
    /// ledger stays as it is: decisions are only ever added.
    /// </summary>
    /// <param name="held">The lock.</param>
    /// <param name="holdout">The holdout's digest.</param>
    /// <param name="former">The other digest.</param>
    /// <exception cref="FaultException">The registry is damaged or cannot be written (exit 3).</exception>
    public void Adopt(RegistryLock held, string holdout, string former)
    {
        foreach (HoldoutDecision decision in NotAdopted(Decisions(holdout), holdout, former))
            Append(held, decision);
    }

    /// <summary>Every decision on a holdout, in the order of writing.</summary>
    /// <param name="held">The lock, so that nobody replaces what is read.</param>
    /// <param name="holdout">The holdout's digest.</param>
    /// <exception cref="FaultException">The registry is damaged (exit 3).</exception>
    public IReadOnlyList<HoldoutDecision> Read(RegistryLock held, string holdout)
    {
        ArgumentNullException.ThrowIfNull(held);
        return Decisions(holdout);
    }

    private IReadOnlyList<HoldoutDecision> Decisions(string holdout)
    {
        IEnumerable<HoldoutDecision> decisions = LayersOf(Find(holdout)?.Manifest, holdout).Select(layer => ReadDecision(layer, holdout));
        // What several wrote at once stands in no order but that of its time.
        return [.. registry.LocksOutOthers ? decisions : decisions.OrderBy(decision => decision.When)];
    }

    /// <summary>Adds a decision; one that is there with the same content is not added twice.</summary>
    /// <param name="held">The lock under which the ledger was read.</param>
    /// <param name="decision">The decision.</param>
    /// <exception cref="FaultException">The registry is damaged or cannot be written (exit 3).</exception>
    public void Append(RegistryLock held, HoldoutDecision decision)
    {
        (Descriptor Descriptor, OciManifest Manifest)? before = Find(decision.Holdout);
        Descriptor layer = registry.PutBlob(MediaTypes.HoldoutDecision, RegistryJson.Write(decision));
        IReadOnlyList<Descriptor> layers = LayersOf(before?.Manifest, decision.Holdout);
        if (layers.Any(entry => entry.Digest == layer.Digest))
            return;
        Descriptor config = registry.PutBlob(MediaTypes.Empty, "{}"u8.ToArray());
        OciManifest ledger = OciManifest.Of(MediaTypes.HoldoutUse, config, registry.LocksOutOthers ? [.. layers, layer] : [layer]) with
        {
            Subject = registry.LocksOutOthers ? null : SubjectOf(decision.Holdout),
            Annotations = new(StringComparer.Ordinal) { [AnnotationKeys.Title] = registry.Pipeline, [AnnotationKeys.Holdout] = decision.Holdout },
        };
        Descriptor written = registry.PutManifest(ledger);
        // Until here nothing names what was written; from here on everything does.
        if (registry.LocksOutOthers)
            registry.Publish(held, new Dictionary<string, Descriptor>(StringComparer.Ordinal) { [RegistryName.LedgerTag(decision.Holdout)] = written }, []);
        else
            registry.Publish(held, new Dictionary<string, Descriptor>(StringComparer.Ordinal), [written]);
        // Each manifest lists all decisions, so to keep every one would take space by the square of their number.
        if (registry.LocksOutOthers && before is { Descriptor: var replaced })
            registry.RemoveReplaced(held, replaced);
    }

    private HoldoutDecision[] NotAdopted(IReadOnlyList<HoldoutDecision> own, string holdout, string former) =>
        [.. Decisions(former).Select(decision => decision with { Holdout = holdout }).Except(own)];

    // No manifest has that digest, which OCI allows of a subject.
    private static Descriptor SubjectOf(string holdout) => new() { MediaType = MediaTypes.Manifest, Digest = holdout, Size = 0 };

    // Those of the list, which may have come with a folder's copy, then those that are attached.
    private IReadOnlyList<Descriptor> LayersOf(OciManifest? ledger, string holdout)
    {
        IReadOnlyList<Descriptor> listed = ledger?.Layers ?? [];
        return registry.LocksOutOthers ? listed
            : [.. listed.Concat(registry.Referrers(holdout, MediaTypes.HoldoutUse).SelectMany(entry => registry.ReadManifest(entry).Layers)).DistinctBy(layer => layer.Digest)];
    }

    private (Descriptor Descriptor, OciManifest Manifest)? Find(string holdout)
    {
        if (registry.Resolve(RegistryName.LedgerTag(holdout)) is not { } descriptor)
            return null;
        OciManifest manifest = registry.ReadManifest(descriptor);
        if (manifest.ArtifactType != MediaTypes.HoldoutUse)
            throw registry.Damaged(descriptor, $"an artifact of type '{manifest.ArtifactType}'", $"a ledger, '{MediaTypes.HoldoutUse}'");
        if (manifest.Annotation(AnnotationKeys.Holdout) != holdout)
            throw registry.Damaged(descriptor, $"a ledger of holdout {manifest.Annotation(AnnotationKeys.Holdout) ?? "none"}", holdout);
        return manifest.Layers.Count > 0 ? (descriptor, manifest) : throw registry.Damaged(descriptor, "a ledger of no decision", "at least one");
    }

    private HoldoutDecision ReadDecision(Descriptor layer, string holdout)
    {
        const string Expected = "a decision on a holdout";
        if (layer.Size > MostBytes)
            throw registry.Damaged(layer, $"{layer.Size} bytes", $"{Expected} of at most {MostBytes}");
        HoldoutDecision decision;
        try
        {
            decision = RegistryJson.Read<HoldoutDecision>(registry.ReadBlob(layer));
        }
        catch (JsonException exception)
        {
            throw registry.Damaged(layer, $"{layer.Size} bytes that cannot be read as one ({exception.Message.TrimEnd('.')})", Expected);
        }

        if (decision.Holdout != holdout)
            throw registry.Damaged(layer, $"a decision on holdout {decision.Holdout}", $"one on {holdout}");
        if (!Digest.IsWellFormed(decision.Model) || !Digest.IsWellFormed(decision.Rules) || !(decision.Alpha > 0 && decision.Alpha < .5))
            throw registry.Damaged(layer, $"model '{decision.Model}', rules '{decision.Rules}', alpha {decision.Alpha}", "two digests and a chance below one half");
        if (decision.Predictions is { } predictions && !Digest.IsWellFormed(predictions))
            throw registry.Damaged(layer, $"predictions '{predictions}'", "a digest or none");
        if (decision.Champion is { } champion && !Digest.IsWellFormed(champion))
            throw registry.Damaged(layer, $"champion '{champion}'", "a digest or none");
        return decision;
    }
}
