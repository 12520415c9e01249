using System.Text.Json;
using MlCi.Metrics;
using MlCi.Testing;

namespace MlCi.Tests.Metrics;

/// <summary>The outside values made by metric_values.py.</summary>
internal static class MetricValues
{
    public static JsonElement Root { get; } = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(RepositoryRoot.Path, "tests", "MlCi.Tests", "Metrics", "metric_values.json"))).RootElement;

    public static Metric Profit { get; } = Own("profit", "-5*fn - fp", higherIsBetter: true);

    public static Metric Cost { get; } = Own("cost", "5*fn + fp", higherIsBetter: false);

    public static Metric F2 { get; } = Own("f2", "5*tp/(5*tp + 4*fn + fp)", higherIsBetter: true);

    public static Metric Own(string name, string expression, bool higherIsBetter) =>
        Metric.Of(name, CellExpression.Parse(expression, [])!, higherIsBetter);

    public static JsonElement Of(string model, string metric) => Root.GetProperty(model).GetProperty(metric);

    /// <summary>A set with given cells, its scores 0.9 and 0.1.</summary>
    public static PredictionSet Set(int truePositives, int falsePositives, int falseNegatives, int trueNegatives) => new(
        [.. Rows(truePositives, true), .. Rows(falsePositives, false), .. Rows(falseNegatives, true), .. Rows(trueNegatives, false)],
        [.. Rows(truePositives + falsePositives, .9), .. Rows(falseNegatives + trueNegatives, .1)], .5);

    private static IEnumerable<T> Rows<T>(int count, T value) => Enumerable.Repeat(value, count);
}
