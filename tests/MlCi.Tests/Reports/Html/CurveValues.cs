using System.Text.Json;
using MlCi.Reports.Html;
using MlCi.Testing;

namespace MlCi.Tests.Reports.Html;

/// <summary>The outside values made by curve_values.py, and how far points lie from a drawn line.</summary>
internal static class CurveValues
{
    /// <summary>Half a pixel of the largest drawing, as a share of its side.</summary>
    public const double HalfPixel = .5 / 320;

    public static JsonElement Root { get; } = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(RepositoryRoot.Path, "tests", "MlCi.Tests", "Reports", "Html", "curve_values.json"))).RootElement;

    public static double[] Numbers(this JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(one => one.GetDouble())];

    /// <summary>The distance of a point from the nearest piece of a line.</summary>
    public static double Distance(CurveLine line, double x, double y)
    {
        double nearest = double.PositiveInfinity;
        for (int i = 0; i < line.X.Count; i++)
        {
            int next = Math.Min(i + 1, line.X.Count - 1);
            (double dx, double dy) = (line.X[next] - line.X[i], line.Y[next] - line.Y[i]);
            double length = dx * dx + dy * dy;
            double along = length > 0 ? Math.Clamp(((x - line.X[i]) * dx + (y - line.Y[i]) * dy) / length, 0, 1) : 0;
            nearest = Math.Min(nearest, double.Hypot(x - line.X[i] - along * dx, y - line.Y[i] - along * dy));
        }

        return nearest;
    }

    /// <summary>The area under a line that never goes back.</summary>
    public static double Area(CurveLine line) =>
        Enumerable.Range(1, line.X.Count - 1).Sum(i => (line.X[i] - line.X[i - 1]) * (line.Y[i] + line.Y[i - 1]) / 2);
}
