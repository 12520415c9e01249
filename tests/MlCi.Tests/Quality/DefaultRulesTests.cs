using MlCi.Drift;
using MlCi.Findings;
using MlCi.Metrics;
using MlCi.Quality;
using MlCi.Statistics;
using static MlCi.Tests.Quality.Samples;

namespace MlCi.Tests.Quality;

/// <summary>What is on without a word about it must not cry wolf, and gives the same on one core or many.</summary>
public sealed class DefaultRulesTests
{
    private const int Draws = 300;

    [Fact]
    public void HonestSplits_AreNotBlocked_AndWarnedOfAtMostAtTheLevel()
    {
        Dictionary<string, int> warned = [];
        for (int draw = 0; draw < Draws; draw++)
        {
            IReadOnlyList<Finding> found = Check(new QualityRules(), Draw((ulong)draw, 420, 180));
            Assert.All(found, finding => Assert.False(finding.Blocks, finding.Message));
            foreach (string rule in found.Select(finding => finding.Rule).Distinct())
                warned[rule] = warned.GetValueOrDefault(rule) + 1;
        }

        double most = .05 + 3 * Math.Sqrt(.05 * .95 / Draws);
        Assert.InRange(warned.GetValueOrDefault("drift") / (double)Draws, 0, most);
        Assert.Equal([], warned.Keys.Except(["drift"]));
    }

    [Fact]
    public void OneCoreOrMany_FindTheSame()
    {
        SplitData data = Draw(1, 2_000, 900);
        QualityRules rules = new() { Predictors = new PredictorRule(.52, [], Blocks), Drift = new DriftRule { Floor = 1e-9, Alpha = 1 } };

        string[] one = [.. DataQuality.Check(rules, data, cores: 1).Select(finding => finding.Message)];

        Assert.True(one.Length > 5);
        Assert.Equal(one, DataQuality.Check(rules, data, cores: 7).Select(finding => finding.Message));
    }

    [Fact]
    public void ShiftedColumn_IsNamed_WithWhatMoved()
    {
        SplitData data = Split(Csv("x,c,d,y", 600, i => $"{i % 100},{(i % 2 == 0 ? "a" : "b")},2025-01-{1 + i % 28:00},n"), Csv("x,c,d,y", 300, i => $"{i % 100 + 40},{(i % 10 == 0 ? "a" : "b")},2026-01-{1 + i % 28:00},n"));

        IReadOnlyList<Finding> found = Check(new QualityRules() with { Predictors = null }, data);

        Assert.Equal(["x", "c"], found.Select(finding => finding.Column));
        Assert.All(found, finding => Assert.Equal(("drift", false), (finding.Rule, finding.Blocks)));
        Assert.StartsWith("holdout.csv: column 'c': found a shift from train.csv, Jensen–Shannon distance 0.", found[1].Message, StringComparison.Ordinal);
        Assert.EndsWith("(p < 0.001 after correction): 'a' in 10 % of the rows, 50 % there, expected at most 0.1", found[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reference_IsWhatBothAreHeldAgainst()
    {
        string old = Csv("x,y", 500, i => $"{i % 50},n"), now = Csv("x,y", 500, i => $"{i % 50 + 30},n");
        QualityRules rules = Nothing with { Drift = new DriftRule { Reference = "old.csv", Blocks = true } };

        IReadOnlyList<Finding> found = Check(rules, Split(now, now) with { Reference = Read(old, "old.csv") });

        Assert.Equal(["train.csv", "holdout.csv"], found.Select(finding => finding.File));
        Assert.All(found, finding => Assert.True(finding.Blocks));
    }

    [Theory]
    [InlineData("y\n", "y\n1\n")]
    [InlineData("x,y\n,\n,\n", "x,y\n,\n")]
    [InlineData("x,y\n1,a\n", "x,y\nb,\n")]
    [InlineData("x,y\na,1\nb,2\n", "x,y\n1,1\n2,3\n")]
    [InlineData("x,y\n,1\n,2\n", "x,y\n5,1\n6,2\n")]
    [InlineData("x,y\n1e308,1\n-1e308,2\n", "x,y\n5,1\n,2\n")]
    public void OddData_AreChecked_AndNothingBreaks(string train, string holdout)
    {
        foreach (PredictionTask task in new[] { PredictionTask.Binary, PredictionTask.Multiclass, PredictionTask.Regression })
        {
            foreach ((string _, DriftMeasure measure) in DriftMeasures.All)
            {
                QualityRules rules = new() { Drift = new DriftRule { Measure = measure }, Balance = new BalanceRule(.1, .9, Blocks), Time = new ApartRule("y", Blocks), Entity = new ApartRule("y", Blocks) };

                Assert.All(Check(rules, Split(train, holdout, task)), finding => Assert.InRange(finding.Share, 0, 1));
            }
        }
    }

    // Rows of one population: numbers, ties, categories of few and of many values, missing ones, twins, a label that depends on some.
    private static SplitData Draw(ulong draw, int train, int holdout)
    {
        var random = new Philox((31, 0), draw);
        string Row(int i)
        {
            double x = random.NextNormal();
            string y = random.NextDouble() < 1 / (1 + Math.Exp(1 - 2 * x)) ? "yes" : "no";
            string city = $"c{(int)(200 * random.NextDouble() * random.NextDouble())}";
            return $"{i},{(random.NextDouble() < .1 ? "" : Text(x))},{(int)(5 * Math.Abs(random.NextNormal()))},{city},{(random.NextDouble() < .02 ? "rare" : i % 3 == 0 ? "a" : "b")},{(random.NextDouble() < .5 ? "true" : "false")},{Text(Math.Exp(2 * random.NextNormal()))},{y}";
        }

        const string Header = "id,x,visits,city,plan,known,income,y";
        return Split(Csv(Header, train, Row), Csv(Header, holdout, i => Row(50_000 + i)));
    }
}
