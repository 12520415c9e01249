using System.Text.Json;
using MlCi.Findings;
using MlCi.Metrics;
using MlCi.Quality;
using MlCi.Statistics;
using MlCi.Testing;
using static MlCi.Tests.Quality.Samples;

namespace MlCi.Tests.Quality;

/// <summary>Single columns that know the label; association_values.py made the outside values.</summary>
public sealed class PredictorTests
{
    private static readonly QualityRules Predictors = Nothing with { Predictors = new PredictorRule(.99, [], default) };

    private static readonly JsonElement Root = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(RepositoryRoot.Path, "tests", "MlCi.Tests", "Quality", "association_values.json"))).RootElement;

    [Fact]
    public void Auc_AndItsBound_AreScikitLearnsAndDeLongs()
    {
        JsonElement of = Root.GetProperty("binary");
        (int Y, double X)[] rows = [.. of.GetProperty("y").EnumerateArray().Zip(of.GetProperty("x").EnumerateArray(), (y, x) => (y.GetInt32(), x.GetDouble()))];
        double[] values = [.. rows.Select(row => row.X).Distinct().Order()];

        AucEstimate found = GroupedAuc.Of(
            [.. values.Select(value => rows.LongCount(row => row.X == value && row.Y == 1))], [.. values.Select(value => rows.LongCount(row => row.X == value && row.Y == 0))]);

        Assert.Equal(of.GetProperty("auc").GetDouble(), found.Auc, 1e-12);
        Assert.Equal(1, found.Variance / of.GetProperty("variance").GetDouble(), 1e-9);
        Association bound = Association.OfAuc(found, .01, "x")!.Value;
        Assert.Equal(of.GetProperty("lower").GetDouble(), bound.Lower, 1e-10);
        // The other way round it tells as much.
        Assert.Equal(bound.Lower, Association.OfAuc(found with { Auc = 1 - found.Auc }, .01, "x")!.Value.Lower, 1e-12);
    }

    [Fact]
    public void RankCorrelation_AndItsBound_AreSciPys()
    {
        JsonElement of = Root.GetProperty("number");
        double rho = of.GetProperty("rho").GetDouble(), lower = of.GetProperty("lower").GetDouble();
        Assert.Equal(lower, Association.OfRanks(rho, 400, .01, "x")!.Value.Lower, 1e-12);
        string csv = "x,y\n" + string.Join('\n', of.GetProperty("x").EnumerateArray().Zip(of.GetProperty("y").EnumerateArray(), (x, y) => $"{x.GetRawText()},{y.GetRawText()}")) + "\n";

        string found = Assert.Single(Messages(Nothing with { Predictors = new PredictorRule(.6, [], Blocks) }, Split(csv, "x,y\n1,2\n", PredictionTask.Regression)));

        Assert.StartsWith($"train.csv:2: column 'x': found a rank correlation with the label of {Numerals.Of(rho)} by its values alone, surely above ", found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("early", "its values")]
    [InlineData("late", "its values")]
    [InlineData("cancelled", "whether it has a value")]
    [InlineData("reason", "its values")]
    public void LeakOfABinaryLabel_IsNamed(string column, string how)
    {
        var random = new Philox((1, 1), 0);
        string train = Csv("early,late,cancelled,reason,fair,y", 20_000, i =>
        {
            bool y = i % 4 == 0, isSlip = i % 2_000 == 0;
            double noise = random.NextNormal();
            return $"{Text((y ? 5 : 0) + noise / 2)},{Text((y ? -5 : 0) + noise / 2)},{(y ^ isSlip ? $"{i % 31}" : "")},{(y ? $"r{i % 7}" : $"s{i % 5}")},{Text(noise + (y ? 1 : 0))},{(y ? "yes" : "no")}";
        });

        IReadOnlyList<Finding> found = Check(Predictors, Split(train, train));

        Assert.DoesNotContain(found, one => one.Column == "fair");
        Finding finding = Assert.Single(found, one => one.Column == column);
        Assert.Contains($"by {how} alone, surely above 0.99", finding.Message, StringComparison.Ordinal);
        Assert.Equal(("predictors", false), (finding.Rule, finding.Blocks));
        Assert.DoesNotContain(Check(Nothing with { Predictors = new PredictorRule(.99, [column], default) }, Split(train, train)), one => one.Column == column);
    }

    [Fact]
    public void LabelInOtherWords_Blocks()
    {
        string train = Csv("flag,churned,note,group,y", 200, i => $"{(i % 3 == 0 ? 1 : 0)},{(i % 3 == 0 ? "left" : "stayed")},{(i % 3 == 0 ? "gone" : "")},g{i % 2},{(i % 3 == 0 ? "Yes" : "No")}");

        IReadOnlyList<Finding> found = [.. Check(Predictors, Split(train, train)).Where(one => one.Rule == "label_copy")];

        Assert.Equal(["flag", "churned", "note"], found.Select(one => one.Column));
        Assert.All(found, one => Assert.True(one.Blocks));
        Assert.Equal("train.csv:2: column 'churned': found the label 'y' in other words: 'left' where it is 'Yes', 'stayed' where it is 'No', expected columns that are known before it is", found[1].Message);
        Assert.All(Check(Nothing with { Predictors = new PredictorRule(.99, [], Warns) }, Split(train, train)), one => Assert.False(one.Blocks));
    }

    [Fact]
    public void NumberInOtherUnits_IsTheLabel()
    {
        string train = Csv("price_eur,same,size,y", 300, i => $"{Text(Math.Sqrt(i % 290) * .9)},{Text(Math.Sqrt(i % 290))},{Text(Math.Sqrt(i % 290) + Math.Sin(i))},{Text(Math.Sqrt(i % 290))}");

        IReadOnlyList<Finding> found = Check(Predictors, Split(train, train, PredictionTask.Regression));

        Assert.Equal([("price_eur", "label_copy"), ("same", "label_copy")], found.Select(one => (one.Column!, one.Rule)));
        Assert.Contains("equal to it in every row", found[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ClassCodes_AreTheLabel_OfSeveralClasses()
    {
        string train = Csv("code,half,y", 300, i => $"{(i * i) % 7},{(i * i % 7 == 4 ? 0 : 1)},k{(i * i) % 7}");

        Finding found = Assert.Single(Check(Predictors, Split(train, train, PredictionTask.Multiclass)), one => one.Rule == "label_copy");

        Assert.Equal("code", found.Column);
    }

    [Fact]
    public void ConstantColumn_Warns()
    {
        string train = Csv("a,b,c,d,y", 50, i => $"1,k,,{(i == 7 ? "" : "1")},{i % 2}");

        IReadOnlyList<Finding> found = Check(Predictors, Split(train, train));

        Assert.Equal(["a", "b", "c"], found.Select(one => one.Column));
        Assert.All(found, one => Assert.Equal(("constant", false), (one.Rule, one.Blocks)));
        Assert.Equal("train.csv:2: column 'c': found no value in all 50 rows, expected values that differ: nothing can be learnt from it", found[2].Message);
    }

    [Theory]
    [InlineData(PredictionTask.Binary)]
    [InlineData(PredictionTask.Multiclass)]
    [InlineData(PredictionTask.Regression)]
    public void IdsAndNoise_AreNoPredictors(PredictionTask task)
    {
        for (int draw = 0; draw < 40; draw++)
        {
            var random = new Philox((21, (ulong)task), (ulong)draw);
            // Names of one, two or some rows each know the labels that they were seen with, and nothing more.
            string train = Csv("name,pair,place,flag,x,y", 800, i =>
                $"n{i},p{i / 2},c{(int)(60 * random.NextDouble())},{(random.NextDouble() < .01 ? "t" : "f")},{Text(random.NextNormal())},{task switch
                {
                    PredictionTask.Regression => Text(random.NextNormal()),
                    PredictionTask.Binary => random.NextDouble() < .3 ? "yes" : "no",
                    _ => "k" + (int)(3 * random.NextDouble()),
                }}");

            Assert.Empty(Messages(Predictors, Split(train, train, task)));
        }
    }
}
