using System.Text;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Metrics;
using MlCi.Statistics;

namespace MlCi.Tests.Metrics;

public sealed class PredictionFileTests
{
    private static readonly HoldoutTruth Classes = HoldoutTruth.OfClasses(["no", "yes, now"], [0, 1, 1], Sampling.Plain(3));
    private static readonly HoldoutTruth Numbers = HoldoutTruth.OfNumbers([1, 2, 3], Sampling.Plain(3));
    private static readonly HoldoutTruth Labels = HoldoutTruth.OfLabels([true, false, true], .5, Sampling.Plain(3));

    [Fact]
    public void RowsInAnyOrder_AreReadInTheHoldouts()
    {
        var classes = (ClassPredictions)Read(Classes, "\"p_yes, now\",row_id,p_no\n0.3,2,0.7\n0.1,0,0.9\n1,1,0\n");
        Assert.Equal([.9, .1, 0, 1, .7, .3], Enumerable.Range(0, 3).SelectMany(row => classes.Of(row).ToArray()));

        var numbers = (NumberPredictions)Read(Numbers, "row_id,prediction\n2,-3e2\n1,2\n0,1\n");
        Assert.Equal([1, 2, -300], numbers.Predicted.ToArray());

        Assert.Equal([.1, .2, .3], Read(Labels, "row_id,score\n2,0.3\n1,0.2\n0,0.1\n").PlainBinary!.Scores.ToArray());
    }

    // Their product is beyond an int: it must not wrap around.
    [Fact]
    public void MoreNumbersThanAnArrayHolds_AreAFault()
    {
        Table table = CsvReader.Read("row_id,p_a,p_b,p_c\n0,0,0,1\n"u8, "p.csv");

        FaultException fault = Assert.Throws<FaultException>(() =>
            PredictionFile.Read(table, PredictionTask.Multiclass, ["p_a", "p_b", "p_c"], rowCount: 1_500_000_000, key: null));

        Assert.Equal(ExitCodes.Negative, fault.ExitCode);
        Assert.Equal("p.csv: found 1,500,000,000 rows of 3 predicted numbers each, expected at most 715,827,863 rows of so many", fault.Message);
        Assert.Null(ClassPredictions.TooMany(715_827_863, 3));
    }

    [Theory]
    [InlineData("row_id,p_no\n", "p.csv:1: found columns row_id, p_no, expected row_id, p_no, p_yes, now")]
    [InlineData("row_id,p_no,\"p_yes, now\",p_maybe\n", "p.csv:1: found columns row_id, p_no, p_yes, now, p_maybe, expected row_id, p_no, p_yes, now")]
    [InlineData("row_id,p_no,\"p_yes, now\"\n0,0.5,0.4\n1,1,0\n2,0,1\n", "p.csv:2: found probabilities that add up to 0.900, expected 1")]
    [InlineData("row_id,p_no,\"p_yes, now\"\n0,0.5,0.5\n1,1,-0.1\n2,0,1\n", "p.csv:3: found p_yes, now '-0.1', expected a number from 0 to 1")]
    [InlineData("row_id,p_no,\"p_yes, now\"\n0,0.5,0.5\n1,,1\n2,0,1\n", "p.csv:3: found p_no nothing, expected a number from 0 to 1")]
    public void WrongProbabilities_AreTold(string text, string message) => Assert.Equal(message, Fault(Classes, text));

    [Theory]
    [InlineData("row_id,score\n0,1\n", "p.csv:1: found columns row_id, score, expected row_id, prediction")]
    [InlineData("row_id,prediction\n0,1\n1,NaN\n2,3\n", "p.csv:3: found prediction 'NaN', expected a finite number")]
    [InlineData("row_id,prediction\n0,1\n0,2\n1,2\n2,3\n", "p.csv:3: found row_id '0' a second time, expected each row once")]
    [InlineData("row_id,prediction\n0,1\n3,2\n1,2\n2,3\n", "p.csv:3: found row_id '3', expected a row number from 0 to 2")]
    [InlineData("row_id,prediction\n0,1\n2,3\n", "p.csv:1: found predictions of 2 rows, expected all 3 of the holdout")]
    public void WrongNumbers_AreTold(string text, string message) => Assert.Equal(message, Fault(Numbers, text));

    [Fact]
    public void ManyFaults_AreCounted()
    {
        FaultException found = Assert.Throws<FaultException>(() => Read(Numbers, "row_id,prediction\n" + string.Concat(Enumerable.Repeat("9,1\n", 8))));

        Assert.Equal(ExitCodes.Negative, found.ExitCode);
        Assert.Equal(6, found.Faults.Count);
        Assert.Equal("and 4 more faults of the predictions", found.Faults[^1].Message);
    }

    [Fact]
    public void Holdout_IsToldInAFewWords()
    {
        Assert.Equal("3 rows, 2 positive", Labels.Summary);
        Assert.Equal("3 rows of 2 classes", Classes.Summary);
        Assert.Equal("3 rows, weighted, in 2 clusters", HoldoutTruth.OfNumbers([1, 2, 3], new Sampling(3, [1, 2, 3], [7, 8, 7])).Summary);
        Assert.DoesNotContain(Metric.TopAccuracy(2), Classes.Metrics);
    }

    private static TaskPredictions Read(HoldoutTruth truth, string text) => truth.Read(CsvReader.Read(Encoding.UTF8.GetBytes(text), "p.csv"), key: null);

    private static string Fault(HoldoutTruth truth, string text)
    {
        FaultException found = Assert.Throws<FaultException>(() => Read(truth, text));
        Assert.Equal(ExitCodes.Negative, found.ExitCode);
        return found.Faults[0].ToString();
    }
}
