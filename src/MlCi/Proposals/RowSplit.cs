using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using MlCi.Data;
using MlCi.Metrics;

namespace MlCi.Proposals;

/// <summary>By what rows are parted into those to learn from and those to judge by.</summary>
public enum SplitWay
{
    /// <summary>By a hash of each row without label and key, within each class or tenth of the label.</summary>
    Rows,

    /// <summary>By a hash of the entity: all rows of one are on one side.</summary>
    Entities,

    /// <summary>By time: the holdout is the latest part.</summary>
    Time,

    /// <summary>The holdout is a file of its own.</summary>
    File,
}

/// <summary>
/// Which rows are the holdout. It depends on the rows' values alone, so that it can be made again anywhere, whatever the order of
/// rows and columns; rows that are alike in all but label and key are on one side.
/// </summary>
/// <param name="Way">By what.</param>
/// <param name="Column">The column of entities or times, or null.</param>
/// <param name="Train">The 0-based rows to learn from, in order.</param>
/// <param name="Holdout">The 0-based rows to judge by, in order.</param>
public sealed record RowSplit(SplitWay Way, string? Column, int[] Train, int[] Holdout)
{
    private const int Tenths = 10;
    private const int LeastRowsOfAPart = 4;
    private const int LeastTimes = 30;
    private const double MostBeyond = 1.5;
    private const double MostLate = .5;

    /// <summary>Parts the rows: in the first way of those that are thought of from which something can be learned and judged.</summary>
    /// <param name="table">The rows, at least two.</param>
    /// <param name="columns">What the columns are for.</param>
    /// <param name="label">The label.</param>
    /// <param name="share">The aim: the share of the rows that the holdout shall have, above 0 and below 1.</param>
    /// <returns>Where there is no such way, the last one that was tried: <see cref="SplitFaults"/> tells what is wrong with it.</returns>
    public static RowSplit Of(Table table, IReadOnlyList<ProposedColumn> columns, ProposedLabel label, double share)
    {
        RowSplit? last = null;
        foreach (RowSplit split in Ways(table, columns, label, share))
        {
            last = split;
            if (split.Train.Length > 0 && split.Holdout.Length > 0 && SplitFaults.Of(table, table, columns, label, split, share) is null)
                break;
        }

        return last!;
    }

    private static IEnumerable<RowSplit> Ways(Table table, IReadOnlyList<ProposedColumn> columns, ProposedLabel label, double share)
    {
        string? key = Named(columns, ColumnRole.Key);
        UInt128[] alike = RowHashes.Of(key is null ? table : table.Without(key), label.Column);
        Column labels = table.Column(label.Column);
        bool hasClasses = label.Task != PredictionTask.Regression;
        if (Named(columns, ColumnRole.Entity) is { } entity)
        {
            UInt128[] groups = Entities(table.Column(entity), alike);
            yield return Made(SplitWay.Entities, entity, Chosen(groups, new int[table.RowCount], share));
            // A class that few entities have may be missing on one side: then each entity counts for its rarest class.
            if (hasClasses)
                yield return Made(SplitWay.Entities, entity, Chosen(groups, Rarities(labels, label), share));
            yield break;
        }

        if (TimeColumn(table, columns) is { } time && ByTime(table.Column(time), share) is { } late)
            yield return Made(SplitWay.Time, time, late);
        yield return Made(SplitWay.Rows, null, Chosen(alike, Strata(labels, label), share));
        // Copies with several labels count for the first of them there: then for their rarest.
        if (hasClasses)
            yield return Made(SplitWay.Rows, null, Chosen(alike, Rarities(labels, label), share));
        // Where a class, or a tenth of few rows, is one row many times, only all of them together can be parted.
        yield return Made(SplitWay.Rows, null, Chosen(alike, new int[table.RowCount], share));
    }

    private static RowSplit Made(SplitWay way, string? column, bool[] holdout) => new(
        way, column, [.. Enumerable.Range(0, holdout.Length).Where(row => !holdout[row])], [.. Enumerable.Range(0, holdout.Length).Where(row => holdout[row])]);

    // Groups of rows in the order of their hash, in each stratum until it has its share; one group at least stays to learn from.
    private static bool[] Chosen(UInt128[] groups, int[] strata, double share)
    {
        bool[] holdout = new bool[groups.Length];
        // Copies of a row that are labelled otherwise go with the first of their labels.
        Dictionary<UInt128, (int Stratum, int Rows)> sizes = [];
        for (int row = 0; row < groups.Length; row++)
        {
            (int stratum, int rows) = sizes.GetValueOrDefault(groups[row], (int.MaxValue, 0));
            sizes[groups[row]] = (Math.Min(stratum, strata[row]), rows + 1);
        }

        HashSet<UInt128> chosen = [];
        foreach (var stratum in sizes.GroupBy(one => one.Value.Stratum))
        {
            KeyValuePair<UInt128, (int Stratum, int Rows)>[] ordered = [.. stratum.OrderBy(one => one.Key)];
            int wanted = Math.Max(1, (int)Math.Round(ordered.Sum(one => one.Value.Rows) * share));
            int taken = 0;
            for (int i = 0; i < ordered.Length - 1 && taken < wanted; i++)
            {
                // Many rows that are alike would make the holdout far larger than it is to be.
                if (taken + ordered[i].Value.Rows > wanted * MostBeyond)
                    continue;
                chosen.Add(ordered[i].Key);
                taken += ordered[i].Value.Rows;
            }

            // Where every group is too large, the smallest is the least so.
            if (taken == 0 && ordered.Length > 1)
                chosen.Add(ordered.OrderBy(one => one.Value.Rows).ThenBy(one => one.Key).First().Key);
        }

        for (int row = 0; row < groups.Length; row++)
            holdout[row] = chosen.Contains(groups[row]);
        return holdout;
    }

    private static int[] Strata(Column column, ProposedLabel label)
    {
        int[] strata = new int[column.RowCount];
        if (label.Task != PredictionTask.Regression)
        {
            Dictionary<string, int> classes = label.Classes.Index().ToDictionary(one => one.Item.Text, one => one.Index, StringComparer.Ordinal);
            for (int row = 0; row < strata.Length; row++)
                strata[row] = classes[column.Text(row)!];
            return strata;
        }

        double[] sorted = [.. column.Numbers.ToArray().Order()];
        int parts = Math.Clamp(sorted.Length / LeastRowsOfAPart, 1, Tenths);
        double[] edges = [.. Enumerable.Range(1, parts - 1).Select(part => sorted[(int)((long)sorted.Length * part / parts)])];
        for (int row = 0; row < strata.Length; row++)
            strata[row] = edges.Count(edge => edge <= column.Numbers[row]);
        return strata;
    }

    private static int[] Rarities(Column column, ProposedLabel label)
    {
        Dictionary<string, int> ranks = label.Classes.OrderBy(one => one.Rows).Index().ToDictionary(one => one.Item.Text, one => one.Index, StringComparer.Ordinal);
        int[] strata = new int[column.RowCount];
        for (int row = 0; row < strata.Length; row++)
            strata[row] = ranks[column.Text(row)!];
        return strata;
    }

    private static UInt128[] Entities(Column column, UInt128[] alike)
    {
        UInt128[] groups = new UInt128[column.RowCount];
        for (int row = 0; row < groups.Length; row++)
        {
            groups[row] = column.Text(row) is { } text
                ? BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)))
                : alike[row];
        }

        return groups;
    }

    // A single column of dates that all rows have; a date of birth is no time at which a row came.
    private static string? TimeColumn(Table table, IReadOnlyList<ProposedColumn> columns)
    {
        ColumnProfile[] dates = [.. columns.Select(column => column.Profile).Where(profile => profile.Kind is ColumnKind.Date or ColumnKind.Timestamp)];
        return dates is [{ Missing: 0, Distinct: >= LeastTimes } only] && only.Name != columns.First(column => column.Role == ColumnRole.Label).Name
            && table.RowCount >= LeastTimes && !only.Name.Contains("birth", StringComparison.OrdinalIgnoreCase) && !only.Name.Contains("dob", StringComparison.OrdinalIgnoreCase)
            ? only.Name
            : null;
    }

    private static bool[]? ByTime(Column column, double share)
    {
        long[] times = new long[column.RowCount];
        for (int row = 0; row < times.Length; row++)
            times[row] = DateText.TryRead(column.Text(row), out DateTimeOffset instant, out _) ? instant.UtcTicks : 0;
        long[] sorted = [.. times.Order()];
        long first = sorted[Math.Clamp((int)(sorted.Length * (1 - share)), 0, sorted.Length - 1)];
        // All rows of one time are on one side: that of the edge which comes nearer to the share.
        bool[] from = Array.ConvertAll(times, time => time >= first);
        bool[] after = Array.ConvertAll(times, time => time > first);
        bool[] holdout = Math.Abs(ShareOf(from) - share) <= Math.Abs(ShareOf(after) - share) ? from : after;
        // Where half the rows came on one day, the share cannot be had.
        return ShareOf(holdout) >= share / 2 && ShareOf(holdout) <= Math.Max(share, Math.Min(MostLate, share * MostBeyond)) ? holdout : null;
    }

    private static double ShareOf(bool[] holdout) => (double)holdout.Count(late => late) / holdout.Length;

    private static string? Named(IReadOnlyList<ProposedColumn> columns, ColumnRole role) => columns.FirstOrDefault(column => column.Role == role)?.Name;
}
