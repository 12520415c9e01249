using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlCi.Slices;

/// <summary>What the search knows of a slice.</summary>
/// <param name="Rows">Its rows.</param>
/// <param name="Errors">The sum of their errors.</param>
/// <param name="LargestError">The largest error of one row.</param>
/// <param name="Mark">A sum of random numbers, one for each row: slices of equal marks hold the same rows.</param>
internal readonly record struct SliceTotals(long Rows, long Errors, long LargestError, ulong Mark);

/// <summary>Counts conjunctions: all of the same features in one pass over the rows.</summary>
internal sealed class SliceCells(IReadOnlyList<SliceFeature> features, long[] errors)
{
    private const int FewCells = 1 << 16;

    /// <summary>The totals of conjunctions of the same features.</summary>
    /// <param name="conjunctions">At least one; features increasing.</param>
    public IEnumerable<((int, int)[] Terms, SliceTotals Totals)> Count(IReadOnlyList<(int Feature, int Group)[]> conjunctions)
    {
        SliceFeature[] used = [.. conjunctions[0].Select(term => features[term.Feature])];
        UInt128 size = used.Aggregate(UInt128.One, (product, feature) => product * (UInt128)feature.Ids.Count);
        // Three columns of a hundred thousand values each have more cells than there is room for, nearly all of them empty.
        return size <= (UInt128)Math.Max(FewCells, errors.LongLength) ? InAll(conjunctions, used, (int)size) : InThese(conjunctions, used);
    }

    private IEnumerable<((int, int)[] Terms, SliceTotals Totals)> InAll(
        IReadOnlyList<(int Feature, int Group)[]> conjunctions, SliceFeature[] used, int size)
    {
        var cells = new SliceTotals[size];
        for (int row = 0; row < errors.Length; row++)
        {
            int cell = 0;
            foreach (SliceFeature feature in used)
            {
                int code = feature.Codes[row];
                cell = code < 0 || cell < 0 ? -1 : cell * feature.Ids.Count + code;
            }

            if (cell >= 0)
                cells[cell] = WithRow(cells[cell], row);
        }

        return conjunctions.Select(terms => (terms, cells[terms.Aggregate(0, (cell, term) => cell * features[term.Feature].Ids.Count + term.Group)]));
    }

    private IEnumerable<((int, int)[] Terms, SliceTotals Totals)> InThese(IReadOnlyList<(int Feature, int Group)[]> conjunctions, SliceFeature[] used)
    {
        // At most three codes of 31 bits each.
        Dictionary<UInt128, SliceTotals> cells = conjunctions.ToDictionary(KeyOf, _ => default(SliceTotals));
        for (int row = 0; row < errors.Length; row++)
        {
            UInt128 key = 0;
            bool isIn = true;
            foreach (SliceFeature feature in used)
            {
                int code = feature.Codes[row];
                isIn &= code >= 0;
                key = key << 32 | (uint)code;
            }

            ref SliceTotals totals = ref isIn ? ref CollectionsMarshal.GetValueRefOrNullRef(cells, key) : ref Unsafe.NullRef<SliceTotals>();
            if (!Unsafe.IsNullRef(ref totals))
                totals = WithRow(totals, row);
        }

        return conjunctions.Select(terms => (terms, cells[KeyOf(terms)]));
    }

    private SliceTotals WithRow(SliceTotals old, int row) => new(
        old.Rows + 1, old.Errors + errors[row], Math.Max(old.LargestError, errors[row]), unchecked(old.Mark + Mixed.Of((ulong)row)));

    private static UInt128 KeyOf((int Feature, int Group)[] terms) => terms.Aggregate(UInt128.Zero, (key, term) => key << 32 | (uint)term.Group);
}
