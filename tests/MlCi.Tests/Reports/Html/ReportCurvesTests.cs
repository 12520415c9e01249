using System.Text.Json;
using MlCi.Metrics;
using MlCi.Reports.Html;
using MlCi.Statistics;
using MlCi.Tests.Metrics;

namespace MlCi.Tests.Reports.Html;

public sealed class ReportCurvesTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("weights", "weights")]
    [InlineData("clusters", "plain")]
    public void Curves_GoThroughEveryPointOfScikitLearns(string sampling, string expected)
    {
        JsonElement values = CurveValues.Root.GetProperty(expected);
        ScoreCurves scores = ReportCurves.Of(SampledValues.Of("binary", "challenger", sampling)).Scores!;

        AssertThrough(scores.Roc, values.Numbers("fpr"), values.Numbers("tpr"));
        AssertThrough(scores.Precision, values.Numbers("recall"), values.Numbers("precision"));
        AssertThrough(scores.Calibration, values.Numbers("levels"), values.Numbers("rates"));
        Assert.Equal(values.GetProperty("auc").GetDouble(), CurveValues.Area(scores.Roc), CurveValues.HalfPixel);
        Assert.Equal(values.GetProperty("average_precision").GetDouble(), CurveValues.Area(scores.Precision), 2 * CurveValues.HalfPixel);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("weights")]
    public void SharesAndDecisions_AreThoseOfNumPyAndScikitLearn(string sampling)
    {
        JsonElement values = CurveValues.Root.GetProperty(sampling);
        ScoreCurves scores = ReportCurves.Of(SampledValues.Of("binary", "challenger", sampling)).Scores!;

        AssertEqual(values.Numbers("negative"), scores.NegativeShares, 1e-6);
        AssertEqual(values.Numbers("positive"), scores.PositiveShares, 1e-6);
        Assert.Equal(values.GetProperty("decided_recall").GetDouble(), scores.Recall, 1e-8);
        Assert.Equal(values.GetProperty("decided_fpr").GetDouble(), scores.FalsePositiveRate, 1e-8);
        double[] cells = values.Numbers("cells");
        Assert.Equal(new ConfusionCounts((long)cells[3], (long)cells[1], (long)cells[2], (long)cells[0]), scores.Cells);
    }

    [Fact]
    public void Quantiles_AreThoseOfNumPy()
    {
        JsonElement values = CurveValues.Root.GetProperty("numbers");
        NumberCurves numbers = ReportCurves.Of(SampledValues.Of("regression", "challenger", "plain")).Numbers!;

        AssertEqual(values.Numbers("residuals"), Quantiles(numbers.Residuals!), 1e-8);
        JsonElement[] bands = [.. values.GetProperty("bands").EnumerateArray()];
        Assert.Equal(bands.Select(band => band.GetProperty("rows").GetInt64()), numbers.Bands.Select(band => band.Rows));
        Assert.All(bands.Zip(numbers.Bands), pair =>
        {
            Assert.Equal(pair.First.GetProperty("predicted").GetDouble(), pair.Second.Predicted, 1e-8);
            AssertEqual(pair.First.Numbers("truth"), Quantiles(pair.Second.Truth), 1e-8);
        });
    }

    [Fact]
    public void ConfusedClasses_AreThoseOfScikitLearn()
    {
        ClassCells cells = ReportCurves.Of(SampledValues.Of("multiclass", "challenger", "plain")).Classes!;

        Assert.Equal(["a", "b", "c", "d"], cells.Names);
        Assert.Equal(
            CurveValues.Root.GetProperty("classes").EnumerateArray().Select(row => row.EnumerateArray().Select(cell => cell.GetInt64()).ToArray()),
            cells.Rows.Select(row => row.ToArray()));
    }

    [Fact]
    public void ManyClasses_AreTheLargestAndAllOthersTogether()
    {
        const int Count = 40;
        string[] names = [.. Enumerable.Range(0, Count).Select(i => $"c{i}")];
        int[] labels = [.. Enumerable.Range(0, Count).SelectMany(i => Enumerable.Repeat(i, i == 3 ? 1 : i + 2))];
        double[] certain = new double[labels.Length * Count];
        for (int row = 0; row < labels.Length; row++)
            certain[row * Count + labels[row]] = 1;

        ClassCells cells = ReportCurves.Of(new ClassPredictions(names, labels, certain, Sampling.Plain(labels.Length))).Classes!;

        Assert.Equal([.. names[25..], "25 others"], cells.Names);
        Assert.Equal(25, cells.Others);
        Assert.Equal(labels.Length, cells.Rows.Sum(row => row.Sum()));
        Assert.Equal(labels.Length, cells.Rows.Select((row, i) => row[i]).Sum());
    }

    [Fact]
    public void OrderOfRows_ChangesNothing()
    {
        foreach (string task in new[] { "binary", "multiclass", "regression" })
        {
            foreach (string sampling in SampledValues.Samplings)
            {
                TaskPredictions predictions = SampledValues.Of(task, "challenger", sampling);
                int[] rows = [.. Enumerable.Range(0, predictions.RowCount)];
                new Random(7).Shuffle(rows);

                Assert.Equal(JsonSerializer.Serialize(ReportCurves.Of(predictions)), JsonSerializer.Serialize(ReportCurves.Of(predictions.Take(rows))));
            }
        }
    }

    [Theory]
    [InlineData("no positive rows", .5)]
    [InlineData("a score is not a number from 0 to 1", double.NaN)]
    public void WhatHasNoCurve_SaysWhy(string why, double score)
    {
        ScoreCurves scores = ReportCurves.Of(new SampledPredictions(new PredictionSet([false, false], [.1, score], .5), Sampling.Plain(2))).Scores!;

        Assert.Equal(why, scores.Undefined);
        Assert.Empty(scores.Roc.X);
    }

    [Fact]
    public void ConstantScore_IsTheDiagonal()
    {
        ScoreCurves scores = ReportCurves.Of(new SampledPredictions(new PredictionSet([true, false, false], [.5, .5, .5], .5), Sampling.Plain(3))).Scores!;

        Assert.Equal([0, 1], scores.Roc.X);
        Assert.Equal([0, 1], scores.Roc.Y);
        Assert.Equal(1, scores.Recall);
        Assert.All(scores.Precision.Y, precision => Assert.Equal(1.0 / 3, precision, 1e-4));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void ManyRows_AreThinned_AndNoVertexLiesHalfAPixelOff(int kind)
    {
        const int Rows = 20_000;
        var random = new Random(kind);
        // Random scores, a curve that wavers at every row, and one that turns about slowly.
        bool[] labels = [.. Enumerable.Range(0, Rows).Select(row => kind switch { 1 => random.NextDouble() < .3, 2 => row % 2 == 0, _ => Math.Sin(row * row / 3e6) > 0 })];
        double[] scores = [.. Enumerable.Range(0, Rows).Select(row => kind == 1 ? random.NextDouble() : (row + .5) / Rows)];

        ScoreCurves curves = ReportCurves.Of(new SampledPredictions(new PredictionSet(labels, scores, .5), Sampling.Plain(Rows))).Scores!;

        Assert.InRange(curves.Roc.X.Count, 2, 700);
        Assert.InRange(curves.Precision.X.Count, 2, 1500);
        int[] order = [.. Enumerable.Range(0, Rows).OrderByDescending(row => scores[row])];
        (double found, double wrong) = (0, 0);
        double positives = labels.Count(label => label);
        for (int i = 0; i < Rows; i++)
        {
            (found, wrong) = labels[order[i]] ? (found + 1, wrong) : (found, wrong + 1);
            if (i % 7 == 0)
            {
                Assert.InRange(CurveValues.Distance(curves.Roc, wrong / (Rows - positives), found / positives), 0, CurveValues.HalfPixel);
                Assert.InRange(CurveValues.Distance(curves.Precision, found / positives, found / (i + 1)), 0, CurveValues.HalfPixel);
            }
        }
    }

    [Fact]
    public void Champion_StandsBesideABinaryModelAlone()
    {
        TaskPredictions champion = SampledValues.Of("binary", "champion", "plain");

        Assert.NotNull(ReportCurves.Of(SampledValues.Of("binary", "challenger", "plain")).Against(champion).Champion);
        Assert.Null(ReportCurves.Of(SampledValues.Of("regression", "challenger", "plain")).Against(champion).Champion);
    }

    private static void AssertThrough(CurveLine line, double[] x, double[] y)
    {
        Assert.InRange(line.X.Count, 2, x.Length * 2);
        Assert.All(x.Zip(y), point => Assert.InRange(CurveValues.Distance(line, point.First, point.Second), 0, CurveValues.HalfPixel));
    }

    private static void AssertEqual(double[] expected, IReadOnlyList<double> actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Count);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, tolerance));
    }

    private static double[] Quantiles(NumberQuantiles quantiles) => [quantiles.Lowest, quantiles.Lower, quantiles.Median, quantiles.Upper, quantiles.Highest];
}
