using System.Text.Json;

namespace MlCi.Adapters.Replays;

/// <summary>A line of a prediction log: one row of a request that was answered.</summary>
/// <param name="RequestId">What the request is called.</param>
/// <param name="Row">The row's number in it, from 0.</param>
/// <param name="Time">When it was answered, as the log has it.</param>
/// <param name="Model">The digest of the model that answered.</param>
/// <param name="Inputs">The texts that were sent, by column; null where none was. What was not sent is not listed.</param>
/// <param name="Outputs">The numbers that were answered, by output, in the model's order.</param>
public sealed record LoggedPrediction(
    string RequestId, int Row, string Time, string Model, IReadOnlyList<KeyValuePair<string, string?>> Inputs, IReadOnlyList<KeyValuePair<string, double>> Outputs)
{
    /// <summary>What stands in the place of a value that is not logged.</summary>
    public const string Redacted = "[redacted]";

    /// <summary>The columns whose values are not logged.</summary>
    public IReadOnlyList<string> RedactedColumns => [.. Inputs.Where(input => input.Value == Redacted).Select(input => input.Key)];

    /// <summary>Reads a line.</summary>
    /// <returns>Null where it is no such line: a server that was killed leaves half of one.</returns>
    public static LoggedPrediction? Read(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line, new JsonDocumentOptions { AllowDuplicateProperties = false });
            JsonElement root = document.RootElement;
            return new LoggedPrediction(
                root.GetProperty("requestId").GetString()!, root.GetProperty("row").GetInt32(), root.GetProperty("time").GetString()!, root.GetProperty("model").GetString()!,
                [.. root.GetProperty("inputs").EnumerateObject().Select(input => KeyValuePair.Create(input.Name, input.Value.GetString()))],
                [.. root.GetProperty("outputs").EnumerateObject().Select(output => KeyValuePair.Create(output.Name, output.Value.GetDouble()))]);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
