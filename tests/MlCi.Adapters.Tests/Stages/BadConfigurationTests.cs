using MlCi.Findings;

namespace MlCi.Adapters.Tests.Stages;

/// <summary>Wrong files and settings: exit 2, with place and expectation, and no verdict of an earlier run left.</summary>
public sealed class BadConfigurationTests(EngineSetup setup) : EngineTest(setup)
{
    [Theory]
    [InlineData("data/train.csv", "data/none.csv", "pipelines/tiny/pipeline.yml:4:10: found no file 'data/none.csv' for 'data.train', expected it at pipelines/tiny/data/none.csv")]
    [InlineData("data/holdout.csv", "data", "pipelines/tiny/pipeline.yml:5:12: found no file 'data' for 'data.holdout', expected it at pipelines/tiny/data")]
    [InlineData("model/Tiny.csproj", "model/None.csproj", "pipelines/tiny/pipeline.yml:11:12: found no file '../../model/None.csproj' for 'train.project', expected it at model/None.csproj")]
    [InlineData("tests: none", "tests: T.csproj", "pipelines/tiny/pipeline.yml:9:8: found no file 'T.csproj' for 'tests', expected it at pipelines/tiny/T.csproj")]
    [InlineData("column: y", "column: z", "pipelines/tiny/pipeline.yml:7:11: found label.column on column 'z', which pipelines/tiny/data/train.csv does not have, expected")]
    [InlineData("positive: \"yes\"", "positive: Yes", "pipelines/tiny/pipeline.yml:8:13: found label.positive 'Yes', expected a value that pipelines/tiny/schema.json:8 admits for 'y'")]
    [InlineData("- group", "- color", "pipelines/tiny/pipeline.yml:26:5: found slice 'color' on column 'color', which pipelines/tiny/data/holdout.csv does not have, expected one of id, x, group, y")]
    [InlineData("- metric: auc\n    min", "- metric: acu\n    min", "pipelines/tiny/pipeline.yml:20:13: found metric 'acu', expected 'auc', or one of auc, average_precision, accuracy")]
    [InlineData("min: 0.7", "min: 1.7", "pipelines/tiny/pipeline.yml:21:10: found 1.7 for 'gates[].min', expected a number from 0 to 1, as auc can be")]
    [InlineData("seed: 7", "seed: 7\nseed: 8", "pipelines/tiny/pipeline.yml:18:1: ")]
    [InlineData("  train: data", "\ttrain: data", "pipelines/tiny/pipeline.yml:4:1: found a tab in the indentation, expected spaces")]
    [InlineData("gates:", "gate:", "found unknown key 'gate', expected 'gates'")]
    [InlineData("timeout: 5m\npredict", "timeout: soon\npredict", "pipelines/tiny/pipeline.yml:12:12: found timeout soon, expected a time such as 90s, 5m or 2h")]
    public void WrongSetting_IsNamedWithItsPlace(string old, string text, string message)
    {
        Repository.EditPipeline(old, text);

        AssertNoVerdict(ExitCodes.Misconfigured, message);

        Assert.Empty(Repository.Cached("Evaluate"));
    }

    [Fact]
    public void AllWrongSettings_AreToldAtOnce()
    {
        Repository.EditPipeline("min: 0.7", "min: 1.7");
        Repository.EditPipeline("metric: accuracy", "metric: acuracy");
        Repository.EditPipeline("task: binary", "task: ranking");

        AssertNoVerdict(ExitCodes.Misconfigured, "found ranking for 'task', expected binary", "found 1.7", "'accuracy', or one of");
    }

    [Fact]
    public void EveryAbsentColumn_IsToldOnceBeforeAnythingIsTrained()
    {
        Repository.EditPipeline("- group", "- {name: low, where: x2 < 0.5 and gruop == 'odd'}\n  - {cross: [group, colour]}");
        Repository.EditPipeline("champion: optional", "champion: optional\nfairness: [{column: sex, metric: parity, max_gap: 0.5}]");
        Repository.LeaveEarlierVerdict();

        (int code, string output) = Run("Gate");

        Assert.Equal(ExitCodes.Misconfigured, code);
        string[] errors = [.. output.Split('\n').Where(line => line.StartsWith("error ", StringComparison.Ordinal))];
        Assert.Equal(
            ["'x2'", "'gruop'", "'colour'", "'sex'"],
            errors.Select(line => line.Split("on column ")[1].Split(',')[0]));
        Assert.Contains("pipelines/tiny/pipeline.yml:27:24: found slice 'low' on column 'x2', which pipelines/tiny/data/holdout.csv does not have, expected 'x', or", output, StringComparison.Ordinal);
        Assert.Empty(Repository.Cached("Train"));
        Assert.Empty(Repository.Verdict());
    }

    [Theory]
    [InlineData("train.csv")]
    [InlineData("holdout.csv")]
    public void ColumnAbsentFromTheData_IsNamed(string file)
    {
        Repository.Edit($"pipelines/tiny/data/{file}", "id,x,group,y", "id,x2,group,y");

        AssertNoVerdict(
            ExitCodes.Misconfigured,
            $"pipelines/tiny/data/{file}:1: found no column 'x', expected it as pipelines/tiny/schema.json:6 requires; the file has id, x2, group, y");
    }

    [Fact]
    public void LabelAbsentFromTheHoldoutOnly_IsNamed()
    {
        Repository.Edit("pipelines/tiny/data/holdout.csv", "id,x,group,y", "id,x,group,target");

        AssertNoVerdict(ExitCodes.Misconfigured, "found label.column on column 'y', which pipelines/tiny/data/holdout.csv does not have");
    }

    [Theory]
    [InlineData("", "holdout.csv:1: found an empty file, expected a header line")]
    [InlineData("id,x,group,y\n", "holdout.csv:1: found no rows after the header, expected at least one")]
    [InlineData("id,x,group,y\n1,0.5,even\n", "holdout.csv:2: found 3 fields, expected 4 as in the header")]
    [InlineData("id,x,group,y\n1,0.5,\"even,yes\n", "holdout.csv:2: found a quote that is never closed, expected a closing quote")]
    public void HoldoutWithoutUsableRows_IsNamed(string text, string message)
    {
        Repository.Write("pipelines/tiny/data/holdout.csv", text);

        AssertNoVerdict(ExitCodes.Misconfigured, "pipelines/tiny/data/" + message);
    }

    [Theory]
    [InlineData("{", "pipelines/tiny/schema.json:1:2: found text that is not JSON, expected a JSON Schema")]
    [InlineData("[]", "pipelines/tiny/schema.json:1:1: found a list, expected a JSON Schema of one row (an object)")]
    public void UnreadableSchema_IsNamed(string text, string message)
    {
        Repository.Write("pipelines/tiny/schema.json", text);

        AssertNoVerdict(ExitCodes.Misconfigured, message);
    }

    [Fact]
    public void MissingSchema_IsNamed()
    {
        File.Delete(Repository.Path("pipelines/tiny/schema.json"));

        AssertNoVerdict(ExitCodes.Misconfigured, "found no file 'schema.json' for 'schema', expected it at pipelines/tiny/schema.json");
    }

    [Fact]
    public void ReferenceToAMissingProject_IsNamedWithItsPlace()
    {
        Repository.Edit("model/Tiny.csproj", "</Project>", "<ItemGroup>\n<ProjectReference Include=\"../lib/None.csproj\" />\n</ItemGroup>\n</Project>");

        AssertNoVerdict(ExitCodes.Misconfigured, "model/Tiny.csproj:9: found no project 'lib/None.csproj', expected it");
    }

    [Fact]
    public void ProjectThatIsNoXml_IsNamed()
    {
        Repository.Write("model/Tiny.csproj", "<Project>\n<PropertyGroup>");

        AssertNoVerdict(ExitCodes.Misconfigured, "model/Tiny.csproj:2: found text that is not XML, expected an MSBuild project");
    }

    [Fact]
    public void UnknownPipeline_IsNamedWithTheNearest()
    {
        (int code, string output) = Run("Gate", options => options with { Pipelines = ["tinny"] });

        Assert.Equal(ExitCodes.Misconfigured, code);
        Assert.Contains("found no pipeline 'tinny', expected 'tiny', or one of tiny", output, StringComparison.Ordinal);
    }

    [Fact]
    public void RepositoryWithoutPipelines_IsNamed()
    {
        Directory.Delete(Repository.Path("pipelines"), recursive: true);

        (int code, string output) = Run("Gate");

        Assert.Equal(ExitCodes.Misconfigured, code);
        Assert.Contains($"found no pipeline, expected pipelines/<name>/pipeline.yml under {Repository.Root}", output, StringComparison.Ordinal);
    }
}
