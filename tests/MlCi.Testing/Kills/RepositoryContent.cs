using System.Text;
using System.Text.Json.Nodes;
using MlCi.Data;

namespace MlCi.Testing.Kills;

/// <summary>
/// All that a run leaves for others: every file under <c>artifacts</c> but for pages, and all that the registry's tags lead to, apart from when a
/// holdout decided or a model was registered. The registry is read as OCI's image layout has it, not by the product.
/// </summary>
public static class RepositoryContent
{
    private const string LedgerTag = "holdout-";
    private const string Decision = "application/vnd.mlci.holdout-decision.v1+json";
    private const string Attachments = "sha256-";
    private const string Registration = "application/vnd.mlci.registration.v1+json";
    private const string Document = "application/vnd.cncf.model.doc.v1.raw";
    private const string OfOci = "application/vnd.oci.image.";

    /// <summary>The content by name.</summary>
    public static SortedDictionary<string, string> Of(string root)
    {
        SortedDictionary<string, string> found = new(StringComparer.Ordinal);
        string artifacts = Path.Combine(root, "artifacts");
        // The page tells how long the stages took.
        foreach (string file in Files(artifacts).Where(file => Path.GetFileName(file) != "gate.html"))
            found[Path.GetRelativePath(root, file)] = Encoding.Latin1.GetString(File.ReadAllBytes(file));
        string registry = Path.Combine(root, ".mlci", "registry");
        foreach (string layout in Directory.Exists(registry) ? Directory.GetDirectories(registry) : [])
        {
            if (!Path.GetFileName(layout).EndsWith(".part", StringComparison.Ordinal))
                AddTags(layout, found);
        }

        return found;
    }

    /// <summary>What two contents differ in.</summary>
    public static IEnumerable<string> Differences(SortedDictionary<string, string> expected, SortedDictionary<string, string> found)
    {
        foreach (string name in expected.Keys.Union(found.Keys))
        {
            if (!expected.TryGetValue(name, out string? one) || !found.TryGetValue(name, out string? other))
            {
                yield return $"{name}: found {(found.ContainsKey(name) ? "it, expected no such thing" : "no such thing")}";
            }
            else if (one != other)
            {
                int at = one.AsSpan().CommonPrefixLength(other);
                yield return $"{name}: found {Around(other, at)}, expected {Around(one, at)}";
            }
        }
    }

    private static void AddTags(string layout, SortedDictionary<string, string> found)
    {
        string pipeline = Path.GetFileName(layout);
        JsonObject index = Json(File.ReadAllText(Path.Combine(layout, "index.json")));
        foreach (JsonNode? entry in index["manifests"]!.AsArray())
        {
            string tag = (string)entry!["annotations"]!["org.opencontainers.image.ref.name"]!;
            bool isTimed = tag.StartsWith(LedgerTag, StringComparison.Ordinal) || tag.StartsWith(Attachments, StringComparison.Ordinal);
            IEnumerable<string> lines = Lines(layout, entry.AsObject(), isTimed);
            found[$"registry/{pipeline}/{tag}"] = string.Join('\n', isTimed ? lines.Order(StringComparer.Ordinal) : lines);
        }
    }

    // Ledgers and what is attached by their contents without their time, in no order; all else by its digest, with all below it verified.
    private static IEnumerable<string> Lines(string layout, JsonObject descriptor, bool isTimed)
    {
        (string digest, string type) = ((string)descriptor["digest"]!, (string)descriptor["mediaType"]!);
        byte[] bytes = File.ReadAllBytes(Path.Combine(layout, "blobs", "sha256", digest[Digest.Prefix.Length..]));
        if (Digest.OfBytes(bytes) != digest)
            throw new InvalidDataException($"{layout}: blob {digest} is damaged");
        if (type is Decision or Registration)
        {
            JsonObject record = Json(Encoding.UTF8.GetString(bytes));
            foreach (string name in new[] { "when", "run" })
                record.Remove(name);
            return [record.ToJsonString()];
        }

        // A card says when its model was registered, in words.
        if (type == Document)
            return [type];

        IEnumerable<JsonNode?> below = [];
        if (type.StartsWith(OfOci, StringComparison.Ordinal))
        {
            JsonObject node = Json(Encoding.UTF8.GetString(bytes));
            below = [node["config"], .. node["layers"]?.AsArray() ?? [], .. node["manifests"]?.AsArray() ?? []];
        }

        return below.OfType<JsonObject>().SelectMany(one => Lines(layout, one, isTimed)).Prepend(isTimed && type.StartsWith(OfOci, StringComparison.Ordinal) ? type : $"{type} {digest}");
    }

    private static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();

    private static string[] Files(string folder) =>
        Directory.Exists(folder) ? Directory.GetFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }) : [];

    private static string Around(string text, int at) => $"'{text[Math.Max(0, at - 40)..Math.Min(text.Length, at + 40)].ReplaceLineEndings(" ")}'";
}
