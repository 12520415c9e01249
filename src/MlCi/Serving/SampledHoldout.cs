using System.Globalization;
using MlCi.Data;
using MlCi.Statistics;

namespace MlCi.Serving;

/// <summary>Which rows of a holdout are asked for: drawn without replacement by a counter-based generator, so that the same inputs draw the same rows.</summary>
public static class SampledHoldout
{
    /// <summary>The rows, ascending.</summary>
    /// <param name="rowCount">The holdout's rows.</param>
    /// <param name="count">How many to draw; all where there are fewer.</param>
    /// <param name="digest">What the draw depends on, <c>sha256:…</c>: another digest draws other rows.</param>
    public static int[] Rows(int rowCount, int count, string digest)
    {
        int[] rows = [.. Enumerable.Range(0, rowCount)];
        if (count >= rowCount)
            return rows;
        ReadOnlySpan<char> digits = digest.AsSpan(Digest.Prefix.Length);
        var stream = new Philox((Word(digits[..16]), Word(digits[16..32])), 0);
        // The first places of a shuffle (Fisher and Yates).
        for (int at = 0; at < count; at++)
        {
            int other = at + Below(ref stream, rowCount - at);
            (rows[at], rows[other]) = (rows[other], rows[at]);
        }

        Array.Resize(ref rows, count);
        Array.Sort(rows);
        return rows;
    }

    // Without bias: Lemire, "Fast random integer generation in an interval", ACM Trans. Model. Comput. Simul. 29 (2019).
    private static int Below(ref Philox stream, int range)
    {
        ulong n = (ulong)range;
        ulong high = Math.BigMul(stream.NextBits(), n, out ulong low);
        if (low >= n)
            return (int)high;
        for (ulong least = unchecked(0 - n) % n; low < least;)
            high = Math.BigMul(stream.NextBits(), n, out low);
        return (int)high;
    }

    private static ulong Word(ReadOnlySpan<char> digits) => ulong.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
