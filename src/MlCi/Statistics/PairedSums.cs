using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlCi.Statistics;

/// <summary>
/// For many groups of rows at once the sums, squares and products of what two walks found of each row: integers, so exact in any
/// order. Products of 64 bits are added in two halves, so that nothing is carried for 2³² rows.
/// </summary>
internal sealed class PairedSums
{
    // Linear, low and high halves of the squares, low and high halves of the products; in each four words: the placements of the
    // first and the second walk, the influences of the first and the second.
    private const int Words = 20;
    private readonly ulong[] sums;

    /// <summary>No rows yet.</summary>
    /// <param name="groups">The number of groups.</param>
    public PairedSums(int groups) => sums = new ulong[groups * Words];

    /// <summary>Adds a row.</summary>
    /// <param name="group">The index of its group.</param>
    /// <param name="first">What the first walk found of it.</param>
    /// <param name="second">What the second found.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int group, RankedRow first, RankedRow second)
    {
        ref ulong to = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(sums), (nint)(uint)group * Words);
        Vector256<ulong> row = Vector256.Create(first.Placement, second.Placement, (ulong)first.Influence, second.Influence);
        Vector256<ulong> squares = Product(row, row);
        Vector256<ulong> products = Product(row, Vector256.Shuffle(row, Vector256.Create(1UL, 0, 3, 2)));
        Vector256<ulong> half = Vector256.Create((ulong)uint.MaxValue);
        Add(ref to, row);
        Add(ref Unsafe.Add(ref to, 4), squares & half);
        Add(ref Unsafe.Add(ref to, 8), squares >>> 32);
        Add(ref Unsafe.Add(ref to, 12), products & half);
        Add(ref Unsafe.Add(ref to, 16), products >>> 32);
    }

    /// <summary>The sums of a group's placements.</summary>
    public PairedTotals Placements(int group, uint rows) => Totals(group, rows, 0);

    /// <summary>The sums of a group's influences.</summary>
    public PairedTotals Influences(int group, uint rows) => Totals(group, rows, 2);

    private PairedTotals Totals(int group, uint rows, int at)
    {
        ReadOnlySpan<ulong> of = sums.AsSpan(group * Words, Words);
        return new PairedTotals(rows, of[at], of[at + 1], Whole(of, 4 + at), Whole(of, 12 + at), Whole(of, 5 + at));
    }

    private static Int128 Whole(ReadOnlySpan<ulong> of, int at) => of[at] + ((Int128)of[at + 4] << 32);

    private static void Add(ref ulong to, Vector256<ulong> words) => (Vector256.LoadUnsafe(ref to) + words).StoreUnsafe(ref to);

    // Of words below 2³²: there is one instruction for these, and the general product says the same.
    private static Vector256<ulong> Product(Vector256<ulong> a, Vector256<ulong> b) =>
        Avx2.IsSupported ? Avx2.Multiply(a.AsUInt32(), b.AsUInt32()) : a * b;
}

/// <summary>Sums of two whole numbers a and b over rows of one class.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="A">Σa.</param>
/// <param name="B">Σb.</param>
/// <param name="AA">Σa².</param>
/// <param name="AB">Σab.</param>
/// <param name="BB">Σb².</param>
public readonly record struct PairedTotals(long Rows, Int128 A, Int128 B, Int128 AA, Int128 AB, Int128 BB)
{
    /// <summary>Σ(a − b).</summary>
    public Int128 Difference => A - B;

    /// <summary>Σ(a − b)².</summary>
    public Int128 DifferenceSquares => AA - (2 * AB) + BB;
}
