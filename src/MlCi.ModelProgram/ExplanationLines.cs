using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using MlCi.Data;

namespace MlCi.Modeling;

/// <summary>
/// Explanations as JSON Lines, a line for each predicted number:
/// <c>{"row": 0, "output": "score", "scale": "log-odds", "base": …, "sum": …, "prediction": …, "contributions": {"tenure": …}}</c>.
/// </summary>
internal static class ExplanationLines
{
    // What rounding makes of a sum of a few hundred terms, and of the way to its scale and back.
    private const double Tolerance = 1e-9;

    /// <summary>Explains rows.</summary>
    /// <exception cref="InvalidOperationException">The explanations are not of these predictions: a bug of the model.</exception>
    public static byte[] Of(IExplains model, Table rows)
    {
        double[] predictions = model.Predict(rows);
        IReadOnlyList<Explanation> explanations = model.Explain(rows);
        IReadOnlyList<string> outputs = model.Columns;
        if (explanations.Count != predictions.Length || predictions.LongLength != (long)rows.RowCount * outputs.Count)
            throw new InvalidOperationException($"the model gave {predictions.Length} numbers and {explanations.Count} explanations for {rows.RowCount} rows and {outputs.Count} columns");
        var lines = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(lines, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        for (int i = 0; i < predictions.Length; i++)
        {
            Check(explanations[i], predictions[i], i / outputs.Count);
            Write(json, i / outputs.Count, outputs[i % outputs.Count], explanations[i], predictions[i]);
            lines.Write("\n"u8);
            json.Reset();
        }

        return lines.WrittenSpan.ToArray();
    }

    /// <summary>A scale's name.</summary>
    public static string NameOf(ExplanationScale scale) => scale switch
    {
        ExplanationScale.LogOdds => "log-odds",
        ExplanationScale.Logarithm => "logarithm",
        _ => "prediction",
    };

    // An explanation of something else would be worse than none.
    private static void Check(Explanation explanation, double prediction, int row)
    {
        double told = explanation.Scale switch
        {
            ExplanationScale.LogOdds => 1 / (1 + Math.Exp(-explanation.Sum)),
            ExplanationScale.Logarithm => Math.Exp(explanation.Sum),
            _ => explanation.Sum,
        };
        if (!(Math.Abs(told - prediction) <= Tolerance * Math.Max(1, Math.Abs(prediction))))
            throw new InvalidOperationException($"row {row}: the model's explanation adds up to {told}, expected its prediction {prediction}");
    }

    private static void Write(Utf8JsonWriter json, int row, string output, Explanation explanation, double prediction)
    {
        json.WriteStartObject();
        json.WriteNumber("row", row);
        json.WriteString("output", output);
        json.WriteString("scale", NameOf(explanation.Scale));
        json.WriteNumber("base", explanation.Base);
        json.WriteNumber("sum", explanation.Sum);
        json.WriteNumber("prediction", prediction);
        json.WriteStartObject("contributions");
        foreach (Contribution one in explanation.Contributions)
            json.WriteNumber(one.Column, one.Value);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
    }
}
