using MlCi.Attestations;
using MlCi.Findings;

namespace MlCi.Adapters.Attestations;

/// <summary>What somebody wants verified, and by what.</summary>
/// <param name="Reference">The model's tag or digest.</param>
/// <param name="Alias">The alias that must point at it, or null.</param>
/// <param name="Aliases">The names of aliases whose moves are recorded.</param>
/// <param name="Trusted">The keys whose statements count.</param>
/// <param name="Required">Which checks are required beside manifest and layers.</param>
internal sealed record VerificationRequest(string Reference, string? Alias, IReadOnlyList<string> Aliases, IReadOnlyList<TrustedKey> Trusted, IReadOnlyCollection<string> Required)
{
    /// <summary>The gate report.</summary>
    public const string Gate = "gate";

    /// <summary>A signed verdict of the gate.</summary>
    public const string Signature = "signature";

    /// <summary>A signed provenance.</summary>
    public const string Provenance = "provenance";

    /// <summary>The record of the alias' move.</summary>
    public const string Record = "record";

    /// <summary>The image that was tried.</summary>
    public const string Image = "image";

    /// <summary>The checks that can be asked for.</summary>
    public static IReadOnlyList<string> Choices { get; } = [Signature, Provenance, Gate, Record, Image];

    /// <summary>The checks that are required: those named, else gate and record, and with a trusted key the signature.</summary>
    /// <param name="named">What somebody named; none for what holds without a word.</param>
    /// <param name="hasKeys">Whether any key is trusted.</param>
    /// <exception cref="FaultException">One is none, or a signature is asked for while no key is trusted (exit 2).</exception>
    public static IReadOnlyCollection<string> RequiredOf(IReadOnlyList<string> named, bool hasKeys)
    {
        Fault[] faults = [.. named.Except(Choices).Select(name => new Fault($"found '{name}' for '--require', expected {NearestName.Suggest(name, Choices)}"))];
        if (faults.Length > 0)
            throw FaultException.Misconfigured(faults);
        if (!hasKeys && named.FirstOrDefault(name => name is Signature or Provenance) is { } signed)
            throw FaultException.Misconfigured($"found --require {signed} and no trusted key, expected one: --key FILE, {TrustedKeys.Variable} or attest.trust in pipeline.yml");
        return named.Count > 0 ? [.. named.Distinct(StringComparer.Ordinal)] : hasKeys ? [Gate, Record, Signature] : [Gate, Record];
    }
}
