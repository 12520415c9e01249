using MlCi.IntegrationTests.Samples;
using MlCi.Serving;
using Xunit.Abstractions;

namespace MlCi.IntegrationTests.Containers;

/// <summary>The samples' published programs, tried as their images would be.</summary>
public sealed class SmokeTestTests(ITestOutputHelper output)
{
    [Fact]
    public void TelcoChurn_ServesWhatWasGated()
    {
        using var sample = new ServedSample(SampleProgram.Churn, "TelcoChurn.dll", "score");

        SmokeReport report = Told(sample.Try(sample.Model));

        Assert.All(report.Checks, check => Assert.True(check.Verdict == CheckVerdict.Passed, $"{check.Id}: {check.Reason}"));
        Assert.Equal((500, 0, 0.0), (report.Parity!.Result.Rows, report.Parity.Result.Differing.Count, report.Parity.Result.MaxDifference));
        Assert.Equal("published program, no engine", report.Ran);
        Assert.Equal(0, report.ExitCode);
        Assert.InRange(report.PeakMemory!.Value, 10L << 20, 1L << 30);
    }

    [Fact]
    public void DiamondPrice_ServesWhatWasGated()
    {
        using var sample = new ServedSample(SampleProgram.Diamonds, "DiamondPrice.dll", "prediction");

        SmokeReport report = Told(sample.Try(sample.Model));

        Assert.All(report.Checks, check => Assert.True(check.Verdict == CheckVerdict.Passed, $"{check.Id}: {check.Reason}"));
        Assert.Equal((500, 0), (report.Parity!.Result.Rows, report.Parity.Result.Differing.Count));
    }

    [Theory]
    [InlineData("One year", "One Year", "contract")]
    [InlineData("Credit card (automatic)", "credit card", "payment_method")]
    public void FeatureThatServesOtherwise_IsCaughtByParity_WithItsColumn(string trained, string served, string column)
    {
        using var sample = new ServedSample(SampleProgram.Churn, "TelcoChurn.dll", "score");

        SmokeReport report = Told(sample.Try(sample.Changed(trained, served)));

        Assert.False(report.Passed);
        ServedCheck parity = Assert.Single(report.Checks, check => check.Verdict != CheckVerdict.Passed);
        Assert.Equal(CheckIds.Parity, parity.Id);
        Assert.Contains($"carried by '{column}' (with it replaced, 5 of 5 rows no longer differ)", parity.Reason, StringComparison.Ordinal);
        Assert.Equal(column, Assert.Single(report.Parity!.Columns!).Column);
        // Just the rows of that level: of others the feature is the same.
        MlCi.Data.Column values = sample.Holdout.Column(column);
        Assert.All(report.Parity.Result.Differing, row => Assert.Equal(trained, values.Text(int.Parse(row.Key))));
    }

    private SmokeReport Told(SmokeReport report)
    {
        output.WriteLine(SmokeReportJson.Write(report));
        return report;
    }
}
