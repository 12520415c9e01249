using System.Text.Json;
using System.Text.Json.Nodes;
using MlCi.Findings;

namespace MlCi.Adapters.Containers;

/// <summary>What an image's config says of how it runs.</summary>
/// <param name="RunsAs">The user, as it is written; empty for none.</param>
/// <param name="LabelCount">The number of labels.</param>
internal sealed record RunningConfig(string RunsAs, int LabelCount)
{
    /// <summary>Reads a config of OCI's or Docker's form.</summary>
    /// <exception cref="FaultException">It is none (exit 3).</exception>
    public static RunningConfig Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonNode.Parse(json) is JsonObject root
                ? new RunningConfig((root["config"]?["User"] as JsonValue)?.GetValue<string>() ?? "", (root["config"]?["Labels"] as JsonObject)?.Count ?? 0)
                : throw new JsonException("no object");
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or ArgumentException)
        {
            throw FaultException.OutOfReach($"image config: found what cannot be read ({wrong.Message.TrimEnd('.')}), expected a config as OCI's image specification has it");
        }
    }
}
