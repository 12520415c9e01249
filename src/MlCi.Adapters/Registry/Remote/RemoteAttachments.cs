using System.Text.Json;
using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Adapters.Registry.Remote;

/// <summary>
/// What is attached to manifests: in the registry's own list where it keeps one, else under OCI's fallback tag; and each under a tag of
/// its own, for of writers who change the fallback tag at once, all but one lose. The tags of its own are what counts, the rest is for
/// other tools.
/// </summary>
/// <param name="manifests">The repository's manifests.</param>
/// <param name="lists">The registry's lists.</param>
/// <param name="repository">The repository's name.</param>
/// <param name="damaged">Makes the fault of content that is not what it should be: what, found, expected.</param>
internal sealed class RemoteAttachments(RemoteManifests manifests, PagedList lists, string repository, Func<Descriptor, string, string, FaultException> damaged)
{
    private const int Rounds = 10;

    /// <summary>Attaches a manifest that the registry holds already.</summary>
    /// <exception cref="FaultException">It is not there, or the registry refuses or is out of reach (exit 3).</exception>
    public async Task Attach(Descriptor attachment)
    {
        RemoteManifest stored = await manifests.Get(attachment.Digest) ?? throw damaged(attachment, "no such manifest", "the one to attach");
        string subject = stored.TryRead()?.Subject?.Digest ?? throw new ArgumentException("an attachment without a subject", nameof(attachment));
        bool isListed = await manifests.Put(RegistryName.AttachmentTag(subject, stored.Digest), MediaTypes.Manifest, stored.Bytes);
        if (!isListed)
            await List(subject);
    }

    /// <summary>All that is attached to a manifest, each once.</summary>
    /// <param name="subject">The manifest's digest.</param>
    public async Task<IReadOnlyList<Descriptor>> Of(string subject)
    {
        IReadOnlyList<Descriptor> listed = await lists.Referrers(repository, subject) ?? (await Fallback(subject)).Manifests;
        return await WithOwn(subject, listed);
    }

    /// <summary>The digests of all manifests that something is attached to, in ordinal order.</summary>
    public static IReadOnlyList<string> Subjects(IEnumerable<string> tags) =>
    [
        .. tags.Select(tag => RegistryName.AttachmentOf(tag)?.Subject ?? RegistryName.SubjectOf(tag)).Where(Digest.IsWellFormed)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    // Read, unite, write, until what is read has all: somebody else may have written in between, and lost ours or we theirs.
    private async Task List(string subject)
    {
        string tag = RegistryName.ReferrersTag(subject);
        for (int round = 0; round < Rounds; round++)
        {
            OciIndex listed = await Fallback(subject);
            IReadOnlyList<Descriptor> all = await WithOwn(subject, listed.Manifests);
            byte[] bytes = RegistryJson.Write(listed with { MediaType = MediaTypes.Index, Manifests = AttachmentOrder.Sort(all) });
            // What is too long for a list is still found by its own tags.
            if (all.Count == listed.Manifests.Count || bytes.Length > RemoteManifests.Most)
                return;
            await manifests.Put(tag, MediaTypes.Index, bytes);
        }
    }

    private async Task<IReadOnlyList<Descriptor>> WithOwn(string subject, IReadOnlyList<Descriptor> listed)
    {
        List<Descriptor> all = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (Descriptor entry in listed)
        {
            if (!Digest.IsWellFormed(entry.Digest))
                throw damaged(entry, $"the name '{InertText.Of(entry.Digest)}' among what is attached to {subject}", "a digest");
            if (seen.Add(entry.Digest))
                all.Add(entry);
        }

        foreach (string tag in await lists.Tags(repository) ?? [])
        {
            if (RegistryName.AttachmentOf(tag) is var (of, digest) && of == subject && seen.Add(digest))
                all.Add(await Own(subject, digest));
        }

        return all;
    }

    private async Task<Descriptor> Own(string subject, string digest)
    {
        Descriptor named = new() { MediaType = MediaTypes.Manifest, Digest = digest, Size = 0 };
        RemoteManifest stored = await manifests.Get(digest) ?? throw damaged(named, "no such manifest", $"one attached to {subject}, as its tag says");
        OciManifest manifest = stored.TryRead() ?? throw damaged(named, $"{stored.Bytes.Length} bytes that cannot be read as one", "an OCI manifest");
        return manifest.Subject?.Digest == subject ? stored.Descriptor with { MediaType = MediaTypes.Manifest, Annotations = manifest.Annotations }
            : throw damaged(named, $"subject {manifest.Subject?.Digest ?? "none"}", $"{subject}, as its tag says");
    }

    private async Task<OciIndex> Fallback(string subject)
    {
        if (await manifests.Get(RegistryName.ReferrersTag(subject)) is not { } stored)
            return OciIndex.Empty;
        try
        {
            OciIndex index = RegistryJson.Read<OciIndex>(stored.Bytes);
            return index.SchemaVersion == 2 ? index : throw damaged(stored.Descriptor, $"schemaVersion {index.SchemaVersion}", "2");
        }
        catch (JsonException exception)
        {
            throw damaged(stored.Descriptor, $"{stored.Bytes.Length} bytes that cannot be read as one ({exception.Message.TrimEnd('.')})", "an OCI index");
        }
    }
}
