using MlCi.Findings;

namespace MlCi.Adapters.Tests.Stages;

/// <summary>Training a second time: the same bytes, predictions within a tolerance, or a named difference.</summary>
public sealed class ReproductionTests : EngineTest
{
    private const string CSharp = "  project: ../../model/Tiny.csproj\n  timeout: 5m\npredict:\n  timeout: 5m\n";
    private readonly string count;

    public ReproductionTests(EngineSetup setup)
        : base(setup) => count = Path.Combine(Path.GetTempPath(), $"trained {Guid.NewGuid():N}".Replace(' ', '-'));

    [Fact]
    public void SameBytes_Pass_AndAreNotTrainedAgain()
    {
        Train("echo model > {out}/a; echo {seed} > {out}/b");

        (int code, string output) = Verify();
        Assert.True(code == ExitCodes.Passed, output);
        AssertSaid(output, "made a second time with the same bytes");
        Assert.Equal(2, Trainings);

        Assert.Equal(ExitCodes.Passed, Verify().ExitCode);
        Assert.Equal(2, Trainings);
    }

    [Theory]
    [InlineData("echo model > {out}/a; printf 'same-%s' $(wc -l < COUNT) > {out}/b", "training twice gave different models: b differs from byte 5 on, expected the same bytes")]
    [InlineData("echo model > {out}/a; touch {out}/b$(wc -l < COUNT | tr -d ' ')", "training twice gave different models: b1 is in the first only, expected the same bytes")]
    [InlineData("echo model > {out}/a; test $(wc -l < COUNT) = 1", "the program's train ended with exit code 1, expected 0")]
    public void Difference_FailsTheGate_AndIsNamed(string script, string message)
    {
        Train(script);

        (int code, string output) = Verify();

        Assert.Equal(ExitCodes.Negative, code);
        AssertSaid(output, $"✗ tiny Train", message, "FAILED tiny");
        // The model is there, so what it is worth is told.
        AssertSaid(output, "✓ tiny Evaluate");
        // It is tried again, not remembered.
        Assert.Empty(Repository.Cached("Reproduce"));
        Assert.Empty(Repository.Unfinished());
    }

    [Theory]
    [InlineData("1e-3", ExitCodes.Passed, "made a second time with predictions that differ by at most 0.0005")]
    [InlineData("1e-4", ExitCodes.Negative, "differs from byte 0 on, and predictions that differ by up to 0.0005")]
    public void DifferentBytes_AreJudgedByPredictions_WhereThereIsATolerance(string tolerance, int expected, string message)
    {
        Train("wc -l < COUNT | tr -d ' ' > {out}/noise", $"\n  reproducible: {{tolerance: {tolerance}}}");

        (int code, string output) = Verify();

        Assert.True(code == expected, output);
        AssertSaid(output, message);
    }

    [Fact]
    public void TrainingAboveTheTimeLimit_AsksForAnApproval_AndBlocks()
    {
        Train("sleep 1; echo model > {out}/a", "\n  reproducible: {time_limit: 0.5s}");

        (int code, string output) = Verify();

        Assert.Equal(ExitCodes.Negative, code);
        AssertSaid(output, "found no approval in place of a second training, which train.reproducible.time_limit rules out: the first took 1", "expected at most 0.5 s");
        Assert.Equal(1, Trainings);
    }

    [Fact]
    public void WithoutTheOption_ItIsTrainedOnce()
    {
        Train("echo model > {out}/a");

        AssertPasses();

        Assert.Equal(1, Trainings);
    }

    private int Trainings => File.ReadAllLines(count).Length;

    private (int ExitCode, string Output) Verify() => Run("Gate", options => options with { VerifyReproducible = true });

    // Each training leaves a line in a file outside, so that it can tell which one it is; predictions follow the noise in the model.
    private void Train(string script, string options = "")
    {
        File.WriteAllText(count, "");
        Repository.Write("pipelines/tiny/predict.sh", """
            while [ $# -gt 0 ]; do case $1 in --out) out=$2;; --data) data=$2;; --model) model=$2;; esac; shift; done
            noise=$(cat "$model/noise" 2>/dev/null || echo 0)
            awk -F, -v noise="$noise" 'BEGIN { print "row_id,score" } NR > 1 { print NR - 2 "," $2 * 0.9 + noise * 0.0005 }' "$data" > "$out"

            """);
        string command = $"test -s {{data}}; echo x >> {count}; {script.Replace("COUNT", count, StringComparison.Ordinal)}".Replace("\"", "\\\"", StringComparison.Ordinal);
        Repository.EditPipeline(CSharp, $"  shell: \"{command}\"{options}\npredict:\n  command: [sh, predict.sh]\n");
    }
}
