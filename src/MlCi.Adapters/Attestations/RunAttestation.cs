using System.Reflection;
using MlCi.Adapters.Registry;
using MlCi.Adapters.Stages;
using MlCi.Attestations;

namespace MlCi.Adapters.Attestations;

/// <summary>Signs what a run knows of the model that it has registered.</summary>
internal static class RunAttestation
{
    /// <summary>The version of MlCi.</summary>
    public static string? Tool { get; } = typeof(RunAttestation).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0];

    /// <summary>Signs, where something does.</summary>
    /// <param name="session">The run.</param>
    /// <param name="model">The model.</param>
    /// <param name="signer">What signs, or null.</param>
    /// <returns>What came of it, in words.</returns>
    public static string Of(PipelineSession session, RegisteredModel model, IEnvelopeSigner? signer)
    {
        if (signer is null)
            return $"not signed, as nothing signs ({SigningChoice.Advice})";
        // What this run has tried, whatever somebody else has attached.
        var run = BuildRun.Of(Environment.GetEnvironmentVariable, session.Recorder.Started, TimeProvider.System.GetUtcNow(), Tool);
        return Said(ModelAttestation.Attest(session.Registry.Repository(model.Pipeline), session.Registry.Open(model), signer, run, TimeProvider.System, session.Container?.Image?.Manifest.Digest), signer);
    }

    /// <summary>What came of signing, in words.</summary>
    public static string Said(AttestedModel attested, IEnvelopeSigner signer) => string.Join("; ", new[]
    {
        attested.Signed.Count == 0 ? null : $"{Names(attested.Signed)} signed by {signer.Shown}",
        attested.Kept.Count == 0 ? null : $"{Names(attested.Kept)} signed before, and the same",
    }.OfType<string>());

    private static string Names(IReadOnlyList<string> types) => string.Join(" and ", types.Select(type => type == SlsaProvenance.Type ? "provenance" : "gate verdict"));
}
