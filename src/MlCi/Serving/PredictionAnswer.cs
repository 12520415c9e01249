using System.Text.Json;
using MlCi.Findings;

namespace MlCi.Serving;

/// <summary>
/// What a server answers to <c>POST /predict</c>: <c>{"predictions": [{"score": 0.5}, …]}</c>, an object for each row with a number for each
/// output; what else is there is left aside.
/// </summary>
public static class PredictionAnswer
{
    /// <summary>Reads an answer.</summary>
    /// <param name="body">Its body.</param>
    /// <param name="outputs">The names of a row's numbers.</param>
    /// <param name="areShares">Whether they are probabilities, 0 to 1.</param>
    /// <param name="rows">How many rows were asked for; negative for any number.</param>
    /// <returns>Row by row a number for each output, or what is wrong with the answer.</returns>
    public static (double[]? Numbers, string? Fault) Read(ReadOnlyMemory<byte> body, IReadOnlyList<string> outputs, bool areShares, int rows)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            if (document.RootElement is not { ValueKind: JsonValueKind.Object } root || !root.TryGetProperty("predictions", out JsonElement list) || list.ValueKind != JsonValueKind.Array)
                return (null, "found JSON without a list 'predictions'");
            if (rows >= 0 && list.GetArrayLength() != rows)
                return (null, $"found {Numerals.Count(list.GetArrayLength(), "predictions")}, expected {Numerals.Count(rows)}");
            double[] numbers = new double[list.GetArrayLength() * outputs.Count];
            int at = 0;
            foreach (JsonElement row in list.EnumerateArray())
            {
                foreach (string output in outputs)
                {
                    if (row.ValueKind != JsonValueKind.Object || !row.TryGetProperty(output, out JsonElement value) || value.ValueKind != JsonValueKind.Number)
                        return (null, $"prediction {at / outputs.Count}: found no number '{output}'");
                    if (!value.TryGetDouble(out double number) || !double.IsFinite(number) || (areShares && number is not (>= 0 and <= 1)))
                        return (null, $"prediction {at / outputs.Count}: found {output} {InertText.Of(value.GetRawText())}, expected {(areShares ? "a number from 0 to 1" : "a finite number")}");
                    numbers[at++] = number;
                }
            }

            return (numbers, null);
        }
        catch (JsonException)
        {
            return (null, "found text that is not JSON, expected {\"predictions\": […]}");
        }
    }
}
