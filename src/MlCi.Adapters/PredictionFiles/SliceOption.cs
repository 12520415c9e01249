using System.Globalization;
using MlCi.Findings;
using MlCi.Slices;

namespace MlCi.Adapters.PredictionFiles;

/// <summary>Reads a slice from the command line: a column, <c>region</c>, or a column with the edges of bins, <c>age=30,50</c>.</summary>
internal static class SliceOption
{
    private static readonly SourcePlace Place = new("--slice", 1);

    public static SliceRule? Parse(string text, List<Fault> faults)
    {
        int equals = text.LastIndexOf('=');
        string column = equals < 0 ? text : text[..equals];
        if (column.Length == 0)
        {
            faults.Add(new Fault($"found '{text}' for '--slice', expected a column, such as region, or a column with edges, such as age=30,50"));
            return null;
        }

        if (equals < 0)
            return new SliceRule(column, column, Bins: null, Place);
        string[] parts = text[(equals + 1)..].Split(',', StringSplitOptions.TrimEntries);
        double[] edges = [.. parts.Select(part =>
            double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double edge) && double.IsFinite(edge) ? edge : double.NaN)];
        if (!edges.Any(double.IsNaN) && edges.Zip(edges.Skip(1)).All(pair => pair.First < pair.Second))
            return new SliceRule(column, column, edges, Place);
        faults.Add(new Fault($"found '{text}' for '--slice', expected increasing numbers after '=', such as {column}=30,50"));
        return null;
    }
}
