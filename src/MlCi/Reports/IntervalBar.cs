using MlCi.Comparison;
using MlCi.Gates;

namespace MlCi.Reports;

/// <summary>
/// The interval of a decision drawn in letters of one width: its limit always stands in the middle, and what clears it on the right, also
/// where less is better. So a table of them is read down the middle.
/// </summary>
public static class IntervalBar
{
    /// <summary>How many letters a bar has.</summary>
    public const int Width = 2 * Reach + 1;

    /// <summary>What the letters mean, as Markdown.</summary>
    public const string Legend =
        "`━●━` value and interval; `│` the limit, or the margin against the champion; `┊` no change. A bar on the right of `│` passes, on the left fails, on both sides is inconclusive; each row has a scale of its own.";

    // Cells on each side of the limit.
    private const int Reach = 10;

    /// <summary>The bar of a decision; null where it has no interval.</summary>
    /// <param name="gate">The decision.</param>
    public static string? Of(GateResult gate)
    {
        bool compares = gate.Rule == ComparisonGate.Kind;
        if (gate is not { Lower: { } lower, Upper: { } upper } || (compares ? gate.Difference : gate.Estimate) is not { } estimate
            || (compares ? -gate.Margin : gate.Threshold) is not { } limit || gate.Outcome == ComparisonGate.Name(ComparisonOutcome.Identical))
        {
            return null;
        }

        int sign = gate.Direction == "max" ? -1 : 1;
        double[] ends = [sign * (lower - limit), sign * (upper - limit)];
        double? unchanged = compares ? -limit : null;
        return Draw(ends.Min(), sign * (estimate - limit), ends.Max(), unchanged);
    }

    // All are distances from the limit, positive where it is cleared.
    private static string? Draw(double worst, double estimate, double best, double? unchanged)
    {
        if (double.IsNaN(worst) || double.IsNaN(estimate) || double.IsNaN(best))
            return null;
        double scale = new[] { worst, estimate, best, unchanged ?? 0 }.Where(double.IsFinite).Max(Math.Abs);
        char[] bar = new string('·', Width).ToCharArray();
        bar.AsSpan()[Cell(worst, scale)..(Cell(best, scale) + 1)].Fill('━');
        bar[Reach] = '│';
        if (unchanged is > 0)
            bar[Cell(unchanged.Value, scale)] = '┊';
        bar[Cell(estimate, scale)] = '●';
        return new string(bar);
    }

    // Never in the middle, which is the limit's: an end that clears it is seen to clear it.
    private static int Cell(double distance, double scale)
    {
        double share = scale == 0 || distance == 0 ? 0 : double.IsInfinity(distance) ? Math.Sign(distance) : distance / scale;
        int cells = Math.Clamp((int)Math.Round(Math.Abs(share) * Reach), 1, Reach);
        return distance < 0 ? Reach - cells : Reach + cells;
    }
}
