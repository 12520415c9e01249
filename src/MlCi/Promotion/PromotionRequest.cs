using MlCi.Gates;

namespace MlCi.Promotion;

/// <summary>What somebody wants moved, and what is known about it.</summary>
/// <param name="Alias">The alias to move.</param>
/// <param name="Model">The manifest digest of the registered model.</param>
/// <param name="ModelDigest">The digest of that model's files, as the manifest has it.</param>
/// <param name="Evidence">The latest gate report bound to the manifest, or null where there is none.</param>
/// <param name="Who">Who wants it.</param>
/// <param name="Why">Why.</param>
public sealed record PromotionRequest(Alias Alias, string Model, string ModelDigest, GateEvidence? Evidence, string Who, string Why)
{
    /// <summary>What else is known, for rules that ask for more than a gate report.</summary>
    public PromotionFacts Facts { get; init; } = new();
}
