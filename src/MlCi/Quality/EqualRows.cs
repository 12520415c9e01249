using System.Numerics;

namespace MlCi.Quality;

/// <summary>Groups of rows with equal hashes, in the order of their first rows.</summary>
internal sealed class EqualRows
{
    private readonly RowHash[] hashes;
    private readonly int[] slots;
    private readonly List<int> firsts = [];
    private readonly List<int> sizes = [];

    /// <summary>Groups rows.</summary>
    /// <param name="hashes">The hash of each row.</param>
    public EqualRows(RowHash[] hashes)
    {
        this.hashes = hashes;
        slots = new int[(int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, 2L * hashes.Length))];
        GroupOf = GC.AllocateUninitializedArray<int>(hashes.Length);
        for (int row = 0; row < hashes.Length; row++)
        {
            int slot = SlotOf(hashes[row]);
            if (slots[slot] == 0)
            {
                firsts.Add(row);
                sizes.Add(0);
                slots[slot] = firsts.Count;
            }

            int group = slots[slot] - 1;
            GroupOf[row] = group;
            sizes[group]++;
        }
    }

    /// <summary>The group of each row.</summary>
    public int[] GroupOf { get; }

    /// <summary>The number of groups.</summary>
    public int Count => firsts.Count;

    /// <summary>The first row of a group.</summary>
    public int FirstOf(int group) => firsts[group];

    /// <summary>The number of rows of a group.</summary>
    public int SizeOf(int group) => sizes[group];

    /// <summary>The group of a hash, or −1.</summary>
    public int Find(RowHash hash) => slots[SlotOf(hash)] - 1;

    // Where the hash stands, or would stand.
    private int SlotOf(RowHash hash)
    {
        int mask = slots.Length - 1;
        int slot = (int)hash.Low & mask;
        while (slots[slot] != 0 && hashes[firsts[slots[slot] - 1]] != hash)
            slot = (slot + 1) & mask;
        return slot;
    }
}
