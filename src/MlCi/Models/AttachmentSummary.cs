using System.Text.Json.Nodes;

namespace MlCi.Models;

/// <summary>What an attachment says, in one line: of known kinds in words, of others by their annotations.</summary>
public static class AttachmentSummary
{
    private const string OwnPrefix = "application/vnd.mlci.";

    /// <summary>The kind of an attachment in words: <c>gate report</c>; of somebody else's, its type.</summary>
    public static string KindOf(ModelAttachment attachment)
    {
        string type = attachment.Type;
        if (!type.StartsWith(OwnPrefix, StringComparison.Ordinal))
            return type.Length > 0 ? type : "of no type";
        string rest = type[OwnPrefix.Length..];
        int end = rest.IndexOf(".v", StringComparison.Ordinal);
        return (end > 0 ? rest[..end] : rest).Replace('-', ' ');
    }

    /// <summary>What it says.</summary>
    public static string Of(ModelAttachment attachment)
    {
        JsonObject? content = attachment.Content;
        string? T(string name) => ModelDossier.Text(content, name);
        return KindOf(attachment) switch
        {
            "gate report" => $"{T("verdict") ?? "no verdict"}{Behind(": ", T("reason"))}",
            "registration" => $"v{T("version")} by {T("who")}, {T("when")}",
            "promotion" or "approval" => string.Join(", ", new[] { T("alias"), Behind("by ", T("who") ?? T("by")), T("when"), T("why") }.Where(text => text is { Length: > 0 })),
            "evaluation" => $"{ModelMetric.Of(content).Count} metrics, {ModelDossier.Objects(content, "slices").Count()} slices",
            "smoke" => $"{T("verdict") ?? "no verdict"}{Behind(" as ", T("ranIn"))}{Behind(", image ", ModelDossier.Text(content?["image"], "digest"))}",
            _ => string.Join(", ", attachment.Annotations.Select(annotation => $"{annotation.Key}={annotation.Value}")),
        };
    }

    private static string Behind(string before, string? text) => text is { Length: > 0 } ? before + text : "";
}
