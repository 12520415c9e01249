using MlCi.Promotion;

namespace MlCi.Adapters.Attestations;

/// <summary>Signs with a private key.</summary>
/// <param name="key">The key.</param>
internal sealed class KeySigner(EnvelopeKey key) : IEnvelopeSigner
{
    /// <inheritdoc/>
    public string Shown => $"key {key.Id[..19]}";

    /// <inheritdoc/>
    public bool HasSigned(DsseEnvelope envelope) => key.Verifies(envelope);

    /// <inheritdoc/>
    public DsseEnvelope Sign(string payloadType, ReadOnlyMemory<byte> payload) => key.Sign(payloadType, payload);

    /// <inheritdoc/>
    public void Dispose() => key.Dispose();
}
