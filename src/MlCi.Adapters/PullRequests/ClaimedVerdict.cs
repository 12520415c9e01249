using System.Text.Json;
using MlCi.Findings;

namespace MlCi.Adapters.PullRequests;

/// <summary>
/// What the job that ran a pull request's code says of a pipeline in its gate.json, or in its withheld.json, where it had no labels. It is told and never believed: where it speaks against
/// the change, it counts; where it speaks for it, it proves nothing.
/// </summary>
/// <param name="Passed">Whether it says that the pipeline passed; null where it had no labels, and says that all else ran.</param>
/// <param name="Reason">Why, in its words, on one line.</param>
/// <param name="Model">The model's digest, where it is one.</param>
/// <param name="Stages">How it says each stage ended (<c>passed</c>, <c>failed</c> …), and why.</param>
internal sealed record ClaimedVerdict(bool? Passed, string Reason, string? Model, IReadOnlyDictionary<string, ClaimedStage> Stages)
{
    private const int MostLevels = 32;

    // Hostile JSON: no duplicates whose first or last somebody else would take, no depth that ends the process.
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MostLevels, AllowDuplicateProperties = false };

    /// <summary>Reads a gate.json.</summary>
    /// <param name="json">Its bytes.</param>
    /// <param name="shown">Its name, for messages.</param>
    /// <exception cref="FaultException">It is none (exit 1).</exception>
    public static ClaimedVerdict Read(byte[] json, string shown)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, Strict);
            JsonElement root = document.RootElement;
            Dictionary<string, ClaimedStage> stages = new(StringComparer.Ordinal);
            foreach (JsonElement stage in root.GetProperty("stages").EnumerateArray())
                stages[Text(stage, "name")] = new ClaimedStage(Text(stage, "status"), Text(stage, "reason"));
            JsonElement digests = root.GetProperty("digests");
            string? model = digests.TryGetProperty("model", out JsonElement digest) && digest.ValueKind == JsonValueKind.String ? digest.GetString() : null;
            bool ranWithoutLabels = root.GetProperty("verdict").ValueKind == JsonValueKind.Null && root.GetProperty("ran").GetBoolean();
            return new ClaimedVerdict(ranWithoutLabels ? null : Text(root, "verdict") == "passed", Text(root, "reason"), Data.Digest.IsWellFormed(model ?? "") ? model : null, stages);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw FaultException.Negative($"{shown}: found JSON that is no verdict ({HostileText.Sentence(e.Message.TrimEnd('.'))}), expected gate.json as a gate writes it, of at most {MostLevels} levels");
        }
    }

    private static string Text(JsonElement element, string name) => HostileText.Sentence(element.GetProperty(name).GetString() ?? "");
}

/// <summary>How a stage ended, as claimed.</summary>
/// <param name="Status">The word for it.</param>
/// <param name="Reason">Why, on one line.</param>
internal sealed record ClaimedStage(string Status, string Reason);
