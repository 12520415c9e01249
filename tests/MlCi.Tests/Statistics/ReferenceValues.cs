using System.Text.Json;
using MlCi.Data;
using MlCi.Metrics;
using MlCi.Testing;

namespace MlCi.Tests.Statistics;

/// <summary>The outside values made by reference_values.py, and the predictions that some of them are about.</summary>
internal static class ReferenceValues
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.Path, "tests", "MlCi.Tests");

    public static JsonElement Root { get; } =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "Statistics", "reference_values.json"))).RootElement;

    public static Table Asah { get; } = Csv("Statistics", "asah.csv");

    public static Table Predictions { get; } = Csv("Metrics", "predictions.csv");

    public static PredictionSet Set(string model) => new(
        [.. Predictions.Column("label").Numbers.ToArray().Select(label => label == 1)], Predictions.Column(model).Numbers.ToArray(), .5);

    public static IEnumerable<JsonElement> All(string name) => Root.GetProperty(name).EnumerateArray();

    public static double Number(this JsonElement element, string name) => element.GetProperty(name).GetDouble();

    public static long Count(this JsonElement element, string name) => element.GetProperty(name).GetInt64();

    private static Table Csv(string folder, string file) =>
        CsvReader.Read(File.ReadAllBytes(Path.Combine(Folder, folder, file)), file);
}

/// <summary>Comparisons of numbers by relative distance.</summary>
internal static class Close
{
    public static void Equal(double expected, double actual, double relative) => Assert.True(
        Math.Abs(actual - expected) <= relative * Math.Abs(expected),
        $"found {actual:R}, expected {expected:R} within {relative:R} relative");
}
