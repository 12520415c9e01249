using MlCi.Findings;
using MlCi.Promotion;

namespace MlCi.Attestations;

/// <summary>What an envelope that is attached to a model says, and whether it counts.</summary>
/// <param name="Digest">The digest of its bytes.</param>
/// <param name="Statement">What it says, or null where that cannot be read.</param>
/// <param name="Signer">The trusted key that signed it, or null.</param>
/// <param name="Problem">Why it does not count, or null where it does.</param>
/// <param name="IsTampering">Whether the problem speaks of tampering, and not only of a key that is not known.</param>
public sealed record EnvelopeReading(string Digest, InTotoStatement? Statement, TrustedKey? Signer, string? Problem, bool IsTampering)
{
    /// <summary>Reads an envelope.</summary>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="manifest">The digest of the model's manifest, which it must be about.</param>
    /// <param name="trusted">The keys whose statements count.</param>
    public static EnvelopeReading Of(ReadOnlyMemory<byte> bytes, string manifest, IReadOnlyList<TrustedKey> trusted)
    {
        string digest = Data.Digest.OfBytes(bytes.Span);
        string shown = $"envelope {digest[..19]}";
        DsseEnvelope envelope;
        InTotoStatement? statement = null;
        string? unread = null;
        try
        {
            envelope = DsseEnvelope.Read(bytes, shown);
        }
        catch (FaultException e)
        {
            return new EnvelopeReading(digest, Statement: null, Signer: null, e.Faults[0].Message, IsTampering: false);
        }

        try
        {
            statement = envelope.PayloadType == DsseEnvelope.InToto
                ? InTotoStatement.Read(envelope.Payload, shown)
                : throw FaultException.Misconfigured($"{shown}: found payload type '{InertText.Of(envelope.PayloadType)}', expected {DsseEnvelope.InToto}");
        }
        catch (FaultException e)
        {
            unread = e.Faults[0].Message;
        }

        if (trusted.FirstOrDefault(known => known.Key.Verifies(envelope)) is not { } signer)
            return Unsigned(digest, statement, envelope, trusted);
        string? problem = unread ?? (statement!.IsAbout(manifest) ? null
            : $"{shown} signed by {signer.Name} is about {string.Join(", ", statement.Subjects.Select(subject => subject.Sha256Digest ?? "something without a SHA-256 digest"))}, expected {manifest}");
        return new EnvelopeReading(digest, statement, signer, problem, IsTampering: unread is null && problem is not null);
    }

    private static EnvelopeReading Unsigned(string digest, InTotoStatement? statement, DsseEnvelope envelope, IReadOnlyList<TrustedKey> trusted)
    {
        string shown = $"envelope {digest[..19]} ({InertText.Of(statement?.PredicateType ?? envelope.PayloadType)})";
        string[] ids = [.. envelope.Signatures.Select(signature => signature.KeyId is { Length: > 0 } id ? InertText.Of(id) : "a key without a name")];
        // The hint decides nothing but the words: a key that is trusted is said to have signed what it did not.
        return trusted.FirstOrDefault(known => ids.Contains(known.Key.Id)) is { } said
            ? new EnvelopeReading(digest, statement, Signer: null, $"{shown} names {said.Name} as its signer, whose key does not verify it: it was changed after it was signed", IsTampering: true)
            : new EnvelopeReading(digest, statement, Signer: null, $"{shown} is signed by {string.Join(", ", ids)}, which is not trusted", IsTampering: false);
    }
}
