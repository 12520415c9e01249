using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using MlCi.Modeling.Serving;
using MlCi.Testing;
using Telco;

namespace MlCi.Modeling.Tests.Serving;

/// <summary>What is served is what was gated: the same rows by CSV and by JSON give the same bits.</summary>
public sealed class ParityTests : IDisposable
{
    private const int Rows = 500;
    private static readonly HashSet<string> Texts =
    [
        "multiple_lines", "internet_service", "online_security", "online_backup", "device_protection", "tech_support", "streaming_tv", "streaming_movies",
        "contract", "payment_method",
    ];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task TelcoChurn_ServedByJson_GivesTheBitsOfItsPredictionsByCsv()
    {
        string pipeline = Path.Combine(RepositoryRoot.Path, "pipelines", "telco-churn");
        string[] lines = [.. File.ReadLines(Path.Combine(pipeline, "data", "holdout.csv")).Take(1 + Rows).Select(line => line[(line.IndexOf(',', StringComparison.Ordinal) + 1)..])];
        folder.Write("rows.csv", string.Join('\n', lines) + "\n");
        folder.Write("params.json", "{\"l2\": 1.0}");
        using var log = new StringWriter();
        Assert.Equal(0, await ModelProgram.Run(new TelcoChurn(), ["train", "--data", Path.Combine(pipeline, "data", "train.csv"), "--params", folder.Path("params.json"), "--seed", "1", "--out", folder.Path("model")], log));
        Assert.Equal(0, await ModelProgram.Run(new TelcoChurn(), ["predict", "--model", folder.Path("model"), "--data", folder.Path("rows.csv"), "--out", folder.Path("predictions.csv")], log));
        long[] expected = [.. File.ReadLines(folder.Path("predictions.csv")).Skip(1).Select(line => Bits(double.Parse(line.Split(',')[1], CultureInfo.InvariantCulture)))];
        Assert.Equal(Rows, expected.Length);

        var options = new ServeOptions(folder.Path("model"), "http://127.0.0.1:0") { SchemaFile = Path.Combine(pipeline, "schema.json"), Label = "churn", DrainDelay = TimeSpan.Zero };
        await using ModelServer server = await ModelServer.Start(options, new ServeLog(log, isText: true, TimeProvider.System));
        server.Load(new TelcoChurn(), TimeProvider.System);
        using var client = new HttpClient { BaseAddress = new Uri(server.Urls.First()) };
        string[] names = [.. Fields(lines[0])];
        string[] rows = [.. lines.Skip(1).Select(line => "{" + string.Join(", ", Fields(line).Zip(names, (field, name) => $"\"{name}\": {Json(name, field)}")) + "}")];

        Assert.Equal(expected, Scores(await Post(client, "/predict", $"[{string.Join(',', rows)}]")));
        List<long> one = [];
        foreach (string row in rows)
            one.AddRange(Scores(await Post(client, "/predict", row)));
        Assert.Equal(expected, one);
        JsonNode tensors = await Post(client, "/v2/models/model/infer", Tensors(names, [.. lines.Skip(1).Select(line => Fields(line).ToArray())]));
        Assert.Equal(expected, tensors["outputs"]![0]!["data"]!.AsArray().Select(score => Bits((double)score!)));
    }

    private static IEnumerable<long> Scores(JsonNode answer) => answer["predictions"]!.AsArray().Select(row => Bits((double)row!["score"]!));

    private static long Bits(double number) => BitConverter.DoubleToInt64Bits(number);

    private static IEnumerable<string> Fields(string line) => line.Split(',').Select(field => field.Trim('"'));

    // No field of this file has a comma or a quote in it.
    private static string Json(string name, string field) => field.Length == 0 ? "null" : Texts.Contains(name) ? $"\"{field}\"" : field;

    private static string Tensors(string[] names, string[][] rows)
    {
        var body = new StringBuilder("{\"inputs\": [");
        for (int i = 0; i < names.Length; i++)
        {
            string type = Texts.Contains(names[i]) ? "BYTES" : names[i].EndsWith("_charges", StringComparison.Ordinal) ? "FP64" : "INT64";
            body.Append(i == 0 ? "" : ",").Append($"{{\"name\": \"{names[i]}\", \"datatype\": \"{type}\", \"shape\": [{rows.Length}], \"data\": [")
                .AppendJoin(',', rows.Select(row => Json(names[i], row[i]))).Append("]}");
        }

        return body.Append("]}").ToString();
    }

    private static async Task<JsonNode> Post(HttpClient client, string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await client.PostAsync(new Uri(path, UriKind.Relative), content);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }
}
