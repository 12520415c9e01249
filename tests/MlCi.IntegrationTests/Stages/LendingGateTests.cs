using System.Text.Json.Nodes;
using MlCi.IntegrationTests.Samples;
using Xunit.Abstractions;

namespace MlCi.IntegrationTests.Stages;

/// <summary>A model in Python, from real data to a verdict: the sample passes, and each way of making it worse is found.</summary>
public sealed class LendingGateTests(GatedLoans loans, ITestOutputHelper output)
    : SampleGateTests(loans, output), IClassFixture<GatedLoans>
{
    // 8 limits on the whole, 17 of specificity and 5 of recall in slices, and one of robustness.
    protected override int GateCount => 31;

    // AUC; log loss on the whole and in 5 slices.
    protected override int ComparisonCount => 7;

    [SkippableFact]
    public void Estimates_AreScikitLearns_OnTheSamePredictions()
    {
        Sklearn.SkipWithout();
        using SampleRepository repository = loans.Copy();

        double[] theirs = Sklearn.Run("sklearn_loans.py", SampleProgram.Loans, repository.Artifact("predictions.csv"));

        IEnumerable<JsonNode> gates = Gates(Report(repository)).Where(gate => gate["slice"] is null);
        double[] ours = [.. new[] { "auc", "average_precision", "log_loss", "recall", "specificity" }.Select(metric =>
            (double)gates.Single(gate => (string?)gate["metric"] == metric)["estimate"]!)];
        Assert.Equal(theirs[..5], ours, (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void HeavyPenalty_Fails_NamingMetricIntervalAndLimit()
    {
        using SampleRepository repository = loans.CopyWithChampion();
        repository.EditPipeline("C: 0.03", "C: 0.000001");

        string reason = AssertFails(repository);

        // It ranks nearly as well, but calls no loan bad: each one is said to go bad as often as all.
        Assert.Matches(@"^(recall|calibration_slope)\S* [0-9.,]+ \[[0-9.,]+, [0-9.,]+\] misses [≥≤] [0-9.]+", reason);
        JsonNode auc = Gates(Report(repository)).Single(gate => (string?)gate["id"] == "auc");
        Assert.Equal("passed", (string?)auc["verdict"]);
        JsonNode recall = Gates(Report(repository)).Single(gate => (string?)gate["id"] == "recall");
        Assert.Equal("failed", (string?)recall["verdict"]);
        Assert.Equal(0, (double)recall["estimate"]!);
    }

    [Fact]
    public void DroppedGrade_FailsAgainstTheChampionAlone_NamingMetricIntervalAndMargin()
    {
        using SampleRepository repository = loans.CopyWithChampion();
        repository.EditPipeline("# drop: [int_rate, sub_grade]", "drop: [int_rate, sub_grade]");

        string reason = AssertFails(repository);

        JsonNode report = Report(repository);
        Assert.DoesNotContain(Gates(report), gate => (string?)gate["rule"] == "threshold" && (string?)gate["verdict"] == "failed");
        Assert.Contains(Comparisons(report), comparison => (string?)comparison["outcome"] == "worse");
        Assert.Matches(@"^auc 0\.\d+ vs champion 0\.\d+: worse by 0\.\d+ \[0\.\d+, 0\.\d+\], margin 0\.01$", reason);
    }

    [Fact]
    public void ShuffledLabels_Fail()
    {
        using SampleRepository repository = loans.Copy();
        repository.Relabel("Class", (_, labels) => new Random(1).Shuffle(labels));

        Assert.Matches(@"^auc 0\.\d+ \[0\.\d+, 0\.\d+\] misses ≥ 0\.7", AssertFails(repository));
    }

    [Fact]
    public void ModelThatIsWorseInOneSmallSliceAlone_FailsOnThatSlice()
    {
        using SampleRepository repository = loans.Copy();
        repository.Relabel("Class", (train, labels) =>
        {
            int seen = 0;
            for (int row = 0; row < labels.Length; row++)
            {
                // Of those who have had their job for seven years, 3 of 100, every fourth is said to be bad.
                if (train.Column("emp_length").Text(row) == "emp_7" && ++seen % 4 == 0)
                    labels[row] = "bad";
            }
        });

        string reason = AssertFails(repository);

        Assert.Matches(@"^specificity@emp_length=emp_7 0\.\d+ \[0\.\d+, 0\.\d+\] misses ≥ 0\.5", reason);
        JsonNode failed = Assert.Single(Gates(Report(repository)), gate => (string?)gate["verdict"] == "failed");
        Assert.Equal("specificity@emp_length=emp_7", (string?)failed["id"]);
        Assert.InRange((double)failed["pAdjusted"]!, 0, .05);
        Assert.All(Gates(Report(repository)).Where(gate => gate["slice"] is null), gate => Assert.Equal("passed", (string?)gate["verdict"]));
    }

    [Fact]
    public void FailingTestOfThePreprocessing_FailsTheGate_HoweverGoodTheModel()
    {
        using SampleRepository repository = loans.Copy();
        // The model learns the other sign, and predicts the same.
        repository.Edit("model/features.py", "\"ABCDEFG\"", "\"GFEDCBA\"");

        string reason = AssertFails(repository);

        Assert.Matches(@"^TestPreprocessing: \d+ passed, [1-9]\d* failed, 0 skipped; test_features\.GradeTests\.test_sub_grades_", reason);
        Assert.All(Gates(Report(repository)), gate => Assert.Equal("passed", (string?)gate["verdict"]));
    }

    [Fact]
    public void PackagesOtherThanTheLocked_AreRefused_ByName()
    {
        using SampleRepository repository = loans.Copy();
        repository.Edit("requirements.lock", "scikit-learn==1.2.1", "scikit-learn==1.2.0");

        string reason = AssertFails(repository);

        Assert.Contains("found scikit-learn 1.2.1, expected 1.2.0", reason, StringComparison.Ordinal);
    }
}
