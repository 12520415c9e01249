using MlCi.Promotion;

namespace MlCi.Attestations;

/// <summary>A key whose statements count.</summary>
/// <param name="Name">What it is called in messages: its file.</param>
/// <param name="Key">The key.</param>
public sealed record TrustedKey(string Name, EnvelopeKey Key);
