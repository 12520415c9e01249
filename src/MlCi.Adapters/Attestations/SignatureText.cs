using System.Buffers.Text;
using System.Formats.Asn1;
using System.Text;

namespace MlCi.Adapters.Attestations;

/// <summary>Reads what a command gives for a signature: DER, or the two numbers one after the other, as bytes or in base64.</summary>
internal static class SignatureText
{
    private const int RawLength = 64;

    /// <summary>The signature's bytes, or null where it is none.</summary>
    /// <param name="output">What the command wrote.</param>
    public static byte[]? Read(byte[] output)
    {
        if (IsDer(output))
            return output;
        string text = Encoding.ASCII.GetString(output).Trim();
        byte[]? decoded = Decoded(text);
        if (decoded is not null && (IsDer(decoded) || decoded.Length == RawLength))
            return decoded;
        return output.Length == RawLength ? output : null;
    }

    private static byte[]? Decoded(string text)
    {
        try
        {
            return text.AsSpan().ContainsAny('-', '_') ? Base64Url.DecodeFromChars(text) : Convert.FromBase64String(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    // ECDSA-Sig-Value of RFC 3279: a sequence of two integers.
    private static bool IsDer(byte[] bytes)
    {
        try
        {
            var reader = new AsnReader(bytes, AsnEncodingRules.DER);
            AsnReader numbers = reader.ReadSequence();
            reader.ThrowIfNotEmpty();
            numbers.ReadIntegerBytes();
            numbers.ReadIntegerBytes();
            numbers.ThrowIfNotEmpty();
            return true;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }
}
