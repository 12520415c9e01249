using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlCi.Findings;
using MlCi.Models;

namespace MlCi.Adapters.Registry;

/// <summary>Reads what a registry knows of its models.</summary>
/// <param name="place">The registry.</param>
public sealed class ModelShelf(IRegistryPlace place)
{
    private const long MostBytes = 16 << 20;

    /// <summary>Every model, the latest registered first; what has no record of that comes last.</summary>
    /// <param name="pipelines">Only those of these pipelines; none for all.</param>
    /// <exception cref="FaultException">A pipeline has no models (exit 2), or the registry is damaged (exit 3).</exception>
    public IReadOnlyList<ModelDossier> All(IReadOnlyList<string> pipelines) =>
    [
        .. Repositories(pipelines).SelectMany(registry => OfRepository(registry, null))
            .OrderByDescending(model => model.Registration?.When ?? DateTimeOffset.MinValue).ThenBy(model => model.Pipeline, StringComparer.Ordinal).ThenBy(model => model.Digest, StringComparer.Ordinal),
    ];

    /// <summary>The one model that a name means.</summary>
    /// <param name="pipelines">Only those of these pipelines; none for all.</param>
    /// <param name="name">A tag, alias, version, digest or the beginning of one; a pipeline may stand before it: <c>telco-churn/v1.4.0</c>.</param>
    /// <exception cref="FaultException">There is none, or several have that name (exit 2); the registry is damaged (exit 3).</exception>
    public ModelDossier Find(IReadOnlyList<string> pipelines, string name)
    {
        if (name.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash)
            (pipelines, name) = ([name[..slash]], name[(slash + 1)..]);
        IReadOnlyList<IRepository> repositories = Repositories(pipelines);
        (IRepository Registry, Descriptor Manifest)[] found =
        [
            .. repositories.Select(registry => (registry, manifest: ModelNames.Find(registry, name))).Where(one => one.manifest is not null && IsModel(one.registry, one.manifest))
                .Select(one => (one.registry, one.manifest!)),
        ];
        return found switch
        {
            [var (registry, manifest)] => OfRepository(registry, manifest.Digest).Single(),
            [] => throw FaultException.Misconfigured(
                $"{place.Shown}: found no model '{name}', expected {NearestName.Suggest(name, repositories.SelectMany(Names).Distinct().DefaultIfEmpty("one that Register left"))}, or a digest"),
            _ => throw FaultException.Misconfigured(
                $"{place.Shown}: found '{name}' in {string.Join(", ", found.Select(one => one.Registry.Pipeline))}, expected one pipeline: {found[0].Registry.Pipeline}/{name}, or --pipeline"),
        };
    }

    /// <summary>The repositories of some pipelines, or all.</summary>
    /// <exception cref="FaultException">A pipeline has none (exit 2).</exception>
    internal IReadOnlyList<IRepository> Repositories(IReadOnlyList<string> pipelines)
    {
        IReadOnlyList<string> known = place.Pipelines();
        Fault[] faults =
        [
            .. pipelines.Except(known).Select(name => new Fault(
                $"{place.Shown}: found no model of a pipeline '{name}', expected {NearestName.Suggest(name, known.DefaultIfEmpty("one that was registered"))}")),
        ];
        return faults.Length > 0 ? throw FaultException.Misconfigured(faults) : [.. (pipelines.Count == 0 ? known : pipelines.Distinct()).Select(place.Repository)];
    }

    private static IEnumerable<string> Names(IRepository registry) =>
        registry.Tags().Where(tag => !ModelNames.IsOwnTag(tag));

    private static IEnumerable<ModelDossier> OfRepository(IRepository registry, string? only)
    {
        IReadOnlyList<AliasShift>? moves = null;
        ILookup<string, string> tags = registry.Tagged().Where(tag => registry.Tags().Contains(tag.Key)).ToLookup(tag => tag.Value.Digest, tag => tag.Key);
        IEnumerable<Descriptor> manifests = only is null
            ? registry.Tagged().Where(tag => tags[tag.Value.Digest].Any()).Select(tag => tag.Value).DistinctBy(one => one.Digest).Where(one => IsModel(registry, one))
            : [registry.Resolve(only)!];
        foreach (Descriptor manifest in manifests)
            yield return Read(registry, manifest, [.. tags[manifest.Digest]], moves ??= Moves(registry));
    }

    private static bool IsModel(IRepository registry, Descriptor manifest) =>
        manifest.MediaType == MediaTypes.Manifest && (manifest.ArtifactType ?? registry.ReadManifest(manifest).ArtifactType) == MediaTypes.Model;

    private static ModelDossier Read(IRepository registry, Descriptor descriptor, string[] tags, IReadOnlyList<AliasShift> moves)
    {
        StoredModel model = ModelArtifact.Read(registry, descriptor.Digest)!;
        OciManifest manifest = registry.ReadManifest(descriptor);
        ModelAttachment[] attachments = [.. registry.Referrers(descriptor.Digest).Select(attachment => Read(registry, attachment, descriptor.Digest))];
        string[] aliases = [.. tags.Where(ModelNames.IsAlias)];
        return new ModelDossier
        {
            Pipeline = registry.Pipeline,
            Digest = descriptor.Digest,
            ModelFiles = model.ModelDigest,
            Tags = tags,
            Versions = [.. ModelNames.Versions(registry).Where(one => one.Manifest.Digest == descriptor.Digest).Select(one => one.Version.ToString())],
            Aliases = aliases,
            Registration = Registrations.LatestOf(registry, descriptor.Digest),
            Gate = LatestContent(attachments, MediaTypes.GateReport),
            Evaluation = LatestContent(attachments, MediaTypes.Evaluation),
            Schema = Encoding.UTF8.GetString(model.ReadSchema()),
            Definition = Encoding.UTF8.GetString(model.ReadPipeline()),
            Layers = [.. manifest.Layers.Select(layer => new ModelLayer(layer.Annotation(AnnotationKeys.FilePath) ?? "?", layer.Digest, layer.Size))],
            Attachments = attachments,
            Stays = AliasShift.StaysOf(descriptor.Digest, moves, aliases),
        };
    }

    private static ModelAttachment Read(IRepository registry, Descriptor attachment, string subject)
    {
        OciManifest manifest = registry.ReadManifest(attachment);
        if (manifest.Subject?.Digest != subject)
            throw registry.Damaged(attachment, $"subject {manifest.Subject?.Digest ?? "none"}", subject);
        return new ModelAttachment(
            manifest.ArtifactType ?? "", attachment.Digest, [.. manifest.Layers.Select(layer => layer.Digest)],
            manifest.Annotations ?? new SortedDictionary<string, string>(StringComparer.Ordinal), manifest.Layers is [var only] ? ReadJson(registry, only) : null);
    }

    // What others attach may be anything; of it only its type is told.
    private static JsonObject? ReadJson(IRepository registry, Descriptor layer)
    {
        if (!layer.MediaType.EndsWith("json", StringComparison.Ordinal) || layer.Size > MostBytes)
            return null;
        try
        {
            return JsonNode.Parse(registry.ReadBlob(layer)) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonObject? LatestContent(ModelAttachment[] attachments, string type) => Array.FindLast(attachments, attachment => attachment.Type == type)?.Content;

    private static IReadOnlyList<AliasShift> Moves(IRepository registry) =>
    [
        .. registry.Subjects().SelectMany(subject => registry.Referrers(subject, MediaTypes.Promotion).Select(record => Read(registry, record, subject).Content)).OfType<JsonObject>()
            .Select(MoveOf).OfType<AliasShift>(),
    ];

    private static AliasShift? MoveOf(JsonObject record)
    {
        string? Text(string name) => record[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
        return Text("alias") is { } alias && Text("to") is { } to && DateTimeOffset.TryParse(Text("when"), out DateTimeOffset when)
            ? new AliasShift(alias, to, when, Text("who"), Text("why")) : null;
    }
}
