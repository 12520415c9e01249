using MlCi.Attestations;
using MlCi.Findings;
using MlCi.Promotion;

namespace MlCi.Adapters.Attestations;

/// <summary>Signs by a command, such as one that asks a key management service: it reads what is to be signed and writes the signature.</summary>
internal sealed class CommandSigner : IEnvelopeSigner
{
    private readonly SignCommand command;
    private readonly TrustedKeys known;

    /// <summary>Makes a signer.</summary>
    /// <param name="command">The command.</param>
    /// <param name="read">Reads public keys, one of which should be that of the command: none, if nobody named any. They go with the signer.</param>
    public CommandSigner(SignCommand command, Func<TrustedKeys> read)
    {
        this.command = command;
        known = read();
    }

    /// <inheritdoc/>
    public string Shown => $"command '{command.Shown}'";

    /// <inheritdoc/>
    public bool HasSigned(DsseEnvelope envelope) => known.Keys.Any(trusted => trusted.Key.Verifies(envelope));

    /// <inheritdoc/>
    public DsseEnvelope Sign(string payloadType, ReadOnlyMemory<byte> payload)
    {
        ReadOnlyMemory<byte> signature = command.Sign(DsseEnvelope.PreAuthenticationEncoding(payloadType, payload.Span));
        var envelope = new DsseEnvelope(payloadType, payload, [new DsseSignature(KeyId: null, signature)]);
        if (known.Keys.Count == 0)
            return envelope;
        // What nobody would trust afterwards is better told now.
        TrustedKey signer = known.Keys.FirstOrDefault(trusted => trusted.Key.Verifies(envelope)) ?? throw FaultException.Misconfigured(
            $"{command.Place}: found a signature that none of the trusted keys verifies ({string.Join(", ", known.Keys.Select(trusted => trusted.Name))}), expected one of SHA-256 and ECDSA P-256 over standard input");
        return envelope with { Signatures = [new DsseSignature(signer.Key.Id, signature)] };
    }

    /// <inheritdoc/>
    public void Dispose() => known.Dispose();
}
