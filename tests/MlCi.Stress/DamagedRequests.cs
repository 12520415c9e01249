using MlCi.Data;
using MlCi.Modeling;
using MlCi.Modeling.Serving;
using MlCi.Modeling.Tests.Serving;
using MlCi.Testing;

namespace MlCi.Stress;

/// <summary>Sends damaged bodies to a real server: none may be answered with an error of the server, and what it holds in memory may not grow with them.</summary>
public sealed class DamagedRequests : ISimulation
{
    private const string Schema =
        """
        {
          "type": "object",
          "properties": {
            "x": {"type": "number", "minimum": 0, "maximum": 100}, "n": {"type": "integer"}, "colour": {"type": "string", "enum": ["red", "green \"é\""]},
            "flag": {"type": "boolean"}, "note": {"type": ["string", "null"], "maxLength": 5}
          },
          "required": ["x", "colour"],
          "additionalProperties": false
        }
        """;

    /// <inheritdoc/>
    public string Name => "requests";

    /// <inheritdoc/>
    public string Title => "Damaged requests: how often the server fails, and whether its memory has grown by more than 2 MB from a fifth of them to all, in percent";

    /// <inheritdoc/>
    public int Replicates => 10_000;

    /// <inheritdoc/>
    public ResultTable Run(int replicates, Action<string> progress) => Send(replicates, progress).GetAwaiter().GetResult();

    private async Task<ResultTable> Send(int replicates, Action<string> progress)
    {
        using var folder = new TemporaryFolder();
        folder.Write("model/schema.json", Schema);
        var options = new ServeOptions(folder.Path("model"), "http://127.0.0.1:0") { DrainDelay = TimeSpan.Zero };
        await using ModelServer server = await ModelServer.Start(options, new ServeLog(Console.Error, isText: true, TimeProvider.System));
        server.Load(new Constant(), TimeProvider.System);
        using var client = new HttpClient { BaseAddress = new Uri(server.Urls.First()) };
        int begun = replicates / 5;
        Dictionary<int, int> first = await DamagedBodies.Send(client, begun);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        Dictionary<int, int> rest = await DamagedBodies.Send(client, replicates - begun, begun);
        long growth = GC.GetTotalMemory(forceFullCollection: true) - before;
        progress($"{Name}: {string.Join(", ", first.Concat(rest).GroupBy(one => one.Key, one => one.Value).OrderBy(one => one.Key).Select(one => $"{one.Sum()} of {one.Key}"))}; {growth >> 10} KB more in memory");
        int failed = first.Concat(rest).Where(one => one.Key >= 500).Sum(one => one.Value);
        return new ResultTable(Title, ["failed", "grown"], [new ResultRow("all", [new Claim(failed, replicates, AtMost: 0), new Claim(growth > 2 << 20 ? 1 : 0, 1, AtMost: 0)])]);
    }

    private sealed class Constant : IModel, IPredictor
    {
        public void Train(TrainingRun run) => throw new NotSupportedException();

        public IPredictor Load(string folder) => this;

        public double[] Predict(Table rows) => [.. Enumerable.Repeat(0.5, rows.RowCount)];
    }
}
