using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MlCi.Findings;

namespace MlCi.Modeling.Tests.Serving;

/// <summary>The prediction log where the disk is slow, full or broken, where many write, and where values must not be written.</summary>
public sealed partial class PredictionLogTests : ServedModelTest
{
    private const string Row = """{"x": 50, "colour": "red"}""";

    private string File => Folder.Path("log", "p.jsonl");

    [SkippableFact]
    public async Task FullDisk_IsToldOnce_CountsWhatIsLost_AndFailsNoPrediction()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "there is no /dev/full");
        await Start(change: options => options with { PredictionLog = "/dev/full" });

        for (int i = 0; i < 100; i++)
            Assert.Equal(HttpStatusCode.OK, (await Post("/predict", Row)).Status);

        await UntilDropped(100);
        await Server.DisposeAsync();
        Assert.Equal(1, Log.Split("predictions cannot be logged").Length - 1);
    }

    [SkippableFact]
    public async Task DiskThatDoesNotAnswer_HoldsUpNeitherPredictionsNorTheEnd()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "there is no mkfifo");
        string pipe = Folder.Path("pipe");
        using (Process make = Process.Start("mkfifo", pipe))
            await make.WaitForExitAsync();
        await Start(change: options => options with { PredictionLog = pipe, DrainTimeout = TimeSpan.FromMilliseconds(200) });

        // Nobody reads: the first line is never written. 4,096 lines wait behind it, and no more.
        (HttpStatusCode status, JsonNode answer) = await Post("/predict", $"[{string.Join(',', Enumerable.Repeat(Row, 5_000))}]");

        Assert.Equal((HttpStatusCode.OK, 5_000), (status, answer["predictions"]!.AsArray().Count));
        Assert.InRange(await Dropped(), 903, 904);
        await Server.DisposeAsync();
        Assert.Contains("the disk does not answer", Log, StringComparison.Ordinal);
        // It answers after all: the thread that waits must not outlive the test.
        await using var late = new FileStream(pipe, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        await late.CopyToAsync(Stream.Null);
    }

    [Fact]
    public async Task FolderThatCannotBeWritten_LosesLines_UntilItCan()
    {
        Folder.Write("log", "a file");
        await Start(change: options => options with { PredictionLog = File });
        await Post("/predict", Row);
        await UntilDropped(1);

        System.IO.File.Delete(Folder.Path("log"));
        await Post("/predict", """{"x": 51, "colour": "red"}""");
        await Server.DisposeAsync();

        Assert.Equal("51", (string?)JsonNode.Parse(Assert.Single(await System.IO.File.ReadAllLinesAsync(File)))!["inputs"]!["x"]);
    }

    [Fact]
    public async Task RotationUnderLoad_LosesNoLine_AndKeepsEachWhole()
    {
        const int Clients = 8, Requests = 25, Rows = 3, MaxBytes = 2_000;
        await Start(change: options => options with { PredictionLog = File, LogMaxBytes = MaxBytes, LogFiles = 1_000 });

        await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            for (int i = 0; i < Requests; i++)
                Assert.Equal(HttpStatusCode.OK, (await Post("/predict", $"[{Row},{Row},{Row}]")).Status);
        })));
        Assert.Equal(0, await Dropped());
        await Server.DisposeAsync();

        string[] files = Directory.GetFiles(Folder.Path("log"));
        Assert.True(files.Length > 10, $"found {files.Length} files");
        Assert.All(files, file => Assert.InRange(new FileInfo(file).Length, 1, MaxBytes));
        string[] lines = [.. files.SelectMany(System.IO.File.ReadLines).Select(line => JsonNode.Parse(line)!).Select(line => $"{line["requestId"]} {line["row"]}")];
        Assert.Equal(Clients * Requests * Rows, lines.Length);
        Assert.Equal(lines.Length, lines.Distinct().Count());
    }

    [Fact]
    public async Task RedactedValues_AreNowhereInTheLog_WhateverWayTheyCame()
    {
        await Start(change: options => options with { PredictionLog = File, LogRedact = ["x", "n", "colour", "flag", "note", "y"] });
        const string Secrets = """{"x": 42.4242, "colour": "green \"\u00e9\"", "note": "s3cr\t", "n": 987654321, "y": "yes"}""";
        await Post("/predict", Secrets);
        await Post("/predict", $$"""{"rows": [{{Secrets}}]}""");
        await Post("/predict", Secrets.Replace("42.4242", "4242.42", StringComparison.Ordinal));
        await Post("/v2/models/model/infer",
            """
            {"inputs": [
              {"name": "x", "datatype": "FP64", "shape": [1], "data": [42.4242]}, {"name": "note", "datatype": "BYTES", "shape": [1], "data": ["s3cr"]},
              {"name": "colour", "datatype": "BYTES", "shape": [1], "data": ["green \"\u00e9\""]}, {"name": "n", "datatype": "INT64", "shape": [1], "data": [987654321]}]}
            """);
        await Server.DisposeAsync();

        string text = await System.IO.File.ReadAllTextAsync(File);
        Assert.Equal(3, text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.All((string[])["42.4242", "4242.42", "green", "s3cr", "98765", "yes"], secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
        Assert.All((string[])["4242.42", "green", "s3cr"], secret => Assert.DoesNotContain(secret, Log, StringComparison.Ordinal));
    }

    [Fact]
    public async Task MisspeltColumnToRedact_IsNeverReady()
    {
        await Start(change: options => options with { PredictionLog = File, LogRedact = ["x", "color"] }, isLoaded: false);

        FaultException fault = Assert.Throws<FaultException>(() => Load());

        Assert.Equal(ExitCodes.Misconfigured, fault.ExitCode);
        Assert.Equal("serve: found 'color' for --log-redact, expected 'colour', or one of x, n, colour, flag, note, y", fault.Message);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await Get("/v2/health/ready")).Status);
    }

    private async Task<int> Dropped() => DroppedLines().Match((await Get("/metrics")).Body) is { Success: true } match
        ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0;

    private async Task UntilDropped(int lines)
    {
        for (int waited = 0; await Dropped() < lines && waited < 600; waited++)
            await Task.Delay(50);
        Assert.Equal(lines, await Dropped());
    }

    [GeneratedRegex(@"^mlci_serve_prediction_log_dropped_total ([0-9]+)$", RegexOptions.Multiline)]
    private static partial Regex DroppedLines();
}
