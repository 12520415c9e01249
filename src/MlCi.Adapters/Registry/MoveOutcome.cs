using MlCi.Promotion;

namespace MlCi.Adapters.Registry;

/// <summary>What came of a promotion or rollback.</summary>
/// <param name="Record">The record.</param>
/// <param name="State">The alias as it stood afterwards.</param>
/// <param name="Notes">What else a person should know: what was completed first, who was there at the same time.</param>
public sealed record MoveOutcome(PromotionRecord Record, AliasState State, IReadOnlyList<string> Notes)
{
    /// <summary>Whether the alias pointed there before, so that nothing was written.</summary>
    public bool IsThereAlready { get; init; }

    /// <summary>Whether the alias points where the record says.</summary>
    public bool Holds => State.Target == Record.To;
}
