using MlCi.Gates;

namespace MlCi.Reports.Html;

/// <summary>The axis of a forest plot: it shows every estimate and limit, and of intervals far longer than the others only a part.</summary>
internal static class IntervalScale
{
    /// <summary>The width of a drawn row in pixels.</summary>
    public const double Width = 240;

    private const double Edge = 6;

    /// <summary>The axis of some thresholds, or null where there is no number to draw.</summary>
    /// <param name="gates">The thresholds of one metric.</param>
    /// <param name="champions">The champion's values of that metric.</param>
    public static Axis? Of(IReadOnlyList<GateResult> gates, IEnumerable<double> champions)
    {
        double[] points = [.. gates.SelectMany(gate => new[] { gate.Estimate, gate.Threshold }).OfType<double>().Concat(champions).Where(double.IsFinite)];
        if (points.Length == 0)
            return null;
        double[] ends = [.. gates.SelectMany(gate => new[] { gate.Lower, gate.Upper }).OfType<double>().Where(double.IsFinite)];
        double[] lengths = [.. gates.Select(gate => gate.Upper - gate.Lower).OfType<double>().Where(double.IsFinite).Order()];
        double reach = Math.Max(points.Max() - points.Min(), lengths.Length == 0 ? 0 : lengths[lengths.Length / 2] * 1.5);
        double from = Math.Min(points.Min(), Math.Max(ends.Append(points.Min()).Min(), points.Min() - reach));
        double to = Math.Max(points.Max(), Math.Min(ends.Append(points.Max()).Max(), points.Max() + reach));
        double room = to > from ? (to - from) * .02 : Math.Max(Math.Abs(to) * .1, 1e-6);
        return Between(from - room, to + room);
    }

    /// <summary>An axis as wide as a row.</summary>
    public static Axis Between(double from, double to) => new(from, to, Edge, Width - Edge);
}
