using MlCi.Findings;
using MlCi.Quality;
using MlCi.Statistics;
using static MlCi.Tests.Quality.Samples;

namespace MlCi.Tests.Quality;

/// <summary>Rows, entities and times that are on both sides of the split.</summary>
public sealed class ContaminationTests
{
    private static readonly QualityRules Copies = Nothing with { Copies = new CopyRule(null, null) };

    [Fact]
    public void CopiedRows_AreFoundWithTheirOrigin_RelabelledOnesToldApart()
    {
        string train = Csv("id,x,c,y", 700, i => $"{i},{Text(i * 1.37)},c{i % 3},{(i % 2 == 0 ? "yes" : "no")}");
        // Rows 10 to 29 of train under new ids, the first four with the other label.
        string holdout = Csv("id,c,x,y", 300, i => i is >= 50 and < 70
            ? $"{9000 + i},c{(i - 40) % 3},{Text((i - 40) * 1.37)},{(i % 2 == 0 ^ i < 54 ? "yes" : "no")}" : $"{9000 + i},c{i % 3},{Text((i + 1) * -2.11)},no");

        Finding found = Assert.Single(Check(Copies, Split(train, holdout) with { Key = "id" }));

        Assert.Equal(("copies", 20, 300, true), (found.Rule, found.Count, found.Rows, found.Blocks));
        Assert.Equal(new Sighting(52, "as train.csv:12, labelled 'yes' there and 'no' here"), found.First[0]);
        Assert.Equal(
            "holdout.csv:52: found 20 of 300 rows (6.7 %) whose features stand in train.csv, 4 of them with another label, expected no larger a share than the 0 % of training rows that have such a twin among themselves",
            found.Message);
    }

    [Fact]
    public void FewCopies_OnlyWarn()
    {
        string train = Csv("x,y", 4_000, i => $"{Text(i * 1.37)},{i % 2}");
        string holdout = Csv("x,y", 3_000, i => i < 20 ? $"{Text(i * 1.37)},{i % 2}" : $"{Text((i + 1) * -2.11)},0");

        Finding found = Assert.Single(Check(Copies, Split(train, holdout)));

        Assert.Equal((20, false), (found.Count, found.Blocks));
    }

    [Fact]
    public void Maximum_IsALimitOfTheShare()
    {
        SplitData data = Split(Csv("x,y", 100, i => $"{i % 5},n"), Csv("x,y", 100, i => $"{i % 5},n"));

        Assert.Empty(Check(Copies, data));
        Assert.Equal("holdout.csv:2: found 100 of 100 rows (100 %) whose features stand in train.csv, each with the same label, expected at most 99 %",
            Assert.Single(Messages(Nothing with { Copies = new CopyRule(.99, Blocks) }, data)));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(30)]
    [InlineData(400)]
    [InlineData(20_000)]
    public void TwinsOfASmallFeatureSpace_AreNoCopies(int values)
    {
        const int Draws = 150;
        int called = 0;
        for (int draw = 0; draw < Draws; draw++)
        {
            var random = new Philox((11, (ulong)values), (ulong)draw);
            string Rows(int count) => Csv("a,b,y", count, _ => $"{(int)(values * random.NextDouble() * random.NextDouble())},{(random.NextDouble() < .3 ? "u" : "v")},n");
            called += Check(Copies, Split(Rows(700), Rows(300))).Count;
        }

        // At a thousandth, one in 150 is to be expected once in seven such tests.
        Assert.InRange(called, 0, 1);
    }

    [Fact]
    public void Entities_OnBothSides_AreFound()
    {
        SplitData data = Split("who,y\n7,n\n8,n\n,n\n", "who,y\n8,n\n9,n\n8.0,n\n,n\n");

        Finding found = Assert.Single(Check(Nothing with { Entity = new ApartRule("who", Blocks) }, data));

        Assert.Equal(
            "holdout.csv:2: column 'who': found 2 of 4 rows (50 %) of one entity, which has rows in train.csv, too, expected each one's rows in one file only", found.Message);
        Assert.Equal([2, 4], found.First.Select(one => one.Line));
        Assert.False(Assert.Single(Check(Nothing, data with { Cluster = "who" })).Blocks);
    }

    [Theory]
    [InlineData("2026-03-01", "2026-02-28", "2026-03-02", "2026-03-04", 0)]
    [InlineData("2026-03-01", "2026-02-28", "2026-03-01", "2026-03-04", 1)]
    [InlineData("2026-03-01T10:00:00Z", "2026-02-28T10:00:00Z", "2026-03-01T12:00:00+02:00", "2026-03-01T10:00:01Z", 1)]
    [InlineData("2019", "2020", "2020", "2021", 1)]
    [InlineData("2019", "2020", "2021", "", 1)]
    public void Times_OfTheHoldoutAreAfterTrain(string one, string last, string first, string other, int findings)
    {
        IReadOnlyList<Finding> found = Check(Nothing with { Time = new ApartRule("day", Blocks) }, Split($"day,y\n{one},n\n{last},n\n", $"day,y\n{first},n\n{other},n\n"));

        Assert.Equal(findings, found.Sum(finding => finding.Count));
    }

    [Fact]
    public void Times_NameTheEndOfTrain() => Assert.Equal(
        ["holdout.csv:3: column 'day': found 1 of 2 rows (50 %) that are not after '2026-03-01', the end of train.csv, expected the holdout to begin after the training data end"],
        Messages(Nothing with { Time = new ApartRule("day", Blocks) }, Split("day,y\n2026-03-01,n\n", "day,y\n2026-03-02,n\n2026-02-11,n\n")));

    [Fact]
    public void TextForTimes_IsAFinding() => Assert.Equal(
        ["train.csv: column 'day': found text, expected dates, times or numbers"],
        Messages(Nothing with { Time = new ApartRule("day", Blocks) }, Split("day,y\nMonday,n\n", "day,y\nTuesday,n\n")));

    [Fact]
    public void NewCategories_AreNamed_WhereARandomSplitWouldNotLeaveThem()
    {
        SplitData data = Split(Csv("c,y", 700, i => $"c{i % 4},n"), Csv("c,y", 300, i => i < 20 ? "new,n" : i == 20 ? "odd,n" : $"c{i % 4},n"));
        QualityRules rules = Nothing with { NewCategories = new NewCategoryRule(null, default) };

        Finding found = Assert.Single(Check(rules, data));

        Assert.Equal("holdout.csv:2: column 'c': found the new value 'new' in 20 of 300 rows (6.7 %), expected values that the training data have", found.Message);
        Assert.False(found.Blocks);
        Assert.Equal(
            "holdout.csv:2: column 'c': found 2 new values 'new', 'odd' in 21 of 300 rows (7 %), expected values that the training data have",
            Assert.Single(Messages(Nothing with { NewCategories = new NewCategoryRule(["c"], Blocks) }, data)));
        Assert.Empty(Check(rules with { AllowNew = ["c"] }, data));
    }
}
