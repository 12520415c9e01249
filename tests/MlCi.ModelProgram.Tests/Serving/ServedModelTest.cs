using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using MlCi.Data;
using MlCi.Modeling.Serving;
using MlCi.Testing;

namespace MlCi.Modeling.Tests.Serving;

/// <summary>A real server on loopback, with a model that adds up: score = x / 100, or whatever a test says.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit disposes it asynchronously.")]
public abstract class ServedModelTest : IAsyncLifetime
{
    private readonly StringWriter log = new() { NewLine = "\n" };
    private ModelServer? server;

    protected const string Schema =
        """
        {
          "type": "object",
          "properties": {
            "x": {"type": "number", "minimum": 0, "maximum": 100},
            "n": {"type": "integer"},
            "colour": {"type": "string", "enum": ["red", "green \"é\""]},
            "flag": {"type": "boolean"},
            "note": {"type": ["string", "null"], "maxLength": 5},
            "y": {"type": "string", "enum": ["yes", "no"]}
          },
          "required": ["x", "colour", "y"],
          "additionalProperties": false
        }
        """;

    private protected TemporaryFolder Folder { get; } = new();

    private protected HttpClient Client { get; private set; } = new();

    private protected ModelServer Server => server!;

    private protected string Log => log.ToString();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        Client.Dispose();
        if (server is not null)
            await server.DisposeAsync();
        Folder.Dispose();
        await log.DisposeAsync();
    }

    private protected async Task Start(Func<Table, double[]>? predict = null, Func<ServeOptions, ServeOptions>? change = null, IReadOnlyList<string>? outputs = null, bool isLoaded = true)
    {
        Folder.Write("model/model.json", "{}\n");
        if (!File.Exists(Folder.Path("model", "schema.json")))
            Folder.Write("model/schema.json", Schema);
        var options = new ServeOptions(Folder.Path("model"), "http://127.0.0.1:0") { Label = "y", DrainDelay = TimeSpan.FromMilliseconds(300), Timeout = TimeSpan.FromSeconds(20) };
        server = await ModelServer.Start(change?.Invoke(options) ?? options, new ServeLog(log, isText: false, TimeProvider.System));
        if (isLoaded)
            Load(predict, outputs);
        Client.Dispose();
        Client = new HttpClient { BaseAddress = server.Urls.First().StartsWith("http://1", StringComparison.Ordinal) ? new Uri(server.Urls.First()) : null };
    }

    private protected void Load(Func<Table, double[]>? predict = null, IReadOnlyList<string>? outputs = null) =>
        Server.Load(new SaidModel(predict ?? (rows => [.. Enumerable.Range(0, rows.RowCount).Select(row => rows.Column("x").Numbers[row] / 100)]), outputs), TimeProvider.System);

    private protected async Task<(HttpStatusCode Status, JsonNode Body)> Post(string path, string json, string type = "application/json")
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(json));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using HttpResponseMessage answer = await Client.PostAsync(new Uri(path, UriKind.Relative), content);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    private protected async Task<(HttpStatusCode Status, string Body)> Get(string path)
    {
        using HttpResponseMessage answer = await Client.GetAsync(new Uri(path, UriKind.Relative));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private protected static string Faults(JsonNode answer) => string.Join('\n', answer["faults"]!.AsArray().Select(fault =>
        $"{fault!["row"]} {fault["field"]} {fault["rule"]}: found {fault["found"]}, expected {fault["expected"]}"));

    private sealed class SaidModel(Func<Table, double[]> predict, IReadOnlyList<string>? outputs) : IModel, IPredictor
    {
        public IReadOnlyList<string> Columns => outputs ?? PredictionColumns.Score;

        public void Train(TrainingRun run) => throw new NotSupportedException();

        public IPredictor Load(string folder) => this;

        public double[] Predict(Table rows) => predict(rows);
    }
}
