using MlCi.Promotion;

namespace MlCi.Adapters.Attestations;

/// <summary>What signs statements: a key, or a command that has one.</summary>
internal interface IEnvelopeSigner : IDisposable
{
    /// <summary>What it is called in messages; nothing of a key.</summary>
    string Shown { get; }

    /// <summary>Whether a signature in an envelope is its own, as far as it can tell.</summary>
    bool HasSigned(DsseEnvelope envelope);

    /// <summary>Signs a payload.</summary>
    /// <param name="payloadType">What it is.</param>
    /// <param name="payload">The payload.</param>
    /// <exception cref="Findings.FaultException">It gives no signature (exit 2), or cannot be reached (exit 3).</exception>
    DsseEnvelope Sign(string payloadType, ReadOnlyMemory<byte> payload);
}
