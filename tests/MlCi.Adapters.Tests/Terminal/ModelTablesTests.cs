using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlCi.Adapters.Terminal;
using MlCi.Data;
using MlCi.Models;
using MlCi.Testing;
using Spectre.Console;

namespace MlCi.Adapters.Tests.Terminal;

/// <summary>What people read of registered models.</summary>
public sealed class ModelTablesTests
{
    private static readonly ModelDossier New = Of("1.4.0", ["candidate", "production"], "new", 4906);
    private static readonly ModelDossier Old = Of("1.3.0", [], "old", 4000) with { Gate = null };

    [Fact]
    public Task List() => Verify(console => ModelTables.WriteList(console, [New, Old]));

    [Fact]
    public Task Model() => Verify(console => ModelTables.WriteModel(console, New));

    [Fact]
    public Task Difference() => Verify(console => ModelTables.WriteDifference(console, ModelDifference.Of(Old, New, "y")));

    [Fact]
    public Task Lineage() => Verify(console => ModelTables.WriteLineage(console, "production", ModelLineage.Of([New, Old], "production")));

    private static Task Verify(Action<IAnsiConsole> write, [CallerMemberName] string method = "") => Snapshot.Verify(Written(write), "txt", method: method);

    private static string Written(Action<IAnsiConsole> write)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = 160;
        write(console);
        // Spectre pads the last column of a table.
        return string.Join('\n', writer.ToString().Split('\n').Select(line => line.TrimEnd()));
    }

    private static ModelDossier Of(string version, string[] aliases, string name, long rows)
    {
        DateTimeOffset when = new(2026, 10, 3, 14, 25, 1, TimeSpan.Zero);
        string digest = Digest.OfText(name);
        return new ModelDossier
        {
            Pipeline = "telco-churn",
            Digest = digest,
            ModelFiles = Digest.OfText(name + " files"),
            Tags = [.. aliases, "v" + version],
            Versions = [version],
            Aliases = aliases,
            Registration = new RegistrationRecord
            {
                Pipeline = "telco-churn",
                Model = digest,
                ModelFiles = Digest.OfText(name + " files"),
                Version = version,
                VersionFrom = "computed",
                VersionBecause = ["minor: data [changed]"],
                Who = "ana",
                When = when,
                Run = "20261003-142501-7f3a9c2e",
                Commit = Digest.OfText(name)[7..47],
                Dirty = name == "old",
                Source = "https://git.example/churn",
                Schema = Digest.OfText("schema"),
                Rules = Digest.OfText("rules"),
                Code = Digest.OfText("code"),
                Champion = name == "new" ? Digest.OfText("old") : null,
                Data =
                [
                    new RegisteredData(RegisteredData.Train, "data/train.csv", Digest.OfText(name + " train"), rows, 20, new RegisteredPeriod("day", "2025-01-01", "2026-06-30"),
                        [new RegisteredSnapshot("data/train.csv", Digest.OfText(name + " train"), null, null)]),
                    new RegisteredData(RegisteredData.Holdout, "data/holdout.csv", Digest.OfText("holdout"), 2137, 20, null, []),
                ],
                Params = new Dictionary<string, JsonElement>(StringComparer.Ordinal) { ["l2"] = JsonSerializer.SerializeToElement(1.0) },
                Seed = 7,
                Tool = "0.1.0",
            },
            Gate = JsonNode.Parse("""{"verdict":"passed","reason":"all 2 gates passed","gates":[{"id":"auc","metric":"auc","slice":null,"rule":"threshold","estimate":0.847,"lower":0.831,"upper":0.862,"rows":2137,"threshold":0.82,"direction":"min"}]}""")!.AsObject(),
            Evaluation = JsonNode.Parse("""{"holdout":"h","metrics":[{"metric":"auc","rows":2137,"estimate":0.847,"lower":0.831,"upper":0.862}]}""")!.AsObject(),
            Schema = "{}",
            Definition = "version: 1\n",
            Layers = [new ModelLayer("model/weights.json", Digest.OfText(name + " weights"), 12345)],
            Attachments =
            [
                new ModelAttachment("application/vnd.mlci.gate-report.v1+json", Digest.OfText(name + " report"), [], new Dictionary<string, string>(StringComparer.Ordinal), JsonNode.Parse("""{"verdict":"passed","reason":"all 2 gates passed"}""")!.AsObject()),
                new ModelAttachment("application/vnd.example.scan", Digest.OfText(name + " scan"), [], new Dictionary<string, string>(StringComparer.Ordinal) { ["by"] = "[red]eve[/]" }, null),
            ],
            Stays = AliasShift.StaysOf(digest, [new AliasShift("production", digest, when.AddDays(1), "bo", "better")], aliases),
        };
    }
}
