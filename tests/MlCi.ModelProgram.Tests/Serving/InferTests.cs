using System.Net;
using System.Text.Json.Nodes;

namespace MlCi.Modeling.Tests.Serving;

public sealed class InferTests : ServedModelTest
{
    [Fact]
    public async Task Tensors_ArePredicted_WithTheIdThatTheyCameWith()
    {
        await Start(rows => [.. Enumerable.Range(0, rows.RowCount).SelectMany(row => new[] { rows.Column("x").Numbers[row] / 100, 1 - (rows.Column("x").Numbers[row] / 100) })], outputs: ["p_a", "p_b"]);

        (HttpStatusCode status, JsonNode answer) = await Post("/v2/models/model/infer",
            """
            {"id": "seven", "parameters": {"priority": 1}, "outputs": [{"name": "p_b"}], "inputs": [
              {"data": [[25], [50]], "name": "x", "datatype": "FP64", "shape": [2, 1]},
              {"name": "colour", "datatype": "BYTES", "shape": [2], "data": ["red", "green \"\u00e9\""]},
              {"name": "flag", "datatype": "BOOL", "shape": [2], "data": [true, false]},
              {"name": "note", "datatype": "BYTES", "shape": [2], "data": [null, "a"]},
              {"name": "n", "datatype": "INT64", "shape": [2], "data": [1, -9007199254740991]}]}
            """);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("""[{"name":"p_b","datatype":"FP64","shape":[2],"data":[0.75,0.5]}]""", answer["outputs"]!.ToJsonString());
        Assert.Equal("seven", (string?)answer["id"]);
        Assert.Equal("model", (string?)answer["model_name"]);
        Assert.StartsWith("sha256:", (string?)answer["model_version"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"inputs": []}""", "found no inputs, expected a tensor for each field")]
    [InlineData("""{"input": []}""", "found 'input', expected id, inputs, outputs or parameters")]
    [InlineData("""{"inputs": [{"name": "x", "datatype": "FP64", "shape": [1]}]}""", "found no data for 'x'")]
    [InlineData("""{"inputs": [{"name": "x", "datatype": "UINT8", "shape": [1], "data": [1]}]}""", "found 'UINT8' for 'x', expected one of FP64, FP32, INT64, INT32, BOOL, BYTES")]
    [InlineData("""{"inputs": [{"name": "x", "datatype": "FP64", "shape": [2], "data": [1]}]}""", "found 1 values of 'x', expected 2 as its shape says")]
    [InlineData("""{"inputs": [{"name": "x", "datatype": "FP64", "shape": [1], "data": [1, 2]}]}""", "found 2 values of 'x', expected 1 as its shape says")]
    [InlineData("""{"inputs": [{"name": "x", "datatype": "FP64", "shape": [4000], "data": [1]}]}""", "found a shape of 4000 rows, expected as many data")]
    [InlineData("""{"inputs": [{"name": "x", "datatype": "FP64", "shape": [1, 2], "data": [1, 2]}]}""", "found a shape of something else")]
    [InlineData("""{"inputs": [{"name": "x", "datatype": "FP64", "shape": [1e9], "data": [1]}]}""", "found a shape that is none")]
    [InlineData("""{"inputs": [{"name": "x", "datatype": "FP64", "shape": [1], "data": [1]}, {"name": "n", "datatype": "INT32", "shape": [2], "data": [1, 2]}]}""", "found 2 rows of 'n', expected 1 as of 'x'")]
    [InlineData("""{"inputs": [{"name": "x", "datatype": "FP64", "shape": [1], "data": [1]}, {"name": "x", "datatype": "FP64", "shape": [1], "data": [1]}]}""", "found input 'x' twice, expected it once")]
    [InlineData("""{"outputs": [{"name": "p"}], "inputs": [{"name": "x", "datatype": "FP64", "shape": [1], "data": [1]}]}""", "found output 'p', expected one of score")]
    public async Task WhatIsNotOfTheProtocol_IsRefused(string body, string message)
    {
        await Start();

        (HttpStatusCode status, JsonNode answer) = await Post("/v2/models/model/infer", body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.StartsWith(message, (string?)answer["error"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ElementsOfOtherTypesThanTheirTensor_AreFaults_AndSoIsWhatTheContractRefuses()
    {
        await Start();

        (HttpStatusCode status, JsonNode answer) = await Post("/v2/models/model/infer",
            """
            {"inputs": [
              {"name": "x", "datatype": "FP64", "shape": [2], "data": ["1", 101]},
              {"name": "n", "datatype": "INT32", "shape": [2], "data": [3000000000, 1.5]},
              {"name": "odd", "datatype": "BOOL", "shape": [2], "data": [true, 1]}]}
            """);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(
            """
            0 x datatype: found '1', expected FP64
            0 n datatype: found '3000000000', expected INT32
            1 n datatype: found '1.5', expected INT32
             odd additionalProperties: found a field that the contract does not name, expected only those of the contract
            1 odd datatype: found '1', expected BOOL
            0 colour required: found no such field, expected text
            1 x maximum: found '101', expected at most 100
            1 n type: found '1.5', expected integer
            1 colour required: found no such field, expected text
            """,
            Faults(answer));
    }

    [Fact]
    public async Task Metadata_NamesInputsAndOutputs()
    {
        await Start();

        JsonNode model = JsonNode.Parse((await Get("/v2/models/model")).Body)!;

        Assert.Equal(
            ["x FP64", "n INT64", "colour BYTES", "flag BOOL", "note BYTES"],
            model["inputs"]!.AsArray().Select(input => $"{input!["name"]} {input["datatype"]}"));
        Assert.Equal("""[{"name":"score","datatype":"FP64","shape":[-1]}]""", model["outputs"]!.ToJsonString());
        Assert.Equal("mlci", (string?)JsonNode.Parse((await Get("/v2")).Body)!["name"]);
        Assert.Equal(HttpStatusCode.OK, (await Get("/v2/models/model/ready")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Get("/v2/models/other")).Status);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await Get("/v2/models/model/infer")).Status);
    }
}
