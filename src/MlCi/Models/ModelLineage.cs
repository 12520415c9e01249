using System.Text.Json.Nodes;

namespace MlCi.Models;

/// <summary>A model that something has to do with.</summary>
/// <param name="Model">The model.</param>
/// <param name="As">What that is to it: <c>the model</c>, <c>its training data</c>, <c>its gate report</c>.</param>
/// <param name="ChampionOf">The models that were compared with it when they were registered.</param>
public sealed record ModelLineage(ModelDossier Model, string As, IReadOnlyList<ModelDossier> ChampionOf)
{
    private const int FewestDigits = 8;
    private const int FewestOfCommit = 7;

    /// <summary>The models that a digest, tag, version, run or commit has to do with.</summary>
    /// <param name="all">Every model.</param>
    /// <param name="asked">A digest of anything, or at least 8 digits that it begins with; a tag, version, run's id or commit.</param>
    public static IReadOnlyList<ModelLineage> Of(IReadOnlyList<ModelDossier> all, string asked) =>
    [
        .. all.Select(model => (model, of: Names(model).Where(name => Means(name, asked)).Select(name => name.As).Distinct().ToArray())).Where(one => one.of.Length > 0)
            .Select(one => new ModelLineage(one.model, string.Join(", ", one.of), [.. all.Where(other => other.Registration?.Champion == one.model.Digest && other.Digest != one.model.Digest)])),
    ];

    /// <summary>Its JSON.</summary>
    public JsonObject ToJson()
    {
        RegistrationRecord? record = Model.Registration;
        return new JsonObject
        {
            ["as"] = As,
            ["pipeline"] = Model.Pipeline,
            ["version"] = Model.Version,
            ["digest"] = Model.Digest,
            ["registration"] = record is null ? null : RegistrationJson.Node(record),
            ["reports"] = new JsonArray([.. Model.Attachments.Select(ModelJson.Attachment)]),
            ["stays"] = ModelJson.Stays(Model),
            ["championOf"] = new JsonArray([.. ChampionOf.Select(other => new JsonObject { ["version"] = other.Version, ["digest"] = other.Digest })]),
        };
    }

    private static IEnumerable<(string As, string? Value, NameForm Form)> Names(ModelDossier model)
    {
        yield return ("the model", model.Digest, NameForm.Digest);
        yield return ("its files", model.ModelFiles, NameForm.Digest);
        foreach (string tag in model.Tags)
            yield return ("the model", tag, NameForm.Whole);
        foreach (string version in model.Versions)
            yield return ("the model", version, NameForm.Whole);
        foreach (ModelLayer layer in model.Layers)
            yield return ($"its file {layer.Path}", layer.Digest, NameForm.Digest);
        foreach (ModelAttachment attachment in model.Attachments)
        {
            string kind = $"its {AttachmentSummary.KindOf(attachment)}";
            yield return (kind, attachment.Digest, NameForm.Digest);
            foreach (string content in attachment.Contents)
                yield return (kind, content, NameForm.Digest);
            // What was tried of it: an image by its manifest, and by its config, which is the id that an engine gives it.
            JsonNode? image = AttachmentSummary.KindOf(attachment) == "smoke" ? attachment.Content?["image"] : null;
            yield return ("its image", ModelDossier.Text(image, "digest"), NameForm.Digest);
            yield return ("its image", ModelDossier.Text(image, "configDigest"), NameForm.Digest);
        }

        // A gate report names what it rests on, whoever registered the model.
        foreach ((string name, string what) in new[] { ("data", "its training data"), ("holdout", "its holdout"), ("rules", "its rules") })
            yield return (what, ModelDossier.Text(model.Gate?["digests"], name), NameForm.Digest);
        if (model.Registration is not { } record)
            yield break;
        yield return ("its rules", record.Rules, NameForm.Digest);
        yield return ("its code", record.Code, NameForm.Digest);
        yield return ("its schema", record.Schema, NameForm.Digest);
        yield return ("its run", record.Run, NameForm.Run);
        yield return ("its commit", record.Commit, NameForm.Commit);
        foreach (RegisteredData data in record.Data)
        {
            string what = data.Role == RegisteredData.Train ? "its training data" : "its holdout";
            yield return (what, data.Digest, NameForm.Digest);
            foreach (RegisteredSnapshot snapshot in data.Snapshots)
            {
                yield return (what, snapshot.Digest, NameForm.Digest);
                yield return (what, snapshot.Manifest, NameForm.Digest);
            }
        }
    }

    private static bool Means((string As, string? Value, NameForm Form) name, string asked) => name.Value is { } value && (value == asked || name.Form switch
    {
        NameForm.Digest => Begins(value[(value.IndexOf(':', StringComparison.Ordinal) + 1)..], asked.StartsWith("sha256:", StringComparison.Ordinal) ? asked[7..] : asked, FewestDigits),
        NameForm.Commit => Begins(value, asked, FewestOfCommit),
        // The random part tells it, too.
        NameForm.Run => asked.Length >= FewestDigits && (value.StartsWith(asked, StringComparison.Ordinal) || value.EndsWith("-" + asked, StringComparison.Ordinal)),
        _ => false,
    });

    private static bool Begins(string value, string asked, int fewest) => asked.Length >= fewest && value.StartsWith(asked, StringComparison.Ordinal);

    private enum NameForm
    {
        Whole,
        Digest,
        Commit,
        Run,
    }
}
