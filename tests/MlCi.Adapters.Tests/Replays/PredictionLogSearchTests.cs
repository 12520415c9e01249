using System.Text;
using MlCi.Adapters.Replays;
using MlCi.Findings;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Replays;

public sealed class PredictionLogSearchTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(1 << 16)]
    public void Lines_AreFound_WhateverTheBlocks(int blockSize)
    {
        string[] lines = [.. Enumerable.Range(0, 50).Select(i => $"{new string('x', i % 13)}{(i % 7 == 0 ? "needle" : "haystack")}{i}")];
        // The last line has no end.
        using var stream = new MemoryStream(Encoding.ASCII.GetBytes("\n" + string.Join('\n', lines)));

        string[] found = [.. PredictionLogSearch.Lines(stream, "needle"u8.ToArray(), blockSize).Select(line => Encoding.ASCII.GetString(line).TrimEnd('\n'))];

        Assert.Equal(lines.Where(line => line.Contains("needle", StringComparison.Ordinal)), found);
    }

    [Fact]
    public void Request_IsFoundInRotatedFiles_AndNoOtherThatOnlyNamesIt()
    {
        folder.Write("p.jsonl", Line("r-2", 0) + Line("other", 0, "{\"note\":\"requestId:r-1\"}"));
        folder.Write("p.jsonl.1", Line("r-10", 0) + Line("r-1", 1));
        folder.Write("p.jsonl.10", Line("r-1", 0) + "{\"requestId\":\"r-1\",\"row\":2,\"ti");
        folder.Write("p.jsonl.2", "");
        folder.Write("p.jsonl.bak", Line("r-1", 9));

        IReadOnlyList<string> files = PredictionLogSearch.FilesOf(folder.Path("p.jsonl"));
        (IReadOnlyList<LoggedPrediction> found, int damaged) = PredictionLogSearch.Find(files, "r-1");

        Assert.Equal(["p.jsonl", "p.jsonl.1", "p.jsonl.2", "p.jsonl.10"], files.Select(Path.GetFileName));
        Assert.Equal([1, 0], found.Select(line => line.Row));
        Assert.Equal(1, damaged);
    }

    [Fact]
    public void Line_KeepsTextsAndNumbersAsTheyAre()
    {
        LoggedPrediction line = LoggedPrediction.Read(Encoding.UTF8.GetBytes(
            """{"requestId":"a","row":3,"time":"t","model":"sha256:0","inputs":{"x":"5.50","c":"[redacted]","n":null,"s":""},"outputs":{"score":0.30000000000000004,"p_b":1E-320}}"""))!;

        Assert.Equal([new("x", "5.50"), new("c", "[redacted]"), new("n", null), new("s", "")], line.Inputs);
        Assert.Equal(["c"], line.RedactedColumns);
        Assert.Equal([0.30000000000000004, 1E-320], line.Outputs.Select(output => output.Value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a\"")]
    public void IdThatNoServerGives_IsRefused(string id) =>
        Assert.Contains("expected 1 to 128 letters", Assert.Throws<FaultException>(() => PredictionLogSearch.Find([], id)).Message, StringComparison.Ordinal);

    private static string Line(string id, int row, string inputs = "{}") =>
        $$$"""{"requestId":"{{{id}}}","row":{{{row}}},"time":"2026-01-01T00:00:00.000000Z","model":"sha256:0","inputs":{{{inputs}}},"outputs":{"score":0.5}}""" + "\n";
}
