namespace MlCi.Gates;

/// <summary>A decision that may have to wait for those that it is one family with.</summary>
/// <param name="IsOnSlice">Whether it is on a slice, and so of the family.</param>
/// <param name="PValue">The one-sided p of "the limit is missed" or "worse than the margin"; null where there is none.</param>
/// <param name="Decide">Makes the decision out of the adjusted p, which is null outside the family, and the family's size.</param>
public sealed record PendingGate(bool IsOnSlice, double? PValue, Func<double?, int, GateResult> Decide)
{
    /// <summary>A decision that waits for nothing.</summary>
    public static PendingGate Decided(GateResult result) => new(IsOnSlice: false, PValue: null, (_, _) => result);
}
