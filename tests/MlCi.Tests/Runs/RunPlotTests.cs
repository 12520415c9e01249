using System.Xml.Linq;
using MlCi.Findings;
using MlCi.Runs;
using MlCi.Testing;

namespace MlCi.Tests.Runs;

/// <summary>A metric over runs.</summary>
public sealed class RunPlotTests
{
    private static readonly RunRecord[] Records =
    [
        SampleRuns.Gated(7, .82, """{"l2": 1000, "mode": "slow"}"""), SampleRuns.Gated(5, .85), SampleRuns.Trained(8),
        SampleRuns.Gated(6, .75, """{"l2": 10, "mode": "fast"}""", RunVerdict.Failed), SampleRuns.Gated(9, .84, verdict: null),
    ];

    [Fact]
    public Task Text_HasALineForEachRun() => Snapshot.Verify(string.Join('\n', RunPlotText.Lines(RunPlot.Of(Records, "auc", "params.l2"))));

    [Fact]
    public Task Svg_OverANumber() => Snapshot.Verify(RunPlotSvg.Write(RunPlot.Of(Records, null, "params.l2")), "svg");

    [Fact]
    public Task Svg_OfTwoPipelines_OverTime() => Snapshot.Verify(
        RunPlotSvg.Write(RunPlot.Of([.. Records, SampleRuns.Gated(10, .8, pipeline: "<b>\u0007 & co")], "auc", RunPlot.ByStart)), "svg");

    [Fact]
    public void RunsAreInOrder_AndThoseWithoutTheMetricLeftOut()
    {
        RunPlot plot = RunPlot.Of(Records, "auc", RunPlot.ByStart);

        Assert.Equal([5, 6, 7, 9], plot.Runs.Select(run => run.Run.Started.Minute));
        Assert.Equal([0, 1, 2, 3], plot.Runs.Select(run => run.At));
        Assert.Equal((.8, "auc by started, 90 % intervals"), (plot.Limit, plot.Title));
        Assert.Equal(["fast", "slow"], RunPlot.Of(Records, "auc", "params.mode").Labels);
        Assert.Equal([("10-03 14:05", 0.0)], RunPlot.Of([Records[1]], "auc vs champion", "started").Runs.Select(run => (Records[1].StartedText[5..16], run.At)));
    }

    [Theory]
    [InlineData("[1, 99]", false)]
    [InlineData("[1, 100]", true)]
    [InlineData("[0, 1000]", false)]
    [InlineData("[-1, 1000]", false)]
    public void Axis_IsLogarithmic_OverTwoDecadesOfPositiveNumbers(string numbers, bool isLogarithmic)
    {
        RunRecord[] records = [.. numbers.Trim('[', ']').Split(',').Select((number, at) => SampleRuns.Gated(at, .8, $$"""{"l2": {{number}}}"""))];

        Assert.Equal(isLogarithmic, RunPlot.Of(records, "auc", "params.l2").IsLogarithmic);
    }

    [Theory]
    [InlineData("acu", "started", "found no run with 'acu' and 'started', expected --metric one of auc, brier, recall")]
    [InlineData("recall", "started", "found no run with 'recall' and 'started'")]
    [InlineData("auc", "params.l3", "found 'params.l3' in --x, which no run has; expected 'params.l2'")]
    public void WhatNoRunHas_IsTold(string metric, string x, string fault) =>
        Assert.StartsWith(fault, Assert.Throws<FaultException>(() => RunPlot.Of(Records, metric, x)).Message, StringComparison.Ordinal);

    [Fact]
    public void NothingMeasured_AndTooManyPipelines_AreTold()
    {
        Assert.StartsWith("found no run with a metric", Assert.Throws<FaultException>(() => RunPlot.Of([Records[2]], null, "started")).Message, StringComparison.Ordinal);
        RunRecord[] nine = [.. Enumerable.Range(0, 9).Select(at => SampleRuns.Gated(at, .8, pipeline: $"p{at}"))];
        Assert.StartsWith("found runs of 9 pipelines, expected at most 8", Assert.Throws<FaultException>(() => RunPlot.Of(nine, "auc", "started")).Message, StringComparison.Ordinal);
    }

    // Whatever is plotted, all of it lies inside the picture.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(40)]
    public void Svg_IsXml_WithEveryPointInside(int runs)
    {
        RunRecord[] records = [.. Enumerable.Range(0, runs).Select(at => SampleRuns.Gated(at, .5 + (at / 100.0), $$"""{"l2": {{at}}}"""))];
        foreach (string x in new[] { "started", "params.l2", "pipeline" })
        {
            XElement svg = XElement.Parse(RunPlotSvg.Write(RunPlot.Of(records, "auc", x)));
            double[] heights = [.. svg.Descendants().Attributes().Where(attribute => attribute.Name.LocalName is "y1" or "y2" or "cy").Select(attribute => (double)attribute)];

            Assert.Equal(runs, svg.Descendants().Count(element => element.Name.LocalName == "circle") - 1);
            Assert.All(heights, height => Assert.InRange(height, 0, 460));
        }
    }

    [Theory]
    [InlineData(0, 1, "0.0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(.8123, .8177, "0.812 0.814 0.816 0.818")]
    [InlineData(-50, 50, "−40 −20 0 20 40")]
    [InlineData(3, 3, "2.9 3.0 3.1")]
    [InlineData(0, 0, "−0.06 −0.04 −0.02 0.00 0.02 0.04 0.06")]
    public void Ticks_AreRoundNumbers(double from, double to, string ticks) =>
        Assert.Equal(ticks, string.Join(' ', PlotScale.Of([from, to]).Ticks.Select(tick => tick.Text)));

    [Fact]
    public void TicksOfALogarithmicAxis_ArePowersOfTen()
    {
        PlotScale scale = PlotScale.Of([.01, 1000], isLogarithmic: true);

        Assert.Equal("0.01 0.1 1 10 100 1000", string.Join(' ', scale.Ticks.Select(tick => tick.Text)));
        Assert.Equal(.5, scale.Place(Math.Sqrt(.01 * 1000)), 12);
        Assert.Equal("1e-9 1e-5 0.1 1000 1e7", string.Join(' ', PlotScale.Of([1e-8, 1e9], isLogarithmic: true).Ticks.Select(tick => tick.Text)));
    }
}
