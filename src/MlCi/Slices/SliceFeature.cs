namespace MlCi.Slices;

/// <summary>One way to cut rows, as the search for the worst slices wants it: a group for each row.</summary>
/// <param name="Ids">The ids of the groups: <c>contract=Two year</c>.</param>
/// <param name="Codes">For each row its group, or −1 where it is in none.</param>
public sealed record SliceFeature(IReadOnlyList<string> Ids, int[] Codes)
{
    /// <summary>The feature of the slices that one rule cut.</summary>
    /// <param name="slices">Slices that share no row.</param>
    /// <param name="rowCount">The number of rows.</param>
    public static SliceFeature Of(IReadOnlyList<Slice> slices, int rowCount)
    {
        int[] codes = new int[rowCount];
        Array.Fill(codes, -1);
        for (int i = 0; i < slices.Count; i++)
        {
            foreach (int row in slices[i].Rows)
                codes[row] = i;
        }

        return new SliceFeature([.. slices.Select(slice => slice.Id)], codes);
    }

    /// <summary>The feature of some of the rows.</summary>
    public SliceFeature Take(IReadOnlyList<int> rows) => this with { Codes = [.. rows.Select(row => Codes[row])] };
}
