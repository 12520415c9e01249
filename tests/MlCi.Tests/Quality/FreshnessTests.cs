using MlCi.Findings;
using MlCi.Quality;
using static MlCi.Tests.Quality.Samples;

namespace MlCi.Tests.Quality;

public sealed class FreshnessTests
{
    private static readonly FreshnessRule Week = new("day", TimeSpan.FromDays(7), Blocks);

    private static readonly SplitData Data = Split("day,y\n2026-03-02,n\n2026-03-09,n\n2026-03-01,n\n", "day,y\n2026-03-08T12:00:00Z,n\n,n\n");

    [Theory]
    [InlineData("2026-03-09T18:00:00Z", "")]
    [InlineData("2026-03-16T00:00:00Z", "")]
    [InlineData("2026-03-16T00:00:01Z", "train.csv:3: column 'day': found '2026-03-09' as the newest value, 7 days old, expected at most 7 days old")]
    [InlineData("2026-03-01T00:00:00Z", "")]
    public void Age_IsThatOfTheNewestValueOfBothFiles(string now, string message)
    {
        Finding? found = FreshnessCheck.Check(Week, FreshnessCheck.Newest("day", Data), DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(message, found?.Message ?? "");
        Assert.NotEqual(false, found?.Blocks);
    }

    [Fact]
    public void Hours_AreTold()
    {
        NewestValue newest = FreshnessCheck.Newest("day", Split("day,y\n2026-03-08T12:00:00Z,n\n", "day,y\n2026-03-08T13:30:00+02:00,n\n"));

        Finding found = FreshnessCheck.Check(Week with { Within = TimeSpan.FromHours(6) }, newest, new DateTimeOffset(2026, 3, 8, 21, 0, 0, TimeSpan.Zero))!;

        Assert.Equal("train.csv:2: column 'day': found '2026-03-08T12:00:00Z' as the newest value, 9 hours old, expected at most 6 hours old", found.Message);
    }

    [Fact]
    public void ColumnWithoutTimes_IsAFinding()
    {
        NewestValue newest = FreshnessCheck.Newest("day", Split("day,y\nsoon,n\n", "day,y\n5,n\n"));

        Assert.Equal("train.csv: column 'day': found no date or time, expected at most 7 days old", FreshnessCheck.Check(Week, newest, DateTimeOffset.UnixEpoch)!.Message);
    }
}
