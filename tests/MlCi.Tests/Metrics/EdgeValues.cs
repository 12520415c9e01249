using System.Text.Json;
using MlCi.Data;
using MlCi.Metrics;
using MlCi.Testing;

namespace MlCi.Tests.Metrics;

/// <summary>The sets of edge_predictions.csv and what scikit-learn says of them (edge_values.py).</summary>
internal static class EdgeValues
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.Path, "tests", "MlCi.Tests", "Metrics");

    private static readonly Table Rows = CsvReader.Read(File.ReadAllBytes(Path.Combine(Folder, "edge_predictions.csv")), "edge_predictions.csv");

    public static JsonElement Root { get; } = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "edge_values.json"))).RootElement;

    public static IEnumerable<string> Names => Root.EnumerateObject().Select(set => set.Name);

    public static PredictionSet Set(string name)
    {
        int[] rows = [.. Enumerable.Range(0, Rows.RowCount).Where(row => Rows.Column("set").Text(row) == name)];
        double[] labels = Rows.Column("label").Numbers.ToArray();
        double[] scores = Rows.Column("score").Numbers.ToArray();
        return new PredictionSet([.. rows.Select(row => labels[row] == 1)], [.. rows.Select(row => scores[row])], .5);
    }
}
