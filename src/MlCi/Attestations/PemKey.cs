using System.Formats.Asn1;
using System.Security.Cryptography;
using MlCi.Findings;
using MlCi.Promotion;

namespace MlCi.Attestations;

/// <summary>Reads keys from PEM, and says of each kind that cannot be used what it is and what to do. No message holds any of a key.</summary>
public static class PemKey
{
    private const string Elliptic = "1.2.840.10045.2.1";
    private const string Making = "'openssl ecparam -name prime256v1 -genkey -noout' makes one";

    /// <summary>Reads a key that signs.</summary>
    /// <param name="pem">The text.</param>
    /// <param name="place">What to call it in a message.</param>
    /// <exception cref="FaultException">It is none that can be used (exit 2).</exception>
    public static EnvelopeKey Private(string pem, string place)
    {
        EnvelopeKey key = Read(pem, place, "a private key of ECDSA P-256 in PEM without a passphrase");
        if (key.IsPrivate)
            return key;
        key.Dispose();
        throw FaultException.Misconfigured($"{place}: found a public key, expected the private one, which signs");
    }

    /// <summary>Reads a key that verifies; of a private one, its public half.</summary>
    /// <inheritdoc cref="Private"/>
    public static EnvelopeKey Public(string pem, string place) => Read(pem, place, "a public key of ECDSA P-256 in PEM");

    private static EnvelopeKey Read(string pem, string place, string expected)
    {
        string found = "no PEM";
        // What openssl writes before the key, its parameters, is no key.
        for (ReadOnlySpan<char> rest = pem; PemEncoding.TryFind(rest, out PemFields fields); rest = rest[fields.Location.End..])
        {
            string label = rest[fields.Label].ToString();
            ReadOnlySpan<char> block = rest[fields.Location];
            if (label == "EC PARAMETERS")
                continue;
            found = label switch
            {
                "ENCRYPTED PRIVATE KEY" => "a private key with a passphrase; 'openssl pkey -in FILE' writes it without",
                "RSA PRIVATE KEY" or "RSA PUBLIC KEY" => $"a key of RSA; {Making}",
                "DSA PRIVATE KEY" => $"a key of DSA; {Making}",
                "OPENSSH PRIVATE KEY" => $"a key in the form of OpenSSH; {Making}",
                "CERTIFICATE" => "a certificate; 'openssl x509 -pubkey -noout -in FILE' writes its key",
                "EC PRIVATE KEY" => "",
                "PRIVATE KEY" => OtherKind(Convert.FromBase64String(rest[fields.Base64Data].ToString()), isPrivate: true),
                "PUBLIC KEY" => OtherKind(Convert.FromBase64String(rest[fields.Base64Data].ToString()), isPrivate: false),
                _ => $"a block '{InertText.Of(label)}'",
            };
            return found.Length == 0 ? EnvelopeKey.Read(block.ToString(), place) : throw FaultException.Misconfigured($"{place}: found {found}, expected {expected}");
        }

        // Its headers are no part of what the above takes for PEM.
        if (pem.Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal))
            found = "a private key with a passphrase; 'openssl pkey -in FILE' writes it without";
        throw FaultException.Misconfigured($"{place}: found {found}, expected {expected}");
    }

    // The algorithm stands in front of the key itself.
    private static string OtherKind(byte[] der, bool isPrivate)
    {
        try
        {
            AsnReader key = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
            if (isPrivate)
                key.ReadInteger();
            string algorithm = key.ReadSequence().ReadObjectIdentifier();
            return algorithm switch
            {
                Elliptic => "",
                "1.2.840.113549.1.1.1" => $"a key of RSA; {Making}",
                "1.3.101.112" => $"a key of Ed25519; {Making}",
                _ => $"a key of another algorithm ({algorithm}); {Making}",
            };
        }
        catch (AsnContentException)
        {
            return "a block that holds no key";
        }
    }
}
