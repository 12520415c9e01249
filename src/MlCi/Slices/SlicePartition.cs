using MlCi.Statistics;

namespace MlCi.Slices;

/// <summary>The slices of a rule as one column: they do not overlap, so that a number for each row tells them apart.</summary>
/// <param name="Rule">The name of the rule that cut them.</param>
/// <param name="Values">The values or bins, in the order of reports.</param>
/// <param name="Groups">For each row the index of its value.</param>
public sealed record SlicePartition(string Rule, IReadOnlyList<string> Values, RowGroups Groups)
{
    /// <summary>The names of the slices in gates and reports: <c>contract=Two year</c> (<see cref="Slice.Id"/>).</summary>
    public IReadOnlyList<string> Ids { get; init; } = [.. Values.Select(value => Slice.IdOf(Rule, value))];

    /// <summary>The partition of the given 0-based rows only; a slice may be left without rows.</summary>
    public SlicePartition Take(ReadOnlySpan<int> rows) => this with { Groups = Groups.Take(rows) };

    /// <summary>The slices with their rows.</summary>
    public IReadOnlyList<Slice> ToSlices()
    {
        List<int>[] rows = [.. Values.Select(_ => new List<int>())];
        for (int row = 0; row < Groups.Codes.Length; row++)
        {
            if (Groups.Codes[row] >= 0)
                rows[Groups.Codes[row]].Add(row);
        }

        return [.. Values.Select((value, i) => new Slice(Rule, value, [.. rows[i]]) { Id = Ids[i] })];
    }

    /// <summary>Slices as partitions, in their order. A slice that overlaps one before it, or is of another rule, begins a new one.</summary>
    /// <param name="slices">The slices.</param>
    /// <param name="rowCount">The number of rows that they were cut from.</param>
    public static IReadOnlyList<SlicePartition> Of(IReadOnlyList<Slice> slices, int rowCount)
    {
        List<SlicePartition> partitions = [];
        int[] codes = [];
        List<string> values = [], ids = [];
        for (int i = 0; i < slices.Count; i++)
        {
            Slice slice = slices[i];
            if (i == 0 || slice.Rule != slices[i - 1].Rule || slice.Rows.Any(row => codes[row] >= 0))
            {
                Close(i);
                codes = new int[rowCount];
                Array.Fill(codes, -1);
                values = [];
                ids = [];
            }

            foreach (int row in slice.Rows)
                codes[row] = values.Count;
            values.Add(slice.Value);
            ids.Add(slice.Id);
        }

        Close(slices.Count);
        return partitions;

        void Close(int end)
        {
            if (end > 0)
                partitions.Add(new SlicePartition(slices[end - 1].Rule, values, new RowGroups(codes, values.Count)) { Ids = ids });
        }
    }
}
