using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlCi.Modeling.Serving;

/// <summary>The OpenAPI 3.1 document. A row is schema.json itself, as both are JSON Schema 2020-12; the label is taken out.</summary>
internal static class OpenApiDocument
{
    /// <summary>Writes the document.</summary>
    public static byte[] Of(ServedModel model, Contract contract)
    {
        JsonObject row = JsonNode.Parse(contract.Json.AsSpan().StartsWith("\uFEFF"u8) ? contract.Json.AsSpan(3) : contract.Json)!.AsObject();
        // References inside the schema are to itself, so it keeps or gets a name of its own.
        row["$id"] ??= "urn:mlci:row";
        row.Remove("$schema");
        if (contract.Label is { } label)
        {
            row["properties"]?.AsObject().Remove(label);
            if (row["required"] is JsonArray required)
                row["required"] = new JsonArray([.. required.Where(name => name!.GetValue<string>() != label).Select(name => name!.DeepClone())]);
        }

        string name = JsonEncodedText.Encode(model.Name).ToString();
        string outputs = string.Join(", ", model.Outputs.Select(output => $"\"{JsonEncodedText.Encode(output)}\": {{\"type\": \"number\"}}"));
        JsonObject document = JsonNode.Parse(Template
            .Replace("$MODEL", name, StringComparison.Ordinal)
            .Replace("$VERSION", model.Digest, StringComparison.Ordinal)
            .Replace("\"$OUTPUTS\": {}", outputs, StringComparison.Ordinal))!.AsObject();
        document["components"]!["schemas"]!["Row"] = row;
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
            document.WriteTo(json);
        return bytes.WrittenSpan.ToArray();
    }

    private const string Template =
        """
        {
          "openapi": "3.1.0",
          "info": {"title": "$MODEL", "version": "$VERSION", "description": "Predictions of one model, served by MlCi."},
          "paths": {
            "/predict": {
              "post": {
                "operationId": "predict",
                "summary": "Predicts one row or many.",
                "parameters": [{"name": "X-Request-Id", "in": "header", "schema": {"type": "string", "pattern": "^[A-Za-z0-9_.:-]{1,128}$"}}],
                "requestBody": {
                  "required": true,
                  "content": {"application/json": {"schema": {"oneOf": [
                    {"$ref": "#/components/schemas/Row"},
                    {"type": "array", "minItems": 1, "items": {"$ref": "#/components/schemas/Row"}},
                    {"type": "object", "required": ["rows"], "additionalProperties": false, "properties": {"rows": {"type": "array", "minItems": 1, "items": {"$ref": "#/components/schemas/Row"}}}}
                  ]}}}
                },
                "responses": {
                  "200": {"description": "The predictions, in the order of the rows.", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Predictions"}}}},
                  "400": {"$ref": "#/components/responses/Refused"},
                  "408": {"$ref": "#/components/responses/Refused"},
                  "413": {"$ref": "#/components/responses/Refused"},
                  "415": {"$ref": "#/components/responses/Refused"},
                  "422": {"$ref": "#/components/responses/Refused"},
                  "429": {"$ref": "#/components/responses/Refused"},
                  "500": {"$ref": "#/components/responses/Refused"},
                  "503": {"$ref": "#/components/responses/Refused"}
                }
              }
            },
            "/v2": {"get": {"operationId": "serverMetadata", "responses": {"200": {"description": "What the server is."}}}},
            "/v2/health/live": {"get": {"operationId": "live", "responses": {"200": {"description": "It runs."}}}},
            "/v2/health/ready": {"get": {"operationId": "ready", "responses": {"200": {"description": "It predicts."}, "503": {"description": "It does not predict yet, or no longer."}}}},
            "/v2/models/$MODEL": {"get": {"operationId": "modelMetadata", "responses": {"200": {"description": "What the model takes and gives."}}}},
            "/v2/models/$MODEL/ready": {"get": {"operationId": "modelReady", "responses": {"200": {"description": "It predicts."}, "503": {"description": "It does not predict yet, or no longer."}}}},
            "/v2/models/$MODEL/infer": {
              "post": {
                "operationId": "infer",
                "summary": "Predicts by the Open Inference Protocol v2: a tensor for each field.",
                "requestBody": {"required": true, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Inference"}}}},
                "responses": {
                  "200": {"description": "A tensor for each output."},
                  "400": {"$ref": "#/components/responses/Refused"}
                }
              }
            },
            "/metrics": {"get": {"operationId": "metrics", "responses": {"200": {"description": "Prometheus' text format 0.0.4.", "content": {"text/plain": {}}}}}},
            "/openapi.json": {"get": {"operationId": "openapi", "responses": {"200": {"description": "This document."}}}}
          },
          "components": {
            "responses": {"Refused": {"description": "No prediction, and why.", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Refusal"}}}}},
            "schemas": {
              "Row": {},
              "Predictions": {
                "type": "object",
                "required": ["predictions", "model", "requestId"],
                "properties": {
                  "predictions": {"type": "array", "items": {"type": "object", "properties": {"$OUTPUTS": {}}}},
                  "model": {"type": "string", "description": "The model's digest."},
                  "requestId": {"type": "string"}
                }
              },
              "Refusal": {
                "type": "object",
                "required": ["error", "status"],
                "properties": {
                  "error": {"type": "string"},
                  "status": {"type": "integer"},
                  "requestId": {"type": "string"},
                  "faultCount": {"type": "integer"},
                  "faults": {"type": "array", "items": {
                    "type": "object",
                    "required": ["rule", "found", "expected"],
                    "properties": {"row": {"type": "integer"}, "field": {"type": "string"}, "rule": {"type": "string"}, "found": {"type": "string"}, "expected": {"type": "string"}}
                  }}
                }
              },
              "Inference": {
                "type": "object",
                "required": ["inputs"],
                "properties": {
                  "id": {"type": "string"},
                  "inputs": {"type": "array", "minItems": 1, "items": {
                    "type": "object",
                    "required": ["name", "shape", "datatype", "data"],
                    "properties": {
                      "name": {"type": "string"},
                      "shape": {"type": "array", "items": {"type": "integer"}},
                      "datatype": {"enum": ["FP64", "FP32", "INT64", "INT32", "BOOL", "BYTES"]},
                      "data": {"type": "array"}
                    }
                  }},
                  "outputs": {"type": "array", "items": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}}
                }
              }
            }
          }
        }
        """;
}
