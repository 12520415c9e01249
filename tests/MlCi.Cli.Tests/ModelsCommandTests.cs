using System.Text;
using System.Text.Json.Nodes;
using MlCi.Adapters.Registry;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Promotion;
using MlCi.Testing;

namespace MlCi.Cli.Tests;

/// <summary>The command <c>models</c>.</summary>
[Collection(ConsoleTests.Name)]
public sealed class ModelsCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ModelRegistry registry;

    public ModelsCommandTests()
    {
        registry = new ModelRegistry(new FolderPlace(RegistryPlaces.FolderOf(folder.Root)), TimeProvider.System);
        Directory.CreateDirectory(folder.Path("pipelines"));
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void WithoutModels_ListSaysSo_AndShowNamesWhatToDo()
    {
        Assert.Equal((0, "no models yet: Register leaves one\n", ""), Models("list"));
        Assert.Equal("[]", Models("list", "--json").Output.Trim());
        (int code, _, string errors) = Models("show", "production");
        Assert.Equal(ExitCodes.Misconfigured, code);
        Assert.Contains("found no model 'production', expected ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void List_ShowAndLineage_TellOfModels()
    {
        string first = Register("churn", "one"), second = Register("churn", "two");
        registry.Promote("churn", first, Alias.Production, "ana", "first");

        Assert.Equal(new[] { first, second }.Order(StringComparer.Ordinal), JsonNode.Parse(Models("list", "--json").Output)!.AsArray().Select(model => (string)model!["digest"]!).Order(StringComparer.Ordinal));
        JsonNode shown = JsonNode.Parse(Models("show", "production", "--json").Output)!;
        Assert.Equal((first, "passed", "production"), ((string?)shown["digest"], (string?)shown["verdict"], (string?)shown["aliases"]![0]));
        Assert.Equal(["gate report", "promotion"], shown["attachments"]!.AsArray().Select(attachment => (string?)attachment!["kind"]));
        Assert.Equal("ana", (string?)shown["stays"]![0]!["who"]);
        Assert.Contains("gate report", Models("show", "churn/" + first[7..17]).Output, StringComparison.Ordinal);

        JsonNode lineage = JsonNode.Parse(Models("lineage", Digest.OfText("holdout"), "--json").Output)!;
        Assert.Equal(["its holdout", "its holdout"], lineage.AsArray().Select(one => (string?)one!["as"]));
        Assert.Contains("runs as    production since", Models("lineage", first).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Diff_MarksTheFileThatChanged()
    {
        string first = Register("churn", "one"), second = Register("churn", "two");

        JsonNode rows = JsonNode.Parse(Models("diff", first, second, "--json").Output)!["rows"]!;
        Assert.Equal(["digest", "model", "model/weights.json"], rows.AsArray().Where(row => (bool)row!["differs"]!).Select(row => (string)row!["name"]!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void AliasOfSeveralPipelines_AsksForOne()
    {
        Register("churn", "one");
        string other = Register("price", "two");

        (int code, _, string errors) = Models("show", "candidate");

        Assert.Equal(ExitCodes.Misconfigured, code);
        Assert.Contains("found 'candidate' in churn, price, expected one pipeline: churn/candidate, or --pipeline", errors, StringComparison.Ordinal);
        Assert.Equal(other, (string?)JsonNode.Parse(Models("show", "price/candidate", "--json").Output)!["digest"]);
        Assert.Equal(other, (string?)JsonNode.Parse(Models("show", "candidate", "--pipeline", "price", "--json").Output)!["digest"]);
    }

    [Fact]
    public void Card_IsPrinted_OrWritten()
    {
        Register("churn", "one");

        Assert.StartsWith("# churn without a version\n", Models("card", "candidate").Output, StringComparison.Ordinal);
        Assert.Equal("churn", (string?)JsonNode.Parse(Models("card", "candidate", "--json").Output)!["pipeline"]);
        Assert.Equal(0, Models("card", "candidate", "--out", folder.Path("card.md")).ExitCode);
        Assert.Equal(Models("card", "candidate").Output, File.ReadAllText(folder.Path("card.md")));
    }

    [Fact]
    public void Gc_OnlySays_UntilItIsToldToDelete()
    {
        string first = Register("churn", "one");
        Register("churn", "two");

        (int code, string output, _) = Models("gc", "--keep", "0");
        Assert.Equal(0, code);
        Assert.Contains($"churn: would remove {first}", output, StringComparison.Ordinal);
        Assert.Contains("nothing was removed: --delete does it", output, StringComparison.Ordinal);
        Assert.NotNull(registry.Find("churn", first));

        JsonNode done = JsonNode.Parse(Models("gc", "--keep", "0", "--delete", "--json").Output)!;
        Assert.True((bool)done["deleted"]!);
        Assert.Equal(first, (string?)done["pipelines"]![0]!["models"]![0]);
        Assert.Null(registry.Find("churn", first));
        Assert.NotNull(registry.Champion("churn") ?? registry.Find("churn", "candidate"));
    }

    [Theory]
    [InlineData("gc --keep -1", "found '-1' for '--keep', expected a whole number from 0")]
    [InlineData("gc --older-than soon", "found 'soon' for '--older-than', expected an age such as 12h or 30d")]
    [InlineData("show", "found 0 models, expected one: a tag, alias, version, digest")]
    [InlineData("diff candidate", "found 1 model to compare, expected two")]
    [InlineData("lineage nothing", "found nothing of 'nothing' among the registered models")]
    [InlineData("gc --pipeline chrun", "found no model of a pipeline 'chrun', expected 'churn'")]
    [InlineData("list --pipeline chrun", "found no model of a pipeline 'chrun', expected 'churn'")]
    [InlineData("show candidat", "found no model 'candidat', expected 'candidate'")]
    public void WrongLine_SaysWhatIsExpected(string line, string message)
    {
        Register("churn", "one");

        (int code, string output, string errors) = Models(line.Split(' '));

        Assert.Equal((ExitCodes.Misconfigured, ""), (code, output));
        Assert.Contains(message, errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_HasExamples() => Assert.Contains("mlci models diff production candidate", MlciRun.Run(["models", "--help"]).Output, StringComparison.Ordinal);

    private (int ExitCode, string Output, string Errors) Models(params string[] line) => MlciRun.Run(["models", .. line, "--root", folder.Root]);

    private string Register(string pipeline, string weights)
    {
        string name = $"{pipeline}-{weights}";
        ModelContents contents = new()
        {
            ModelFolder = Path.GetDirectoryName(folder.Write($"{name}/model/weights.json", weights))!,
            SchemaFile = folder.Write("schema.json", "{}"),
            PipelineFile = folder.Write("pipeline.yml", "version: 1\n"),
            Predictions = new Dictionary<string, string>(StringComparer.Ordinal),
        };
        string model = Digest.OfFiles([("weights.json", Digest.OfText(weights))]);
        return registry.Register(pipeline, contents, Encoding.UTF8.GetBytes($$$"""{"verdict":"passed","reason":"all passed","digests":{"model":"{{{model}}}","holdout":"{{{Digest.OfText("holdout")}}}"}}""")).Digest;
    }
}
