using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlCi.Data;

namespace MlCi.Images;

/// <summary>What a bill of materials is of.</summary>
/// <param name="Pipeline">The pipeline, after which the image is named.</param>
/// <param name="ImageDigest">The digest of the image's manifest.</param>
/// <param name="ModelDigest">The digest of the model's files.</param>
/// <param name="Data">The digests of the data that it was made and judged by, by their names: <c>train</c>, <c>holdout</c>.</param>
/// <param name="ToolVersion">The version of MlCi.</param>
public sealed record BomSubject(string Pipeline, string ImageDigest, string ModelDigest, IReadOnlyDictionary<string, string> Data, string ToolVersion);

/// <summary>
/// A software bill of materials in CycloneDX 1.6 (https://cyclonedx.org/docs/1.6/json/), and not SPDX 2.3, as that has no component for a model and its
/// data. Without a clock, and its number is drawn from the digest: the same image has the same bill.
/// </summary>
public static class BillOfMaterials
{
    /// <summary>The media type of such a document, and the artifact type of one that is attached to its image.</summary>
    public const string MediaType = "application/vnd.cyclonedx+json";

    private static readonly JsonSerializerOptions Form = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a bill.</summary>
    /// <param name="subject">What it is of.</param>
    /// <param name="found">The parts; those that several files list are written once.</param>
    public static string Write(BomSubject subject, IEnumerable<BomComponent> found)
    {
        BomComponent[] components =
        [
            .. found.Concat(subject.Data.Select(data => new BomComponent("data", data.Key, null) { Hash = Sha256(data.Value) }))
                .GroupBy(component => component.Reference, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => group.OrderBy(component => component.Hash is null).ThenBy(component => component.ListedIn, StringComparer.Ordinal).First()),
        ];
        string image = PackageUrl.Image(subject.Pipeline, subject.ImageDigest), model = $"machine-learning-model:{subject.Pipeline}@{subject.ModelDigest}";
        JsonObject bill = new()
        {
            ["$schema"] = "http://cyclonedx.org/schema/bom-1.6.schema.json",
            ["bomFormat"] = "CycloneDX",
            ["specVersion"] = "1.6",
            ["serialNumber"] = SerialNumber(subject, components),
            ["version"] = 1,
            ["metadata"] = new JsonObject
            {
                ["tools"] = new JsonObject { ["components"] = new JsonArray(new JsonObject { ["type"] = "application", ["name"] = "MlCi", ["version"] = subject.ToolVersion }) },
                ["component"] = new JsonObject { ["type"] = "container", ["bom-ref"] = image, ["name"] = subject.Pipeline, ["version"] = subject.ImageDigest, ["purl"] = image },
            },
            ["components"] = new JsonArray([Model(subject, model), .. components.Select(Written)]),
            ["dependencies"] = new JsonArray(
                new JsonObject { ["ref"] = image, ["dependsOn"] = new JsonArray([model, .. components.Where(one => one.Kind != "data").Select(one => (JsonNode)one.Reference)]) },
                new JsonObject { ["ref"] = model, ["dependsOn"] = new JsonArray([.. components.Where(one => one.Kind == "data").Select(one => (JsonNode)one.Reference)]) }),
        };
        return bill.ToJsonString(Form) + "\n";
    }

    private static JsonObject Model(BomSubject subject, string reference) => new()
    {
        ["type"] = "machine-learning-model",
        ["bom-ref"] = reference,
        ["name"] = subject.Pipeline,
        ["version"] = subject.ModelDigest,
        ["hashes"] = Hashes(Sha256(subject.ModelDigest)),
        ["modelCard"] = new JsonObject
        {
            ["modelParameters"] = new JsonObject
            {
                ["datasets"] = new JsonArray([.. subject.Data.OrderBy(data => data.Key, StringComparer.Ordinal).Select(data => new JsonObject { ["ref"] = new BomComponent("data", data.Key, null) { Hash = Sha256(data.Value) }.Reference })]),
            },
        },
    };

    private static JsonObject Written(BomComponent component)
    {
        JsonObject written = new() { ["type"] = component.Kind, ["bom-ref"] = component.Reference, ["name"] = component.Name };
        if (component.Version is not null)
            written["version"] = component.Version;
        if (component.Hash is { } hash)
            written["hashes"] = Hashes(hash);
        if (component.Purl is not null)
            written["purl"] = component.Purl;
        if (component.ListedIn is not null)
            written["properties"] = new JsonArray(new JsonObject { ["name"] = "mlci:listed-in", ["value"] = component.ListedIn });
        return written;
    }

    private static JsonArray Hashes((string Algorithm, string Hex) hash) => new(new JsonObject { ["alg"] = hash.Algorithm, ["content"] = hash.Hex });

    private static (string Algorithm, string Hex) Sha256(string digest) => ("SHA-256", digest[Digest.Prefix.Length..]);

    // A UUID of version 8, whose content is free (RFC 9562, 5.8).
    private static string SerialNumber(BomSubject subject, BomComponent[] components)
    {
        string hex = Digest.OfText(string.Join('\n', components.Select(one => $"{one.Reference} {one.Hash?.Hex}").Prepend(subject.ModelDigest).Prepend(subject.ImageDigest)))[Digest.Prefix.Length..];
        char variant = "89ab"[Convert.ToInt32(hex[16..17], 16) & 3];
        return $"urn:uuid:{hex[..8]}-{hex[8..12]}-8{hex[13..16]}-{variant}{hex[17..20]}-{hex[20..32]}";
    }
}
