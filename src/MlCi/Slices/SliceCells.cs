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
    /// <summary>The totals of conjunctions of the same features.</summary>
    /// <param name="conjunctions">At least one; features increasing.</param>
    public IEnumerable<((int, int)[] Terms, SliceTotals Totals)> Count(IReadOnlyList<(int Feature, int Group)[]> conjunctions)
    {
        SliceFeature[] used = [.. conjunctions[0].Select(term => features[term.Feature])];
        int size = used.Aggregate(1, (product, feature) => checked(product * feature.Ids.Count));
        var cells = new SliceTotals[size];
        for (int row = 0; row < errors.Length; row++)
        {
            int cell = 0;
            foreach (SliceFeature feature in used)
            {
                int code = feature.Codes[row];
                cell = code < 0 || cell < 0 ? -1 : cell * feature.Ids.Count + code;
            }

            if (cell < 0)
                continue;
            SliceTotals old = cells[cell];
            cells[cell] = new SliceTotals(
                old.Rows + 1, old.Errors + errors[row], Math.Max(old.LargestError, errors[row]), unchecked(old.Mark + Mixed.Of((ulong)row)));
        }

        return conjunctions.Select(terms => (terms, cells[terms.Aggregate(0, (cell, term) => cell * features[term.Feature].Ids.Count + term.Group)]));
    }
}
