using System.Text.Json.Nodes;

namespace MlCi.Models;

/// <summary>Models as JSON, for machines.</summary>
public static class ModelJson
{
    /// <summary>A model as lists have it.</summary>
    public static JsonObject Summary(ModelDossier model) => new()
    {
        ["pipeline"] = model.Pipeline,
        ["version"] = model.Version,
        ["digest"] = model.Digest,
        ["aliases"] = Texts(model.Aliases),
        ["registered"] = model.Registration is { } record ? JsonValue.Create(record.When) : null,
        ["who"] = model.Registration?.Who,
        ["commit"] = model.Registration?.Commit,
        ["dirty"] = model.Registration?.Dirty,
        ["metric"] = ModelMetric.HeadlineOf(model)?.ToJson(),
        ["verdict"] = model.Verdict,
    };

    /// <summary>All of a model.</summary>
    public static JsonObject Whole(ModelDossier model)
    {
        JsonObject whole = Summary(model);
        whole["modelFiles"] = model.ModelFiles;
        whole["versions"] = Texts(model.Versions);
        whole["tags"] = Texts(model.Tags);
        whole["stays"] = Stays(model);
        whole["registration"] = model.Registration is { } record ? RegistrationJson.Node(record) : null;
        whole["reason"] = ModelDossier.Text(model.Gate, "reason");
        whole["metrics"] = new JsonArray([.. ModelMetric.Of(model.Evaluation).Select(metric => metric.ToJson())]);
        whole["files"] = new JsonArray([.. model.Layers.Select(layer => new JsonObject { ["path"] = layer.Path, ["digest"] = layer.Digest, ["bytes"] = layer.Size })]);
        whole["attachments"] = new JsonArray([.. model.Attachments.Select(Attachment)]);
        return whole;
    }

    /// <summary>Where a model stood and stands.</summary>
    public static JsonArray Stays(ModelDossier model) => new([.. model.Stays.Select(stay => new JsonObject
    {
        ["alias"] = stay.Alias,
        ["since"] = stay.Since is { } since ? JsonValue.Create(since) : null,
        ["until"] = stay.Until is { } until ? JsonValue.Create(until) : null,
        ["who"] = stay.Who,
        ["why"] = stay.Why,
    })]);

    /// <summary>An attachment.</summary>
    public static JsonObject Attachment(ModelAttachment attachment) => new()
    {
        ["type"] = attachment.Type,
        ["kind"] = AttachmentSummary.KindOf(attachment),
        ["digest"] = attachment.Digest,
        ["contents"] = Texts(attachment.Contents),
        ["summary"] = AttachmentSummary.Of(attachment),
    };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}
