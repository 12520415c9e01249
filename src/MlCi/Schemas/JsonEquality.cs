using System.Text.Encodings.Web;
using System.Text.Json;
using MlCi.Findings;

namespace MlCi.Schemas;

/// <summary>Compares and shows JSON values.</summary>
internal static class JsonEquality
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Whether two values are the same in JSON Schema's sense: 1.0 is 1, and the order of members says nothing.</summary>
    public static bool Same(PlacedJson one, PlacedJson other) => one.Form == other.Form && one.Form switch
    {
        JsonForm.List => one.Items.Count == other.Items.Count && one.Items.Zip(other.Items).All(pair => Same(pair.First, pair.Second)),
        JsonForm.Object => one.Members.Count == other.Members.Count
            && one.Members.All(member => other.Find(member.Name) is { } value && Same(member.Value, value)),
        _ => Scalar.Same(one.Scalar, other.Scalar),
    };

    /// <summary>A value as JSON on one line.</summary>
    public static string Shown(PlacedJson value) => value.Form switch
    {
        JsonForm.Null => "null",
        JsonForm.Text => InertText.Of(JsonSerializer.Serialize(value.Text, Readable)),
        JsonForm.List => $"[{string.Join(", ", value.Items.Select(Shown))}]",
        JsonForm.Object => $"{{{string.Join(", ", value.Members.Select(member => $"{JsonSerializer.Serialize(member.Name, Readable)}: {Shown(member.Value)}"))}}}",
        _ => value.Text,
    };
}
