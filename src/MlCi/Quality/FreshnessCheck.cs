using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Quality;

/// <summary>The newest value of a column of dates or times, which does not change with the clock.</summary>
/// <param name="Column">The column.</param>
/// <param name="File">The file that has it.</param>
/// <param name="Line">The line of its row; 0 where no row has a date or time.</param>
/// <param name="Text">The value as written; null where there is none.</param>
/// <param name="Instant">The instant, of a date its first.</param>
public sealed record NewestValue(string Column, string File, long Line, string? Text, DateTimeOffset Instant);

/// <summary>Holds the age of the newest row against a limit. What is newest is found once; how old it is depends on the clock.</summary>
public static class FreshnessCheck
{
    /// <summary>The newest value of a column in both files.</summary>
    /// <param name="column">The column.</param>
    /// <param name="data">The data.</param>
    public static NewestValue Newest(string column, SplitData data)
    {
        NewestValue newest = new(column, data.Train.File, 0, null, DateTimeOffset.MinValue);
        foreach (Table table in new[] { data.Train, data.Holdout })
        {
            Column values = table.Column(column);
            if (values.Kind is not (ColumnKind.Date or ColumnKind.Timestamp))
                continue;
            int[] firstRows = new int[values.Levels.Count];
            Array.Fill(firstRows, -1);
            for (int row = values.RowCount - 1; row >= 0; row--)
            {
                if (values.Codes[row] is >= 0 and var code)
                    firstRows[code] = row;
            }

            for (int level = 0; level < firstRows.Length; level++)
            {
                if (firstRows[level] >= 0 && DateText.TryRead(values.Levels[level], out DateTimeOffset instant, out _) && (newest.Text is null || instant > newest.Instant))
                    newest = new NewestValue(column, table.FileOf(firstRows[level]), table.Line(firstRows[level]), values.Levels[level], instant);
            }
        }

        return newest;
    }

    /// <summary>What is wrong with the age of the newest value.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="newest">The newest value of its column.</param>
    /// <param name="now">The time.</param>
    public static Finding? Check(FreshnessRule rule, NewestValue newest, DateTimeOffset now)
    {
        string expected = $"at most {Words(rule.Within)} old";
        if (newest.Text is null)
            return Of("no date or time");
        TimeSpan age = now - newest.Instant;
        return age <= rule.Within ? null : Of($"'{newest.Text}' as the newest value, {Words(age)} old");

        Finding Of(string found) => new("fresh", newest.File, rule.Column, expected, 1, 1, newest.Line > 0 ? [new Sighting(newest.Line, newest.Text)] : [], rule.Force.Place)
        {
            Blocks = rule.Force.Blocks,
            Found = found,
        };
    }

    // Hours as far as they are told apart, else whole days.
    private static string Words(TimeSpan time) => time.TotalHours < 48
        ? Numerals.Count((long)Math.Round(time.TotalHours), "hours") : Numerals.Count((long)Math.Floor(time.TotalDays), "days");
}
