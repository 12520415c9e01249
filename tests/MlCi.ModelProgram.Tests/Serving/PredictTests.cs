using System.Net;
using System.Text.Json.Nodes;

namespace MlCi.Modeling.Tests.Serving;

public sealed class PredictTests : ServedModelTest
{
    [Theory]
    [InlineData("""{"x": 50, "colour": "red"}""", "[0.5]")]
    [InlineData("""[{"x": 50, "colour": "red"}]""", "[0.5]")]
    [InlineData("""{"rows": [{"x": 50, "colour": "red"}, {"colour": "green \"\u00e9\"", "x": 1e1}]}""", "[0.5,0.1]")]
    [InlineData("""{"flag": true, "n": 3, "note": null, "colour": "green \"é\"", "x": 0.1, "y": "yes"}""", "[0.001]")]
    [InlineData("""[{"x": 1, "colour": "red", "n": 1}, {"x": 2, "colour": "red"}]""", "[0.01,0.02]")]
    public async Task RowsInAnyForm_ArePredictedInTheirOrder(string body, string scores)
    {
        await Start();

        (HttpStatusCode status, JsonNode answer) = await Post("/predict", body);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(scores, new JsonArray([.. answer["predictions"]!.AsArray().Select(one => one!["score"]!.DeepClone())]).ToJsonString());
        Assert.StartsWith("sha256:", (string?)answer["model"], StringComparison.Ordinal);
        Assert.Equal(32, ((string?)answer["requestId"])!.Length);
    }

    [Fact]
    public async Task EveryFault_IsTold_AndNothingReachesTheModel()
    {
        int asked = 0;
        await Start(rows => { asked++; return new double[rows.RowCount]; });

        (HttpStatusCode status, JsonNode answer) = await Post("/predict",
            """
            [{"x": 101, "colour": "blue", "n": 1.5, "flag": "maybe", "note": "too long"},
             {"x": null},
             {"x": 1, "colour": "red", "shape": "round", "x": 2, "n": [1]},
             7,
             {"x": "many", "colour": "red"},
             {"x": 1e400, "colour": "red"}]
            """);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(1, asked);
        Assert.Equal(
            """
            2 shape additionalProperties: found a field that the contract does not name, expected only those of the contract
            2 x twice: found it twice, expected each field once
            2 n type: found a list, expected text, a number, true, false or null
            3  type: found a number, expected an object of fields
            0 x maximum: found '101', expected at most 100
            0 n type: found '1.5', expected integer
            0 colour enum: found 'blue', expected one of "red", "green \"é\""
            0 flag type: found 'maybe', expected true or false
            0 note maxLength: found 'too long', expected at most 5 characters
            1 x null: found no value, expected number
            1 colour required: found no such field, expected text
            2 n null: found no value, expected integer
            3 x required: found no such field, expected number
            3 colour required: found no such field, expected text
            4 x type: found 'many', expected number
            5 x type: found '1e400', expected number
            """,
            Faults(answer));
        Assert.Equal(16, (int)answer["faultCount"]!);
    }

    [Theory]
    [InlineData("", 400)]
    [InlineData("{", 400)]
    [InlineData("7", 400)]
    [InlineData("[]", 400)]
    [InlineData("{\"rows\": []}", 400)]
    [InlineData("{\"rows\": [{\"x\": 1, \"colour\": \"red\"}], \"more\": 1}", 400)]
    [InlineData("{\"x\": NaN, \"colour\": \"red\"}", 400)]
    [InlineData("{\"x\": 1, \"colour\": \"red\"} {}", 400)]
    [InlineData("{\"x\": 1, \"colour\": \"\\ud800\"}", 400)]
    [InlineData("{\"x\": 1, \"colour\": [[[[[[[[[[]]]]]]]]]]}", 400)]
    [InlineData("[{\"x\": 1, \"colour\": \"red\"},{\"x\": 1, \"colour\": \"red\"},{\"x\": 1, \"colour\": \"red\"}]", 413)]
    public async Task BodyThatIsNoRows_IsRefused(string body, int status)
    {
        await Start(change: options => options with { MaxRows = 2 });

        (HttpStatusCode found, JsonNode answer) = await Post("/predict", body);

        Assert.Equal(status, (int)found);
        Assert.Contains("expected", (string?)answer["error"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/octet-stream")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("")]
    public async Task OtherContentTypes_AreRefused(string type)
    {
        await Start();

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await Post("/predict", """{"x": 1, "colour": "red"}""", type)).Status);
        Assert.Equal(HttpStatusCode.OK, (await Post("/predict", """{"x": 1, "colour": "red"}""", "application/json; charset=utf-8")).Status);
    }

    [Fact]
    public async Task FieldThatIsNotRequired_IsAColumnWithoutValuesForTheModel()
    {
        bool isMissing = false;
        await Start(rows =>
        {
            isMissing = rows.Column("n").IsMissing(0) && rows.Column("note").IsMissing(0) && rows.Find("y") is null;
            return new double[rows.RowCount];
        });

        await Post("/predict", """{"x": 1, "colour": "red", "y": "no"}""");

        Assert.True(isMissing);
    }

    [Fact]
    public async Task OtherFields_AreLeftAside_WhereTheContractAllowsThem()
    {
        Folder.Write("model/schema.json", """{"type": "object", "properties": {"x": {"type": "number"}}, "required": ["x"]}""");
        await Start();

        Assert.Equal(HttpStatusCode.OK, (await Post("/predict", """{"x": 1, "other": {"a": [1]}}""")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await Post("/predict", """{"x": 1, "other": 1, "other": 2}""")).Status);
    }

    [Fact]
    public async Task RulesAcrossColumns_AreHeld_RowByRow()
    {
        Folder.Write("model/schema.json",
            """
            {"type": "object", "properties": {"x": {"type": "number"}, "n": {"type": "integer"}}, "required": ["x"],
             "if": {"properties": {"x": {"minimum": 10}}}, "then": {"properties": {"n": {"minimum": 5}}}}
            """);
        await Start();

        (HttpStatusCode status, JsonNode answer) = await Post("/predict", """[{"x": 1, "n": 1}, {"x": 11, "n": 1}, {"x": 11, "n": 6}]""");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.StartsWith("1 n minimum: found '1', expected at least 5", Faults(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ModelThatFails_Answers500_AndSaysWhyInTheLog()
    {
        bool isBroken = false;
        await Start(rows => isBroken ? throw new InvalidOperationException("a secret") : [0.5]);
        isBroken = true;

        (HttpStatusCode status, JsonNode answer) = await Post("/predict", """{"x": 1, "colour": "red"}""");

        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.DoesNotContain("secret", answer.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("a secret", Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ClientsNameForARequest_IsKept_IfItCanStandAnywhere()
    {
        await Start();
        Client.DefaultRequestHeaders.Add("X-Request-Id", "order-7");
        Assert.Equal("order-7", (string?)(await Post("/predict", """{"x": 1, "colour": "red"}""")).Body["requestId"]);

        Client.DefaultRequestHeaders.Remove("X-Request-Id");
        Client.DefaultRequestHeaders.TryAddWithoutValidation("X-Request-Id", "a b");
        Assert.NotEqual("a b", (string?)(await Post("/predict", """{"x": 1, "colour": "red"}""")).Body["requestId"]);
    }

    [Fact]
    public async Task SeveralRequestsAtATime_GetEachItsOwn()
    {
        await Start(rows => [.. Enumerable.Range(0, rows.RowCount).Select(row => rows.Column("x").Numbers[row])], options => options with { Concurrency = 1_000 });

        await Parallel.ForEachAsync(Enumerable.Range(0, 400), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) =>
        {
            string rows = string.Join(',', Enumerable.Range(0, 1 + (i % 5)).Select(row => $$"""{"x": {{(i + row) % 100}}.25, "colour": "red"}"""));
            JsonNode answer = (await Post("/predict", $"[{rows}]")).Body;
            Assert.Equal(Enumerable.Range(0, 1 + (i % 5)).Select(row => ((i + row) % 100) + 0.25), answer["predictions"]!.AsArray().Select(one => (double)one!["score"]!));
        });
    }
}
