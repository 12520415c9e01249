using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlCi.Adapters.Containers;
using MlCi.Adapters.Processes;
using MlCi.Data;
using MlCi.IntegrationTests.Samples;
using MlCi.Testing;
using MlCi.Testing.Containers;

namespace MlCi.IntegrationTests.Containers;

/// <summary>lending-club's image, built by its Dockerfile on a base of Debian's packages, says what its batch predictions say.</summary>
[Collection(EngineCollection.Name)]
public sealed class LendingImageTests(EngineFixture fixture)
{
    private const string Base = "mlci-sklearn:1";
    private const int Rows = 500;
    private static readonly string Pipeline = Path.Combine(RepositoryRoot.Path, "pipelines", "lending-club");

    [SkippableFact]
    public async Task ServedAnswers_AreTheBatchPredictions()
    {
        Skip.IfNot(DockerEngine.IsInstalled, DockerEngine.Missing);
        Skip.IfNot(SklearnLayer.IsPossible, SklearnLayer.Missing);
        Sklearn.SkipWithout();
        using var folder = new TemporaryFolder();
        using IContainerEngine engine = fixture.Connect();
        LoadBase(engine, folder);
        (string model, string[] loans, double[] scores) = Trained(folder);
        string program = Directory.CreateDirectory(folder.Path("program", "pipelines", "lending-club", "model")).FullName;
        foreach (string file in Directory.GetFiles(Path.Combine(Pipeline, "model"), "*.py"))
            File.Copy(file, Path.Combine(program, Path.GetFileName(file)));
        var context = new DockerfileContext(folder.Path("program"), model, Path.Combine(Pipeline, "schema.json"), Path.Combine(Pipeline, "Dockerfile"));

        string image = DockerfileBuild.Run(
            engine, context, new Dictionary<string, string>(StringComparer.Ordinal) { ["BASE"] = Base }, new Dictionary<string, string>(StringComparer.Ordinal), new SecretTexts([]), _ => { });
        using ContainerRun run = ContainerRun.Start(engine, image, 512L << 20, 1, new Dictionary<string, string>(StringComparer.Ordinal));
        using HttpClient client = ClientOf(run.Socket);
        await WaitUntilReady(run, client);

        JsonNode answer = await Ask(client, $"{{\"rows\":[{string.Join(',', loans)}]}}");
        Assert.Equal(scores, answer["predictions"]!.AsArray().Select(one => (double)one!["score"]!));
        Assert.StartsWith(Digest.Prefix, (string?)answer["model"], StringComparison.Ordinal);
        JsonNode refused = await Ask(client, loans[0].Replace("\"term_", "\"term-", StringComparison.Ordinal));
        Assert.Equal((400, "term", "enum"), ((int)refused["status"]!, (string?)refused["faults"]![0]!["field"], (string?)refused["faults"]![0]!["rule"]));
        Assert.True(run.PeakMemory() is > (16 << 20) and <= (512L << 20));
        Assert.Equal(new ServedState(false, 0, false), run.Stop(TimeSpan.FromSeconds(60)));
    }

    private static void LoadBase(IContainerEngine engine, TemporaryFolder folder)
    {
        SklearnLayer.Write(folder.Path("base.tar"));
        string[] variables = ["PATH=/usr/bin:/bin", $"LD_LIBRARY_PATH={SklearnLayer.Libraries}"];
        new ImageArchive(folder.Path("base.tar"), Base, new { Env = variables }).Write(folder.Path("image.tar"));
        using (FileStream archive = File.OpenRead(folder.Path("image.tar")))
            engine.Load(archive);
        File.Delete(folder.Path("image.tar"));
        File.Delete(folder.Path("base.tar"));
    }

    // The loans as JSON, and what predict.py says of them.
    private static (string Model, string[] Loans, double[] Scores) Trained(TemporaryFolder folder)
    {
        string model = folder.Path("model"), predictions = folder.Path("predictions.csv");
        string[] lines = File.ReadAllLines(Path.Combine(Pipeline, "data", "holdout.csv"));
        string[][] rows = [.. lines.Take(Rows + 1).Select(line => line.Split(',').Select(field => field.Trim('"')).ToArray())];
        int label = Array.IndexOf(rows[0], "Class");
        string data = folder.Write("loans.csv", string.Concat(rows.Select(row => string.Join(',', row.Where((_, at) => at != label)) + "\n")));
        SampleProgram.Run(Sklearn.Python, Path.Combine(Pipeline, "model", "train.py"), "--data", Path.Combine(Pipeline, "data", "train.csv"), "--params", folder.Write("params.json", """{"C": 0.03}"""), "--seed", "1", "--out", model);
        SampleProgram.Run(Sklearn.Python, Path.Combine(Pipeline, "model", "predict.py"), "--model", model, "--data", data, "--out", predictions);
        double[] scores = [.. File.ReadAllLines(predictions).Skip(1).Select(line => double.Parse(line.Split(',')[1], CultureInfo.InvariantCulture))];
        string[] loans = [.. rows.Skip(1).Select(row => "{" + string.Join(',', row.Select((field, at) => (field, at)).Where(one => one.at != label).Select(one => $"{JsonSerializer.Serialize(rows[0][one.at])}:{JsonSerializer.Serialize(one.field)}")) + "}")];
        return (model, loans, scores);
    }

    private static HttpClient ClientOf(string socket)
    {
#pragma warning disable CA2000 // The client owns its handler, the stream its socket.
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, stop) =>
            {
                var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), stop);
                return new NetworkStream(connection, ownsSocket: true);
            },
        };
        return new HttpClient(handler) { BaseAddress = new Uri("http://model") };
#pragma warning restore CA2000
    }

    private static async Task WaitUntilReady(ContainerRun run, HttpClient client)
    {
        for (int tries = 0; tries < 1200 && run.State().IsRunning; tries++)
        {
            try
            {
                using HttpResponseMessage answer = await client.GetAsync(new Uri("/v2/health/ready", UriKind.Relative));
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(100);
        }

        throw new InvalidOperationException($"not ready, {run.State()}:{Environment.NewLine}{string.Join(Environment.NewLine, run.Log(30))}");
    }

    private static async Task<JsonNode> Ask(HttpClient client, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await client.PostAsync(new Uri("/predict", UriKind.Relative), content);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }
}
