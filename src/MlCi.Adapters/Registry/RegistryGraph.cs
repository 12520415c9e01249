using System.Text;
using System.Text.RegularExpressions;
using MlCi.Images;
using MlCi.Models;
using MlCi.Promotion;

namespace MlCi.Adapters.Registry;

/// <summary>
/// What a repository holds and what needs what: by the digests that its manifests, lists, records and reports name, whoever wrote them.
/// It takes too many for links rather than too few.
/// </summary>
internal sealed partial class RegistryGraph
{
    private const long MostBytes = 16 << 20;

    // What Register attaches follows its model; whatever else is attached is a reason to keep it.
    private static readonly string[] OfRegister = [MediaTypes.GateReport, MediaTypes.Evaluation, MediaTypes.Registration, MediaTypes.Card, MediaTypes.Smoke, BillOfMaterials.MediaType];

    private readonly IRepository registry;
    private readonly Dictionary<string, StoredContent> contents = new(StringComparer.Ordinal);
    private readonly HashSet<string> roots = new(StringComparer.Ordinal);
    private readonly List<StoredCandidate> models = [];

    private RegistryGraph(IRepository registry) => this.registry = registry;

    /// <summary>Everything that is known to be there.</summary>
    public IReadOnlyList<StoredContent> Contents => [.. contents.Values];

    /// <summary>What must stay by itself.</summary>
    public IReadOnlyCollection<string> Roots => roots;

    /// <summary>Every model.</summary>
    public IReadOnlyList<StoredCandidate> Models => models;

    /// <summary>Reads a repository.</summary>
    /// <param name="registry">The repository, whose lock is held where something is going to be removed.</param>
    /// <param name="pointers">The digests of data that pointers stand for.</param>
    /// <param name="computedVersionsGo">Whether a version that was computed, and not released, is no reason to keep its model.</param>
    /// <exception cref="Findings.FaultException">It is damaged, so that nobody can tell what needs what (exit 3).</exception>
    public static RegistryGraph Read(IRepository registry, IEnumerable<string> pointers, bool computedVersionsGo)
    {
        var graph = new RegistryGraph(registry);
        graph.roots.UnionWith(pointers);
        foreach ((string tag, Descriptor manifest) in registry.Tagged())
        {
            graph.Add(manifest);
            bool isRoot = !ModelNames.IsOwnTag(tag) && RegistryName.AttachmentOf(tag) is null && !RegistryName.IsImageTag(tag) && !Data.Digest.IsWellFormed(RegistryName.SubjectOf(tag)) && !(computedVersionsGo && graph.IsComputed(tag, manifest));
            if (isRoot)
                graph.roots.Add(manifest.Digest);
        }

        foreach (string subject in registry.Subjects())
            graph.AddAttachments(subject);
        foreach (StoredBlob blob in registry.Blobs())
            graph.contents[blob.Digest] = graph.contents.TryGetValue(blob.Digest, out StoredContent? known) ? known with { Size = blob.Size, Written = blob.Written } : new StoredContent(blob.Digest, blob.Size, IsNamed: false, blob.Written, []);
        return graph;
    }

    private bool IsComputed(string tag, Descriptor manifest) => SemanticVersion.OfTag(tag) is { } version
        && Registrations.Of(registry, manifest.Digest).Where(record => record.Version == version.ToString()).ToArray() is { Length: > 0 } records
        && Array.TrueForAll(records, record => record.VersionFrom == "computed");

    private void AddAttachments(string subject)
    {
        IReadOnlyList<Descriptor> attachments = registry.Referrers(subject);
        foreach (Descriptor attachment in attachments)
        {
            Add(attachment);
            if (!OfRegister.Contains(attachment.ArtifactType))
                roots.Add(attachment.Digest);
        }

        // Whoever keeps the model keeps what is attached to it, and the list of that.
        string[] links = [.. attachments.Select(attachment => attachment.Digest), .. registry.Resolve(RegistryName.ReferrersTag(subject)) is { } list ? [list.Digest] : Array.Empty<string>()];
        contents[subject] = contents.TryGetValue(subject, out StoredContent? known) ? known with { Links = [.. known.Links, .. links] } : new StoredContent(subject, 0, IsNamed: true, null, links);
    }

    private void Add(Descriptor descriptor)
    {
        if (contents.ContainsKey(descriptor.Digest))
            return;
        List<string> links = [];
        contents[descriptor.Digest] = new StoredContent(descriptor.Digest, descriptor.Size, IsNamed: true, null, links);
        if (descriptor.MediaType != MediaTypes.Manifest)
        {
            // An index, of attachments or of images for several systems.
            AddDigests(registry.ReadBlob(descriptor), links);
            return;
        }

        OciManifest manifest = registry.ReadManifest(descriptor);
        AddDigests(RegistryJson.Write(manifest), links);
        if (manifest.ArtifactType == MediaTypes.Model)
            models.Add(new StoredCandidate(descriptor.Digest, Registrations.LatestOf(registry, descriptor.Digest)?.When));
        else
            AddRecords(manifest, links);
    }

    // A record names digests in its text: from where, on what evidence, after which other record.
    private void AddRecords(OciManifest manifest, List<string> links)
    {
        foreach (Descriptor layer in manifest.Layers.Where(layer => layer.MediaType.EndsWith("json", StringComparison.Ordinal) && layer.Size <= MostBytes))
            AddDigests(registry.ReadBlob(layer), links);
    }

    private static void AddDigests(byte[] json, List<string> links) =>
        links.AddRange(DigestPattern().Matches(Encoding.UTF8.GetString(json)).Select(match => match.Value).Distinct(StringComparer.Ordinal).Except(links));

    [GeneratedRegex("sha256:[0-9a-f]{64}", RegexOptions.NonBacktracking)]
    private static partial Regex DigestPattern();
}
