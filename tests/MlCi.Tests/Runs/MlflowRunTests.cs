using System.Text.RegularExpressions;
using MlCi.Gates;
using MlCi.Runs;
using MlCi.Testing;

namespace MlCi.Tests.Runs;

/// <summary>A run as MLflow keeps it.</summary>
public sealed partial class MlflowRunTests
{
    private const string Location = "file:///store/7";

    [Fact]
    public Task Files_OfARun() => Snapshot.Verify(string.Concat(
        MlflowRun.Files(SampleRuns.Gated(5, .85, """{"tree": {"depth": 3}, "mode": "fast"}"""), "7", Location)
            .Where(file => file.Key != "artifacts/run.json").Select(file => $"== {file.Key}\n{file.Value.TrimEnd('\n')}\n")));

    [Theory]
    [InlineData(RunVerdict.Passed, 0, "status: 3")]
    [InlineData(RunVerdict.Failed, 1, "status: 4")]
    [InlineData(null, 0, "status: 3")]
    [InlineData(null, 2, "status: 4")]
    [InlineData(null, 130, "status: 5")]
    public void Status_IsFinishedOnlyWhereNothingFailed(RunVerdict? verdict, int exitCode, string status) =>
        Assert.Contains(status + "\n", MlflowRun.Files(SampleRuns.Gated(5, .85, verdict: verdict) with { ExitCode = exitCode }, "7", Location)["meta.yaml"], StringComparison.Ordinal);

    // mlflow/utils/validation.py: _VALID_PARAM_AND_METRIC_NAMES and path_not_unique.
    [Fact]
    public void Names_AreSuchAsMlflowTakes_AndNoneIsLost()
    {
        RunGate Gate(string id) => new(id, "threshold", GateVerdict.Passed, .5, null, .4, .6, .9, .3, null);
        RunRecord record = SampleRuns.Gated(5, .85, """{"a/../b": 1, "/etc": 2, "..": 3, "a b": 4, "a:b": 5, "a@b": 6, "x": 7, "X": 8, "x/y": 9, " ": 10, "seed": 11}""") with
        {
            Gates = [Gate("accuracy@a/b=<12"), Gate("accuracy@a/b=≥12"), Gate("accuracy@a_b_=12"), Gate(new string('z', 300))],
        };

        IReadOnlyDictionary<string, string> files = MlflowRun.Files(record, "7", Location);

        string[] names = [.. files.Keys.Where(path => path != "meta.yaml").Select(path => path[(path.IndexOf('/', StringComparison.Ordinal) + 1)..])];
        Assert.All(names, name => Assert.Matches(Valid(), name));
        Assert.All(names, name => Assert.DoesNotContain(name.Split('/'), part => part.Trim().Length == 0 || part is "." or ".."));
        Assert.Equal(12, files.Keys.Count(path => path.StartsWith("params/", StringComparison.Ordinal)));
        Assert.Equal(4 * 3, files.Keys.Count(path => path.StartsWith("metrics/gates/", StringComparison.Ordinal)));
        Assert.All(files.Keys, path => Assert.DoesNotContain(files.Keys, other => other.StartsWith(path + "/", StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public void Ids_AreOfTheirForm_AndStay()
    {
        Assert.Matches("^[0-9a-f]{32}$", MlflowRun.IdOf(SampleRuns.Gated(5, .85)));
        Assert.Equal(MlflowRun.IdOf(SampleRuns.Gated(5, .85)), MlflowRun.IdOf(SampleRuns.Gated(5, .7)));
        Assert.NotEqual(MlflowRun.IdOf(SampleRuns.Gated(5, .85)), MlflowRun.IdOf(SampleRuns.Gated(6, .85)));
        Assert.All(new[] { "churn", "other", "" }, name => Assert.Matches("^[1-9][0-9]{17}$", MlflowRun.ExperimentOf(name)));
    }

    [Fact]
    public void LongValues_AreCut()
    {
        IReadOnlyDictionary<string, string> files = MlflowRun.Files(SampleRuns.Gated(5, .85, $$"""{"long": "{{new string('x', 7000)}}"}""") with { Reason = new string('y', 6000) }, "7", Location);

        Assert.Equal((6000, 5000), (files["params/long"].Length, files["tags/mlflow.note.content"].Length));
    }

    [GeneratedRegex(@"^[/\w.\- ]{1,250}$")]
    private static partial Regex Valid();
}
