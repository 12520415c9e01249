using System.Text.Json.Nodes;
using MlCi.Findings;
using MlCi.Testing;

namespace MlCi.Cli.Tests;

/// <summary><c>mlci catalogue</c>: the columns of all pipelines, by their schemas.</summary>
[Collection(ConsoleTests.Name)]
public sealed class CatalogueCommandTests
{
    private static (int ExitCode, string Output, string Errors) Catalogue(string root, params string[] line) => MlciRun.Run(["catalogue", "--root", root, .. line]);

    [Fact]
    public void Samples_AreWhollyDescribed()
    {
        (int code, string output, _) = Catalogue(RepositoryRoot.Path, "--json");
        JsonNode json = JsonNode.Parse(output)!;

        Assert.Equal(ExitCodes.Passed, code);
        Assert.Empty(json["disagreements"]!.AsArray());
        Assert.All(json["columns"]!.AsArray(), column => Assert.True(column!["meaning"] is not null && column["owner"] is not null, (string?)column["name"]));
        JsonNode tenure = json["columns"]!.AsArray().Single(column => (string?)column!["name"] == "tenure")!;
        Assert.Equal(("integer", "at least 0", "months"), ((string?)tenure["type"], (string?)tenure["range"], (string?)tenure["unit"]));
        Assert.Equal(["telco-churn", "telco-churn-mlnet"], tenure["usedBy"]!.AsArray().Select(use => (string?)use!["pipeline"]));
    }

    [Fact]
    public void Table_NamesEachColumn_AndWhatPipelinesDisagreeOn()
    {
        using var repository = new TinyRepository();
        repository.AddPipeline("other");
        repository.Edit("pipelines/other/schema.json", "\"minimum\": 0, \"maximum\": 1", "\"minimum\": 0");

        (int code, string output, string errors) = Catalogue(repository.Root);

        Assert.Equal((ExitCodes.Passed, ""), (code, errors));
        Assert.Matches("x +number +0 to 1 +tiny", output);
        Assert.Matches("x +number +at least 0 +other", output);
        Assert.Matches(@"y +text +no, yes +other \(label\), tiny \(label\)", output);
        Assert.Contains("! 'x' is number, at least 0 in other; number, 0 to 1 in tiny", output, StringComparison.Ordinal);
        Assert.Contains("4 columns of 2 pipelines; 5 without a description", output, StringComparison.Ordinal);
        Assert.DoesNotContain("other", Catalogue(repository.Root, "--pipeline", "tiny").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Out_WritesAPage_OrJson()
    {
        using var repository = new TinyRepository();

        Assert.StartsWith("wrote 4 columns of 1 pipeline", Catalogue(repository.Root, "--out", repository.Path("docs/FEATURES.md")).Output, StringComparison.Ordinal);
        Assert.Equal(Catalogue(repository.Root, "--markdown").Output, File.ReadAllText(repository.Path("docs/FEATURES.md")));
        Assert.Equal(ExitCodes.Passed, Catalogue(repository.Root, "--json", "--out", repository.Path("features.json")).ExitCode);
        Assert.NotNull(JsonNode.Parse(File.ReadAllText(repository.Path("features.json")))!["columns"]);
    }

    [Theory]
    [InlineData("found --json and --markdown, expected one of them only", "--json", "--markdown")]
    [InlineData("found nothing for '--out', expected a file", "--out", "")]
    [InlineData("found no pipeline 'tinny', expected 'tiny', or one of tiny", "--pipeline", "tinny")]
    [InlineData("found '--force', which catalogue does not use; expected it to be left out", "--force")]
    public void WrongInput_IsOneClearMessage(string fault, params string[] line)
    {
        using var repository = new TinyRepository();

        (int code, string output, string errors) = Catalogue(repository.Root, line);

        Assert.Equal((ExitCodes.Misconfigured, "", $"error {fault}{Environment.NewLine}"), (code, output, errors));
    }

    [Fact]
    public void SchemaThatCannotBeUsed_IsToldOnce_HoweverManyPipelinesShareIt()
    {
        using var repository = new TinyRepository();
        repository.Write("pipelines/tiny/schema.json", "{\"type\": 5}");
        repository.AddPipeline("other");
        repository.Edit("pipelines/other/pipeline.yml", "label:", "schema: ../tiny/schema.json\nlabel:");
        repository.AddPipeline("third");
        File.Delete(repository.Path("pipelines/third/schema.json"));

        (int code, _, string errors) = Catalogue(repository.Root);

        Assert.Equal(ExitCodes.Misconfigured, code);
        string[] lines = errors.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(lines.Distinct(), lines);
        Assert.Contains(lines, line => line.StartsWith("error pipelines/tiny/schema.json:1", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("found no file 'schema.json' for 'schema', expected it at pipelines/third/schema.json", StringComparison.Ordinal));
    }

    [Fact]
    public void Help_HasItsOwnExamples() => Assert.Contains("mlci catalogue --out FEATURES.md", MlciRun.Run("catalogue", "--help").Output, StringComparison.Ordinal);
}
