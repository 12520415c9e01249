using System.Security.Cryptography;
using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Promotion;

/// <summary>
/// A key of ECDSA on the curve P-256 with SHA-256, as openssl writes it: <c>openssl ecparam -name prime256v1 -genkey</c>. Signatures
/// are DER, as openssl and sigstore have them.
/// </summary>
public sealed class EnvelopeKey : IDisposable
{
    private const string Curve = "1.2.840.10045.3.1.7";
    private const int RawLength = 64;
    private const DSASignatureFormat Form = DSASignatureFormat.Rfc3279DerSequence;
    private readonly ECDsa key;

    private EnvelopeKey(ECDsa key, bool isPrivate)
    {
        this.key = key;
        IsPrivate = isPrivate;
        Id = Digest.OfBytes(key.ExportSubjectPublicKeyInfo());
    }

    /// <summary>The digest of the public key (SubjectPublicKeyInfo, DER).</summary>
    public string Id { get; }

    /// <summary>Whether it can sign.</summary>
    public bool IsPrivate { get; }

    /// <summary>Reads a key.</summary>
    /// <param name="pem">PEM: <c>EC PRIVATE KEY</c>, <c>PRIVATE KEY</c> or <c>PUBLIC KEY</c>.</param>
    /// <param name="place">What to call it in a message. The message never holds the key.</param>
    /// <exception cref="FaultException">It is none, is encrypted, or is of another kind or curve (exit 2).</exception>
    public static EnvelopeKey Read(string pem, string place)
    {
        const string Expected = "a key of ECDSA P-256 in PEM without a passphrase, as 'openssl ecparam -name prime256v1 -genkey -noout' writes it, or its public half";
        var read = ECDsa.Create();
        try
        {
            // What openssl writes before the key, its parameters, is no key.
            int start = pem.IndexOf("-----BEGIN EC PRIVATE KEY", StringComparison.Ordinal);
            read.ImportFromPem(start > 0 ? pem.AsSpan(start) : pem);
            bool isPrivate = pem.Contains("PRIVATE KEY", StringComparison.Ordinal);
            if (read.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == Curve)
                return new EnvelopeKey(read, isPrivate);
            read.Dispose();
            throw FaultException.Misconfigured($"{place}: found a key of another curve, expected {Expected}");
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            read.Dispose();
            throw FaultException.Misconfigured($"{place}: found no such key ({e.GetType().Name}), expected {Expected}");
        }
    }

    /// <summary>Signs a payload.</summary>
    /// <param name="payloadType">What it is.</param>
    /// <param name="payload">The payload.</param>
    /// <exception cref="InvalidOperationException">The key is a public one.</exception>
    public DsseEnvelope Sign(string payloadType, ReadOnlyMemory<byte> payload)
    {
        if (!IsPrivate)
            throw new InvalidOperationException("a public key cannot sign");
        byte[] signature = key.SignData(DsseEnvelope.PreAuthenticationEncoding(payloadType, payload.Span), HashAlgorithmName.SHA256, Form);
        return new DsseEnvelope(payloadType, payload, [new DsseSignature(Id, signature)]);
    }

    /// <summary>Whether one of an envelope's signatures is this key's, of that payload and type.</summary>
    public bool Verifies(DsseEnvelope envelope)
    {
        byte[] signed = DsseEnvelope.PreAuthenticationEncoding(envelope.PayloadType, envelope.Payload.Span);
        return envelope.Signatures.Any(signature =>
            key.VerifyData(signed, signature.Bytes.Span, HashAlgorithmName.SHA256, Form)
            // The envelope's specification names no form; its own example has the two numbers one after the other.
            || (signature.Bytes.Length == RawLength && key.VerifyData(signed, signature.Bytes.Span, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation)));
    }

    /// <inheritdoc/>
    public void Dispose() => key.Dispose();
}
