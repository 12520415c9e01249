using System.Buffers;
using System.Text;
using MlCi.Findings;

namespace MlCi.Schemas;

/// <summary><c>minLength</c> and <c>maxLength</c>, in Unicode code points. They say nothing of what is no string.</summary>
/// <param name="Keyword">The keyword.</param>
/// <param name="Limit">The limit, which is admitted itself.</param>
/// <param name="IsLower">Whether it is the least length, else the most.</param>
/// <param name="Place">Where the keyword stands.</param>
internal sealed record LengthRule(string Keyword, long Limit, bool IsLower, SourcePlace Place)
    : ScalarRule(Keyword, $"{(IsLower ? "at least" : "at most")} {Limit} characters", Place)
{
    /// <inheritdoc/>
    public override bool Holds(in Scalar value) => value.Form != JsonForm.Text || (IsLower ? Length(value.Text) >= Limit : Length(value.Text) <= Limit);

    /// <inheritdoc/>
    public override bool? HoldsText(ReadOnlySpan<byte> text)
    {
        // Each code point has one byte that does not continue another.
        int length = text.Length;
        foreach (byte one in text)
            length -= (one & 0xC0) == 0x80 ? 1 : 0;
        return IsLower ? length >= Limit : length <= Limit;
    }

    /// <inheritdoc/>
    public override bool IsCertain(double number) => true;

    /// <inheritdoc/>
    public override int NextBroken(ReadOnlySpan<double> numbers, int from) => -1;

    private static int Length(ReadOnlySpan<char> text)
    {
        int length = 0;
        for (; text.Length > 0; length++)
        {
            _ = Rune.DecodeFromUtf16(text, out _, out int consumed) == OperationStatus.Done;
            text = text[consumed..];
        }

        return length;
    }
}
