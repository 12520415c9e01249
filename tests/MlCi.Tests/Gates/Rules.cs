using MlCi.Findings;
using MlCi.Gates;
using MlCi.Metrics;

namespace MlCi.Tests.Gates;

/// <summary>Rules and predictions for the tests of gates.</summary>
internal static class Rules
{
    public static SourcePlace Place { get; } = new("pipeline.yml", 12, 5);

    public static GateRule AtLeast(Metric metric, double limit, params string[] slices) =>
        new(metric, limit, IsMinimum: true, slices, Planned: null, slices.Length > 0 ? WhenInconclusive.Warn : WhenInconclusive.Block, Place);

    public static GateRule AtMost(Metric metric, double limit) => AtLeast(metric, limit) with { IsMinimum = false };

    /// <summary>Rows of alternating class, of which the first so many are decided rightly.</summary>
    public static PredictionSet Rows(int right, int rows)
    {
        bool[] labels = [.. Enumerable.Range(0, rows).Select(i => i % 2 == 0)];
        return new PredictionSet(labels, [.. labels.Select((label, i) => label == i < right ? .9 : .1)], .5);
    }
}
