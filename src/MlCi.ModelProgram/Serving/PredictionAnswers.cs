using System.Text.Json;

namespace MlCi.Modeling.Serving;

/// <summary>Writes predictions: numbers so that they read back to the bit.</summary>
internal static class PredictionAnswers
{
    /// <summary><c>{"predictions": [{"score": 0.5}], "model": "sha256:…", "requestId": "…"}</c>.</summary>
    public static void Plain(Utf8JsonWriter json, ServedModel model, double[] numbers, string requestId)
    {
        json.WriteStartObject();
        json.WriteStartArray("predictions");
        for (int i = 0; i < numbers.Length;)
        {
            json.WriteStartObject();
            foreach (string output in model.Outputs)
                json.WriteNumber(output, numbers[i++]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("model", model.Digest);
        json.WriteString("requestId", requestId);
        json.WriteEndObject();
        json.Flush();
    }

    /// <summary>The answer of the Open Inference Protocol: a tensor for each output that is asked for.</summary>
    public static void Tensors(Utf8JsonWriter json, ServedModel model, double[] numbers, TensorRequest request)
    {
        int rows = numbers.Length / model.Outputs.Count;
        json.WriteStartObject();
        json.WriteString("model_name", model.Name);
        json.WriteString("model_version", model.Digest);
        if (request.Id is not null)
            json.WriteString("id", request.Id);
        json.WriteStartArray("outputs");
        for (int output = 0; output < model.Outputs.Count; output++)
        {
            if (request.Outputs.Count > 0 && !request.Outputs.Contains(model.Outputs[output]))
                continue;
            json.WriteStartObject();
            json.WriteString("name", model.Outputs[output]);
            json.WriteString("datatype", "FP64");
            json.WriteStartArray("shape");
            json.WriteNumberValue(rows);
            json.WriteEndArray();
            json.WriteStartArray("data");
            for (int row = 0; row < rows; row++)
                json.WriteNumberValue(numbers[(row * model.Outputs.Count) + output]);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
    }
}
