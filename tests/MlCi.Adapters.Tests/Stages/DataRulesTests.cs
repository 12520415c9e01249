using System.Globalization;
using System.Text.Json.Nodes;
using MlCi.Findings;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Stages;

/// <summary>The rules of <c>quality:</c> in a pipeline: what blocks, what is kept, what is told.</summary>
public sealed class DataRulesTests(EngineSetup setup) : CommandPipelineTest(setup)
{
    private const string Train = "pipelines/tiny/data/train.csv", Holdout = "pipelines/tiny/data/holdout.csv";

    [Fact]
    public void BrokenRules_AreAllToldAtOnce()
    {
        SetQuality("nulls: [{column: x, max: 0}], distinct: [{column: group, max: 1}], rows: [{min: 1000}, {of: holdout, min: 301, warn: true}]");
        Repository.Edit(Train, "\n7,0.326238,", "\n7,,");

        (int code, string output) = Run("ValidateData");

        Assert.Equal(ExitCodes.Negative, code);
        AssertSaid(output,
            "✗ pipelines/tiny/data/train.csv:9: column 'x': found no value in 1 of 400 rows (0.25 %), expected at most 0 % (pipelines/tiny/pipeline.yml:",
            "✗ pipelines/tiny/data/train.csv:3: column 'group': found 2 different values, expected at most 1",
            "✗ pipelines/tiny/data/holdout.csv:3: column 'group': found 2 different values",
            "✗ pipelines/tiny/data/train.csv: found 400 rows, expected at least 1,000",
            "! pipelines/tiny/data/holdout.csv: found 300 rows, expected at least 301");
        JsonArray findings = JsonNode.Parse(File.ReadAllText(Repository.Artifact("findings.json")))!.AsArray();
        Assert.Equal(["null", "nulls", "distinct", "distinct", "rows", "rows"], findings.Select(finding => (string?)finding!["rule"]));
        Assert.All(findings, finding => AssertSaid(output, (string)finding!["message"]!));
    }

    [Fact]
    public void CopiedRows_FailTheGate_WithoutAWordAboutThem()
    {
        string[] rows = File.ReadAllLines(Repository.Path(Train));
        File.AppendAllLines(Repository.Path(Holdout), rows[11..31]);

        AssertFails("holdout.csv:302: found 20 of 320 rows (6.2 %) whose features stand in pipelines/tiny/data/train.csv, each with the same label");
    }

    [Fact]
    public void Age_IsLookedAtInEveryRun_OfDataThatAreKept()
    {
        SetQuality("fresh: [{column: day, within: 30d}]");
        AddDays(DateTime.UtcNow.AddDays(-3));
        Assert.Equal(ExitCodes.Passed, Run("ValidateData").ExitCode);
        AddDays(new DateTime(2020, 1, 1));

        foreach (int _ in new[] { 1, 2 })
        {
            (int code, string output) = Run("ValidateData");
            Assert.Equal(ExitCodes.Negative, code);
            AssertSaid(output, "column 'day': found '2020-01-01' as the newest value", "expected at most 30 days old");
        }

        Assert.Equal(2, Repository.Cached("ValidateData").Count);
    }

    [Fact]
    public void NumberOfRows_IsHeldAgainstWhatAPassedGateSaw()
    {
        SetQuality("rows: [{change: 0.2}]");
        (_, string first) = Run("Gate");
        AssertSaid(first, "found none, expected the number of rows of accepted data to compare with", "PASSED");
        (_, string second) = Run("Gate");
        Assert.DoesNotContain("accepted data", second, StringComparison.Ordinal);
        Repository.Write(Train, TinyRepository.Rows(first: 0, count: 300));

        AssertFails("found 300 rows, expected 320 to 480, within 20 % of the 400 that were accepted last");

        // What failed is not accepted.
        AssertFails("found 300 rows, expected 320 to 480");
    }

    [Fact]
    public void Warnings_AreToldAgain_OfDataThatAreKept()
    {
        Repository.Write(Holdout, TinyRepository.Rows(first: 1000, count: 300).Replace(",even,", ",odd,", StringComparison.Ordinal));

        foreach (int _ in new[] { 1, 2 })
        {
            (int code, string output) = Run("ValidateData");
            Assert.Equal(ExitCodes.Passed, code);
            AssertSaid(output, "column 'group': found a shift from pipelines/tiny/data/train.csv, Jensen–Shannon distance 0.");
        }

        Assert.Single(Repository.Cached("ValidateData"));
    }

    [Fact]
    public void Reference_IsAnInput()
    {
        SetQuality("drift: {reference: data/old.csv}");
        AssertNoVerdict(ExitCodes.Misconfigured, "found no file 'data/old.csv' for 'quality.drift.reference'");
        Repository.Write("pipelines/tiny/data/old.csv", TinyRepository.Rows(first: 5000, count: 500));
        Assert.Equal(ExitCodes.Passed, Run("ValidateData").ExitCode);
        Repository.Write("pipelines/tiny/data/old.csv", TinyRepository.Rows(first: 5000, count: 500).Replace(",odd,", ",even,", StringComparison.Ordinal));

        (int code, string output) = Run("ValidateData");

        Assert.Equal(ExitCodes.Negative, code);
        AssertSaid(output, "train.csv: column 'group': found a shift from pipelines/tiny/data/old.csv", "holdout.csv: column 'group': found a shift from");
    }

    [Fact]
    public void ColumnThatIsNotThere_IsWrongConfiguration()
    {
        SetQuality("unique: [[id, grup]], drift: {columns: [x], except: [z]}");

        AssertNoVerdict(ExitCodes.Misconfigured, "found quality.unique on column 'grup', which pipelines/tiny/data/train.csv does not have, expected 'group'", "found quality.drift on column 'z'");
    }

    [Fact]
    public void Smoke_SaysNothingOfCounts()
    {
        SetQuality("rows: [{min: 1000000}], distinct: [{column: group, min: 3}]");

        Assert.Equal(ExitCodes.Passed, Run("ValidateData", options => options with { Smoke = true }).ExitCode);
    }

    private void SetQuality(string rules) => Repository.EditPipeline("champion: optional\n", $"champion: optional\nquality: {{{rules}}}\n");

    private void AddDays(DateTime day)
    {
        string text = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        foreach ((string file, int first, int count) in new[] { (Train, 0, 400), (Holdout, 1000, 300) })
        {
            Repository.Write(file, TinyRepository.Rows(first, count).Replace("group,y\n", "group,day,y\n", StringComparison.Ordinal)
                .Replace(",no\n", $",{text},no\n", StringComparison.Ordinal).Replace(",yes\n", $",{text},yes\n", StringComparison.Ordinal));
        }
    }
}
