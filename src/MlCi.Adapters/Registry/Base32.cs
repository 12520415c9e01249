using System.Text;
using MlCi.Data;

namespace MlCi.Adapters.Registry;

/// <summary>Digests in base 32 (RFC 4648's alphabet in lower case, without padding): 52 characters instead of 64.</summary>
internal static class Base32
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private const int Bytes = 32;
    private const int Length = 52;

    /// <summary>A digest in base 32.</summary>
    public static string Of(string digest)
    {
        byte[] bytes = Convert.FromHexString(digest.AsSpan(Digest.Prefix.Length));
        var text = new StringBuilder(Length);
        for (int bit = 0; bit < Bytes * 8; bit += 5)
        {
            int two = (bytes[bit / 8] << 8) | (bit / 8 + 1 < Bytes ? bytes[(bit / 8) + 1] : 0);
            text.Append(Alphabet[(two >> (11 - (bit % 8))) & 31]);
        }

        return text.ToString();
    }

    /// <summary>The digest; null where the text is none.</summary>
    public static string? ToDigest(string text)
    {
        if (text.Length != Length)
            return null;
        byte[] bytes = new byte[Bytes + 1];
        for (int at = 0; at < Length; at++)
        {
            int value = Alphabet.IndexOf(text[at], StringComparison.Ordinal);
            if (value < 0)
                return null;
            int bit = at * 5;
            int two = value << (11 - (bit % 8));
            bytes[bit / 8] |= (byte)(two >> 8);
            bytes[(bit / 8) + 1] |= (byte)two;
        }

        // The last character has bits to spare: a digest has one spelling only.
        string digest = Digest.Prefix + Convert.ToHexStringLower(bytes.AsSpan(0, Bytes));
        return Of(digest) == text ? digest : null;
    }
}
