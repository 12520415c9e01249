using MlCi.Statistics;

namespace MlCi.Gates;

/// <summary>
/// The one family of all tests on slices, thresholds and comparisons with the champion alike: with no bad slice, any of them
/// fails with probability at most α (Holm).
/// </summary>
public static class SliceFamily
{
    /// <summary>Decides gates together.</summary>
    /// <param name="gates">The gates, on slices and on the whole holdout.</param>
    /// <param name="reserved">
    /// Places in the family for tests still to come. Each is taken for one that shows nothing, which is the worst case for the
    /// others: what fails now fails whatever the tests to come will show.
    /// </param>
    /// <returns>The decisions, in the order of the gates.</returns>
    public static IReadOnlyList<GateResult> Decide(IReadOnlyList<PendingGate> gates, int reserved = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(reserved);
        PendingGate[] family = [.. gates.Where(IsMember)];
        double[] adjusted = Holm.Adjust([.. family.Select(gate => gate.PValue!.Value), .. Enumerable.Repeat(1.0, reserved)]);
        int next = 0;
        return [.. gates.Select(gate => gate.Decide(IsMember(gate) ? adjusted[next++] : null, Math.Max(1, family.Length + reserved)))];
    }

    private static bool IsMember(PendingGate gate) => gate.IsOnSlice && gate.PValue is not null;
}
