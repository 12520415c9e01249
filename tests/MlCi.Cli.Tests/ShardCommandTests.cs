using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Testing;

namespace MlCi.Cli.Tests;

/// <summary><c>mlci evaluate</c> in many processes: what their shards give together is what one process gives, to the byte.</summary>
[Collection(ConsoleTests.Name)]
public sealed class ShardCommandTests : IDisposable
{
    private static readonly Config Cases = Config.QuickThrowOnFailure.WithMaxTest(40).WithReplay(20261121, 1);
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    // Rows of any task, with everything that a field may hold; some are there twice.
    private static string[] Rows(Random random, string task)
    {
        string[] regions = ["north", "\"so\"\"uth\"", "\"e,a\nst\"", "", "\"\"", "é"];
        string Number(double value) => value.ToString(random.Next(2) == 0 ? "0.##" : "0.000", CultureInfo.InvariantCulture);
        List<string> rows = [];
        int count = random.Next(6) == 0 ? 1 + random.Next(8) : 120 + random.Next(250);
        while (rows.Count < count)
        {
            if (rows.Count > 0 && random.Next(8) == 0)
            {
                rows.Add(rows[random.Next(rows.Count)]);
                continue;
            }

            double certainty = random.NextDouble();
            string truth, scores;
            switch (task)
            {
                case "binary":
                    truth = random.NextDouble() < .4 ? "yes" : "no";
                    scores = $"{Number(truth == "yes" ? Math.Sqrt(certainty) : certainty)},{Number(random.NextDouble())}";
                    break;
                case "multiclass":
                    truth = random.Next(3) switch { 0 => "low", 1 => "mid", _ => "high" };
                    int first = random.Next(0, 101), second = random.Next(0, 101 - first);
                    string own = $"{Number(first / 100.0)},{Number(second / 100.0)},{Number((100 - first - second) / 100.0)}";
                    scores = $"{own},{(random.Next(3) == 0 ? "0.2,0.3,0.5" : own)}";
                    break;
                default:
                    truth = Number(random.Next(100));
                    scores = $"{Number(random.NextDouble() * 100)},{Number(random.Next(100))}";
                    break;
            }

            rows.Add($"{truth},{scores},{regions[random.Next(regions.Length)]},{(random.Next(9) == 0 ? "" : Number(random.Next(80)))},{Number(random.Next(5) == 0 ? 0 : 1 + random.NextDouble())},c{random.Next(count)}");
        }

        return [.. rows];
    }

    private static string Header(string task) => $"y,{(task == "multiclass" ? "p_low,p_mid,p_high,q_low,q_mid,q_high" : "p,q")},region,age,w,who";

    [Fact]
    public void Shards_OfAnyTask_NumberAndOrder_AreOneProcess() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var random = new Random(seed);
        string task = random.Next(3) switch { 0 => "binary", 1 => "multiclass", _ => "regression" };
        bool compares = random.Next(4) == 0, weighted = random.Next(2) == 0, clustered = random.Next(2) == 0;
        int shards = 1 + random.Next(9);
        // With weights of 0 only, or one label only, there is nothing to judge: the last rows see to it that there is.
        string file = folder.Path($"{(uint)seed}.csv");
        string[] rows = [.. Rows(random, task), Last(task, 0), Last(task, 1)];
        File.WriteAllText(file, string.Join(random.Next(2) == 0 ? "\n" : "\r\n", rows.Prepend(Header(task))));
        string[] options =
        [
            compares ? "compare" : "evaluate", "--predictions", file, "--task", task, "--label", "y", "--score", task == "multiclass" ? "p_" : "p",
            .. compares || random.Next(2) == 0 ? (string[])["--champion-score", task == "multiclass" ? "q_" : "q"] : [],
            .. weighted ? (string[])["--weight", "w"] : [], .. clustered ? (string[])["--cluster", "who"] : [],
            .. random.Next(3) > 0 ? (string[])["--slice", "region", "--slice", "age=20,40"] : [],
            .. random.Next(3) == 0 ? (string[])["--alpha", "0.1"] : [],
        ];

        string json = folder.Path($"{(uint)seed}.json"), merged = folder.Path($"{(uint)seed}.merged.json");
        var whole = MlciRun.Run([.. options, "--json", json]);
        string[] files = [.. Enumerable.Range(1, shards).Select(i => folder.Path($"{(uint)seed}-{i}.mlci"))];
        foreach ((int i, string shard) in files.Index())
            Assert.Equal((0, ""), Quiet(MlciRun.Run([.. options, "--shard", $"{i + 1}/{shards}", "--out", shard, "--quiet"])));
        random.Shuffle(files);
        var together = MlciRun.Run([options[0], "--merge", .. files, "--json", merged]);

        Assert.Equal("", whole.Errors);
        Assert.Equal(whole, together);
        Assert.Equal(File.ReadAllText(json), File.ReadAllText(merged));
    }).Check(Cases);

    private static string Last(string task, int which) => task switch
    {
        "binary" => $"{(which == 0 ? "yes" : "no")},0.5,0.4,north,30,1,c0",
        "multiclass" => "low,0.2,0.3,0.5,0.1,0.1,0.8,north,30,1,c0",
        _ => "1,2,3,north,30,1,c0",
    };

    private static (int, string) Quiet((int ExitCode, string Output, string Errors) run) => (run.ExitCode, run.Output + run.Errors);

    private const string About = "--label y --score p --slice region";

    private string Predictions(string name = "scores.csv", int rows = 400, int seed = 1)
    {
        string file = folder.Path(name);
        File.WriteAllText(file, string.Join('\n', Rows(new Random(seed), "binary").Take(rows).Prepend(Header("binary"))) + "\n");
        return file;
    }

    private string Shard(string file, string shard, string about = About, string? name = null, string more = "", string command = "evaluate")
    {
        string path = folder.Path(name ?? $"shard-{shard.Replace('/', '-')}");
        string[] line = $"{command} {about} --shard {shard} {more}".Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal((0, ""), Quiet(MlciRun.Run([.. line, "--predictions", file, "--out", path, "--quiet"])));
        return path;
    }

    [Fact]
    public void Shard_SaysWhatItHolds_AndDoesNotDependOnTheOrderOfRows()
    {
        string file = Predictions(), other = folder.Path("other.csv");
        string[] lines = File.ReadAllText(file).ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        (int code, string output, string errors) = MlciRun.Run(["evaluate", "--predictions", file, .. About.Split(' '), "--shard", "1/1", "--out", folder.Path("one")]);
        string text = File.ReadAllText(folder.Path("one"));

        Assert.Equal((0, ""), (code, errors));
        Assert.Matches(@"^shard 1/1: \d+ rows, \d+ different, written to .*one\r?\n$", output);
        JsonElement header = JsonDocument.Parse(text.Split('\n')[1]).RootElement;
        Assert.Equal(Digest.OfBytes(File.ReadAllBytes(file)), header.GetProperty("fileDigest").GetString());

        // A quoted field may hold a line end, so that lines are not rows: those of rows without one are turned round.
        string[] simple = [.. lines[1..].Where(line => !line.Contains('"', StringComparison.Ordinal) && line.Split(',').Length == 7)];
        File.WriteAllLines(file, simple.Prepend(lines[0]));
        File.WriteAllLines(other, simple.Reverse().Prepend(lines[0]));
        static string Body(string path) => File.ReadAllText(path).Split('\n', 3)[2];
        Assert.Equal(Body(Shard(file, "1/1", name: "straight")), Body(Shard(other, "1/1", name: "reversed")));
    }

    [Fact]
    public void FilesThatWereSplitBefore_AreOneProcessOnAllOfThem_ButForTheDigest()
    {
        string[] rows = [.. Rows(new Random(3), "binary").Where(row => !row.Contains('\n', StringComparison.Ordinal))];
        string whole = folder.Path("whole.csv");
        File.WriteAllLines(whole, rows.Prepend(Header("binary")));
        string[] shards =
        [
            .. Enumerable.Range(0, 3).Select(i =>
            {
                string file = folder.Path($"part-{i}.csv");
                File.WriteAllLines(file, rows.Where((_, row) => row % 3 == i).Prepend(Header("binary")));
                return Shard(file, $"{i + 1}/3", more: "--split");
            }),
        ];

        var one = MlciRun.Run(["evaluate", "--predictions", whole, .. About.Split(' '), "--json", folder.Path("one.json")]);
        var many = MlciRun.Run(["evaluate", "--merge", .. shards, "--json", folder.Path("many.json")]);
        MlciRun.Run(["evaluate", "--merge", shards[2], shards[0], shards[1], "--json", folder.Path("again.json")]);

        Assert.Equal(one, many);
        JsonNode Json(string name) => JsonNode.Parse(File.ReadAllText(folder.Path(name)))!;
        Assert.Equal(Json("many.json").ToJsonString(), Json("again.json").ToJsonString());
        JsonNode changed = Json("many.json");
        Assert.True(Digest.IsWellFormed((string?)changed["holdout"]));
        changed["holdout"] = Json("one.json")["holdout"]!.DeepClone();
        Assert.Equal(Json("one.json").ToJsonString(), changed.ToJsonString());
    }

    [Fact]
    public void MoreShardsThanRows_AreFine_AndOneLabelOnly_IsNoFaultOfAShard()
    {
        string file = folder.Path("few.csv");
        File.WriteAllText(file, "y,p,region\nlost,0.9,n\nkept,0.2,s\nlost,0.4,n\n");
        string[] shards = [.. Enumerable.Range(1, 7).Select(i => Shard(file, $"{i}/7", About + " --positive lost"))];

        var one = MlciRun.Run(["evaluate", "--predictions", file, .. About.Split(' '), "--positive", "lost"]);

        Assert.Equal(one, MlciRun.Run(["evaluate", "--merge", .. shards]));
        Assert.Equal(0, one.ExitCode);
    }

    [Fact]
    public void ValueThatIsWrong_IsToldByItsShard_WithItsLine()
    {
        string file = folder.Path("wrong.csv");
        File.WriteAllText(file, "y,p,region\n1,0.9,n\n0,0.2,s\n1,1.4,n\n0,0.1,s\n");

        Shard(file, "1/2");
        (int code, string output, string errors) = MlciRun.Run(["evaluate", "--predictions", file, .. About.Split(' '), "--shard", "2/2", "--out", folder.Path("two")]);

        Assert.Equal((ExitCodes.Misconfigured, "", false), (code, output, File.Exists(folder.Path("two"))));
        Assert.Contains("wrong.csv:4: column 'p': found '1.4', expected a probability from 0 to 1", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void ShardsThatAreNoWhole_AreRefused_OneLineForEachFault()
    {
        string file = Predictions(), other = Predictions("other.csv", seed: 2);
        string[] all = [Shard(file, "1/3"), Shard(file, "2/3"), Shard(file, "3/3")];
        string damaged = folder.Path("damaged"), cut = folder.Path("cut");
        byte[] bytes = File.ReadAllBytes(all[2]);
        File.WriteAllBytes(cut, bytes[..^1]);
        bytes[^2] ^= 1;
        File.WriteAllBytes(damaged, bytes);

        Check([all[0], all[2]], "found 2 of 3 shards, expected 2/3 too");
        Check([.. all, all[1]], $"found shard 2/3 2 times, in {all[1]}, {all[1]}, expected it once");
        Check([all[0], all[1], damaged], $"{damaged}: found content of digest sha256:");
        Check([all[0], all[1], cut], $"{cut}: found content of digest sha256:");
        Check([all[0], all[1], file], $"{file}: found something else, expected a whole file of 'mlci evaluate --shard'");
        Check([all[0], all[1], folder.Path("none")], $"found no file '{folder.Path("none")}', expected a shard");
        Check([all[0], all[1], Shard(other, "3/3", name: "foreign")], $"{folder.Path("foreign")}: found rows of a file of digest sha256:");
        Check([all[0], all[1], Shard(file, "3/4", name: "fourth")], $"{folder.Path("fourth")}: found number of shards 4, expected 3 as in {all[0]}");
        Check(
            [all[0], all[1], Shard(file, "3/3", "--label y --score q --slice region --slice age=20 --alpha 0.1", "options")],
            $"{folder.Path("options")}: found --score q, expected p as in {all[0]}",
            $"{folder.Path("options")}: found --slice region age=20, expected region as in {all[0]}",
            $"{folder.Path("options")}: found --alpha 0.1, expected 0.05 as in {all[0]}");
        Check([all[0], all[1], Shard(file, "3/3", name: "split", more: "--split")], $"{folder.Path("split")}: found rows of a file of its own (--split), expected a part of a whole file as in {all[0]}");
        Check(
            [Shard(file, "1/2", name: "same-1", more: "--split"), Shard(file, "2/2", name: "same-2", more: "--split")],
            $"found the same rows in shards 1/2 and 2/2, in {folder.Path("same-1")}, {folder.Path("same-2")}, expected a file of its own for each: they would count twice");
        Check([Shard(file, "1/1", About + " --champion-score q", "compared", command: "compare")], $"{folder.Path("compared")}: found a shard of 'mlci compare', expected one of 'mlci evaluate'");

        void Check(string[] shards, params string[] faults)
        {
            (int code, string output, string errors) = MlciRun.Run(["evaluate", "--merge", .. shards, "--json", folder.Path("never.json")]);

            Assert.Equal((ExitCodes.Misconfigured, "", false), (code, output, File.Exists(folder.Path("never.json"))));
            string[] lines = errors.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(faults.Length, lines.Length);
            Assert.All(faults.Zip(lines), pair => Assert.StartsWith($"error {pair.First}", pair.Second, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("evaluate --predictions f --label y --score p --shard 5/4 --out o", "found '5/4' for '--shard', expected I/N with I from 1 to N and N at most 100000, such as 2/4")]
    [InlineData("evaluate --predictions f --label y --score p --shard two --out o", "found 'two' for '--shard', expected I/N with I from 1 to N")]
    [InlineData("evaluate --predictions f --label y --score p --shard 1/4", "found no '--out' beside '--shard', expected --out FILE")]
    [InlineData("evaluate --predictions f --label y --score p --shard 1/4 --out o --json j", "found '--json' beside '--shard', expected it beside '--merge'")]
    [InlineData("evaluate --predictions f --label y --score p --out o", "found '--out' without '--shard', expected --shard I/N beside it")]
    [InlineData("evaluate --predictions f --label y --score p --shard 1/4 --out ./f", "found '--out ./f', which is the file of predictions, expected another file")]
    [InlineData("evaluate --predictions f --label y --score p --shard 1/4 --out .", "found '--out .', which is a folder, expected a file")]
    [InlineData("evaluate --predictions f --label y --score p --metric acu --shard 1/4 --out o", "found 'acu' for '--metric', expected 'auc', or one of auc,")]
    [InlineData("compare --predictions f --label y --score p --shard 1/4 --out o", "found no '--champion-score', expected the column of the champion's score")]
    [InlineData("evaluate --merge a b --label y", "found '--label' beside '--merge', expected it where the shards are made: they know what they are of")]
    [InlineData("evaluate --merge a b --pipeline telco", "found '--pipeline' beside '--merge', expected one of them: there is no pipeline in shards")]
    [InlineData("evaluate --merge a b --json ./b", "found '--json ./b', which is the shard 'b', expected another file")]
    [InlineData("evaluate --merge", "found no value for '--merge'")]
    public void WrongCommandLine_IsRefused(string line, string fault)
    {
        (int code, string output, string errors) = MlciRun.Run(line.Split(' '));

        Assert.Equal((ExitCodes.Misconfigured, ""), (code, output));
        Assert.Contains($"error {fault}", errors, StringComparison.Ordinal);
    }
}
