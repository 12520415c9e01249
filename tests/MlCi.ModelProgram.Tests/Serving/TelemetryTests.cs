using System.Text.Json.Nodes;
using MlCi.Modeling.Serving;

namespace MlCi.Modeling.Tests.Serving;

public sealed class TelemetryTests : ServedModelTest
{
    [Fact]
    public async Task Metrics_CountWhatWasAsked_AnsweredAndRefused()
    {
        await Start();
        await Post("/predict", """[{"x": 50, "colour": "red", "note": null}, {"x": 5, "colour": "red", "note": null}]""");
        await Post("/predict", """{"x": 101, "colour": "red", "odd\"\n": 1}""");
        await Get("/nothing/here");

        string page = (await Get("/metrics")).Body;

        foreach (string line in (string[])
        [
            "# TYPE mlci_serve_requests_total counter",
            "mlci_serve_requests_total{route=\"/predict\",status=\"200\"} 1",
            "mlci_serve_requests_total{route=\"/predict\",status=\"400\"} 1",
            "mlci_serve_requests_total{route=\"other\",status=\"404\"} 1",
            "mlci_serve_request_seconds_count{route=\"/predict\"} 2",
            "mlci_serve_request_seconds_bucket{route=\"/predict\",le=\"+Inf\"} 2",
            "mlci_serve_batch_rows_bucket{le=\"1\"} 0",
            "mlci_serve_batch_rows_bucket{le=\"2\"} 1",
            "mlci_serve_batch_rows_sum 2",
            "mlci_serve_prediction_bucket{output=\"score\",le=\"0.05\"} 1",
            "mlci_serve_prediction_bucket{output=\"score\",le=\"0.5\"} 2",
            "mlci_serve_input_nulls_total{column=\"note\"} 2",
            "mlci_serve_input_nulls_total{column=\"n\"} 2",
            "mlci_serve_input_faults_total{column=\"x\",rule=\"maximum\"} 1",
            "mlci_serve_input_faults_total{column=\"\",rule=\"additionalProperties\"} 1",
            "mlci_serve_ready 1",
            "mlci_serve_in_flight 0",
        ])
            Assert.Contains(line + "\n", page, StringComparison.Ordinal);
        Assert.All(page.TrimEnd('\n').Split('\n'), line => Assert.Matches("""^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? [0-9.E+-]+)$""", line));
    }

    [Fact]
    public async Task OpenApi_TellsOfARowAsTheContractDoes_WithoutTheLabel()
    {
        await Start();

        JsonNode document = JsonNode.Parse((await Get("/openapi.json")).Body)!;

        Assert.Equal("3.1.0", (string?)document["openapi"]);
        JsonNode row = document["components"]!["schemas"]!["Row"]!;
        Assert.Equal(["x", "n", "colour", "flag", "note"], row["properties"]!.AsObject().Select(one => one.Key));
        Assert.Equal("""["x","colour"]""", row["required"]!.ToJsonString());
        Assert.Equal("number", (string?)document["components"]!["schemas"]!["Predictions"]!["properties"]!["predictions"]!["items"]!["properties"]!["score"]!["type"]);
        // Every reference leads somewhere, and every path that is named is answered.
        foreach (string reference in References(document))
            Assert.NotNull(reference[2..].Split('/').Aggregate(document, (node, name) => node?[name]!));
        foreach ((string path, JsonNode? item) in document["paths"]!.AsObject())
            Assert.NotEqual(System.Net.HttpStatusCode.NotFound, item!["get"] is null ? (await Post(path, "{}")).Status : (await Get(path)).Status);
    }

    [Fact]
    public async Task PredictionLog_HasALineForEachRow_WithoutTheColumnsThatAreRedacted()
    {
        await Start(change: options => options with { PredictionLog = Folder.Path("log", "p.jsonl"), LogRedact = ["colour"] });
        Client.DefaultRequestHeaders.Add("X-Request-Id", "r-1");
        await Post("/predict", """[{"x": 50, "colour": "red", "note": null}, {"x": 5.50, "colour": "red", "n": 3}]""");
        await Server.DisposeAsync();

        JsonNode[] lines = [.. File.ReadLines(Folder.Path("log", "p.jsonl")).Select(line => JsonNode.Parse(line)!)];

        Assert.Equal(["r-1 0", "r-1 1"], lines.Select(line => $"{line["requestId"]} {line["row"]}"));
        Assert.Equal("""{"x":"50","colour":"[redacted]","note":null}""", lines[0]["inputs"]!.ToJsonString());
        Assert.Equal("""{"x":"5.50","n":"3","colour":"[redacted]"}""", lines[1]["inputs"]!.ToJsonString());
        Assert.Equal("""{"score":0.055}""", lines[1]["outputs"]!.ToJsonString());
        Assert.StartsWith("sha256:", (string?)lines[0]["model"], StringComparison.Ordinal);
    }

    [Fact]
    public void Sample_IsAShareOfTheRequests_TheSameEachTime()
    {
        string[] ids = [.. Enumerable.Range(0, 10_000).Select(i => $"request-{i}")];

        // 10,000 draws at .2: four standard errors are .016.
        Assert.InRange(ids.Count(id => PredictionLog.IsSampled(id, 0.2)), 1_840, 2_160);
        Assert.All(ids.Where(id => PredictionLog.IsSampled(id, 0.1)), id => Assert.True(PredictionLog.IsSampled(id, 0.2)));
        Assert.DoesNotContain(ids, id => PredictionLog.IsSampled(id, 0));
        Assert.All(ids, id => Assert.True(PredictionLog.IsSampled(id, 1)));
    }

    [Fact]
    public void FullFile_IsRenamed_AndTheOldestGoes()
    {
        using (var file = new RotatedFile(Folder.Path("f"), 10, 2))
        {
            foreach (string line in (string[])["aaaa\n", "bbbb\n", "cccc\n", "dddd\n", "eeee\n", "ffff\n", "gggg\n"])
                file.Write(System.Text.Encoding.ASCII.GetBytes(line));
            file.Flush();
        }

        Assert.Equal(["gggg\n", "eeee\nffff\n", "cccc\ndddd\n"], ((string[])["f", "f.1", "f.2"]).Select(name => File.ReadAllText(Folder.Path(name))));
        Assert.False(File.Exists(Folder.Path("f.3")));
    }

    [Fact]
    public async Task Log_IsALineOfJsonForEachEvent()
    {
        await Start();

        JsonNode[] lines = [.. Log.TrimEnd('\n').Split('\n').Select(line => JsonNode.Parse(line)!)];

        Assert.Equal(["self-check passed", "ready"], lines.Select(line => (string?)line["event"]));
        Assert.All(lines, line => Assert.Equal("info", (string?)line["level"]));
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(one => one is { Key: "$ref", Value: JsonValue value } ? [value.GetValue<string>()] : References(one.Value)),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };
}
