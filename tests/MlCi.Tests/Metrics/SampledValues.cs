using System.Text.Json;
using MlCi.Data;
using MlCi.Metrics;
using MlCi.Statistics;
using MlCi.Testing;

namespace MlCi.Tests.Metrics;

/// <summary>The rows and outside values made by sampled_values.py, sampled_values.R and skewed_values.py.</summary>
internal static class SampledValues
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.Path, "tests", "MlCi.Tests", "Metrics");
    private static readonly string[] Classes = ["a", "b", "c", "d"];
    private static readonly Table Rows = CsvReader.Read(File.ReadAllBytes(Path.Combine(Folder, "sampled.csv")), "sampled.csv");

    public static IReadOnlyList<string> Samplings { get; } = ["plain", "weights", "clusters", "weights_clusters"];

    public static JsonElement Root { get; } = Json("sampled_values.json");

    public static JsonElement Survey { get; } = Json("sampled_survey.json");

    public static JsonElement Skewed { get; } = Json("skewed_values.json");

    public static Sampling Sampling(string name) => new(
        Rows.RowCount,
        name.StartsWith("weights", StringComparison.Ordinal) ? Numbers("weight") : null,
        name.EndsWith("clusters", StringComparison.Ordinal) ? Rows.Column("cluster").Codes.ToArray() : null);

    public static PredictionSet Binary(string model) =>
        new([.. Numbers("y").Select(y => y == 1)], Numbers(model), .5);

    public static TaskPredictions Of(string task, string model, string sampling) => task switch
    {
        "binary" => new SampledPredictions(Binary(model), Sampling(sampling)),
        "regression" => new NumberPredictions(Numbers("truth"), Numbers(model + "_number"), Sampling(sampling)),
        _ => new ClassPredictions(Classes, Labels(), Probabilities(model), Sampling(sampling)),
    };

    public static Metric Metric(string task, string name) => MlCi.Metrics.Metric.Find(name, Task(task))!;

    public static PredictionTask Task(string name) => name switch
    {
        "binary" => PredictionTask.Binary,
        "regression" => PredictionTask.Regression,
        _ => PredictionTask.Multiclass,
    };

    private static int[] Labels()
    {
        Column column = Rows.Column("class");
        return [.. Enumerable.Range(0, Rows.RowCount).Select(row => Array.IndexOf(Classes, column.Text(row)))];
    }

    private static double[] Probabilities(string model)
    {
        double[][] columns = [.. Classes.Select(name => Numbers($"{model}_{name}"))];
        return [.. Enumerable.Range(0, Rows.RowCount).SelectMany(row => columns.Select(column => column[row]))];
    }

    private static double[] Numbers(string column) => Rows.Column(column).Numbers.ToArray();

    private static JsonElement Json(string file) => JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, file))).RootElement;
}
