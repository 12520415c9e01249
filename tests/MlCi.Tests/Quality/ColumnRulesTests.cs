using MlCi.Findings;
using MlCi.Quality;
using static MlCi.Tests.Quality.Samples;

namespace MlCi.Tests.Quality;

public sealed class ColumnRulesTests
{
    private const string Clean = "id,day,x,y\n1,a,1,no\n2,a,2,yes\n3,b,3,no\n";

    [Fact]
    public void Unique_NamesEachRowThatStandsTwice_AndWhere()
    {
        QualityRules rules = Nothing with { Unique = [new UniqueRule(["id"], Blocks)] };

        Finding found = Assert.Single(Check(rules, Split("id,y\n1,a\n2,a\n1,a\n1,b\n,a\n,b\n", Clean)));

        Assert.Equal(("unique", 3, 6, true, Place), (found.Rule, found.Count, found.Rows, found.Blocks, found.Place));
        Assert.Equal([new Sighting(4, "1, as in line 2"), new Sighting(5, "1, as in line 2"), new Sighting(7, "no value, as in line 6")], found.First);
        Assert.Equal("train.csv:4: column 'id': found '1, as in line 2', expected each value in one row only (3 of 6 rows)", found.Message);
    }

    [Fact]
    public void UniqueTogether_LooksAtTheCombination()
    {
        QualityRules rules = Nothing with { Unique = [new UniqueRule(["id", "day"], Warns)] };

        Finding found = Assert.Single(Check(rules, Split("id,day,y\n1,a,n\n1,b,n\n2,a,n\n1,b,n\n", Clean)));

        Assert.Equal([new Sighting(5, "id=1, day=b, as in line 3")], found.First);
        Assert.False(found.Blocks);
    }

    [Theory]
    [InlineData(.5, 0)]
    [InlineData(.49, 1)]
    [InlineData(0, 1)]
    public void Nulls_AreCountedAgainstTheShare(double most, int findings)
    {
        QualityRules rules = Nothing with { Nulls = [new NullRule("x", most, Blocks)] };

        string[] found = Messages(rules, Split("x,y\n1,n\n,n\n3,n\n,n\n", Clean));

        Assert.Equal(findings, found.Length);
        if (most == .49)
            Assert.Equal("train.csv:3: column 'x': found no value in 2 of 4 rows (50 %), expected at most 49 %", found[0]);
    }

    [Theory]
    [InlineData(3L, 3L, "")]
    [InlineData(4L, null, "holdout.csv:2: column 'day': found 3 different values, expected at least 4")]
    [InlineData(null, 2L, "holdout.csv:5: column 'day': found 3 different values, expected at most 2")]
    [InlineData(1L, 2L, "holdout.csv:5: column 'day': found 3 different values, expected 1 to 2")]
    public void Distinct_CountsValuesThatRowsHave(long? least, long? most, string message)
    {
        QualityRules rules = Nothing with { Distinct = [new DistinctRule("day", least, most, Blocks)] };

        string[] found = [.. Messages(rules, Split(Clean, "day,y\na,n\nb,n\n,n\nc,n\n")).Where(one => one.StartsWith("holdout", StringComparison.Ordinal))];

        Assert.Equal(message, string.Join('\n', found));
    }

    [Fact]
    public void Distinct_OfNumbersIsOfTheirValues()
    {
        QualityRules rules = Nothing with { Distinct = [new DistinctRule("x", 3, null, Blocks)] };

        Assert.Equal(["train.csv:2: column 'x': found 2 different values, expected at least 3"], Messages(rules, Split("x,y\n1,n\n1.0,n\n2,n\n,n\n", Clean)));
    }

    [Fact]
    public void Rows_AreHeldAgainstLimitsAndTheAcceptedData()
    {
        QualityRules rules = Nothing with { Rows = [new RowCountRule(false, 4, null, .5, Blocks), new RowCountRule(true, null, 2, null, Warns)] };
        var data = Split(Clean, Clean);

        Assert.Equal(
        [
            "train.csv: found 3 rows, expected at least 4",
            "train.csv: found none, expected the number of rows of accepted data to compare with, which the first Gate that passes leaves in .mlci/accepted",
            "holdout.csv: found 3 rows, expected at most 2",
        ], Messages(rules, data));
        Assert.Equal([true, false, false], Check(rules, data).Select(finding => finding.Blocks));
        Assert.Equal(2, Check(rules, data with { Accepted = new AcceptedRows(2, 900) }).Count);
        Assert.Equal(2, Check(rules, data with { Accepted = new AcceptedRows(6, 900) }).Count);
        Assert.Contains(
            "train.csv: found 3 rows, expected 4 to 10, within 50 % of the 7 that were accepted last", Messages(rules, data with { Accepted = new AcceptedRows(7, 900) }));
    }

    [Fact]
    public void Balance_IsOfEachClassInEachFile()
    {
        QualityRules rules = Nothing with { Balance = new BalanceRule(.2, .7, Blocks) };

        Assert.Equal(
        [
            "train.csv: column 'y': found class 'yes' in 1 of 6 rows (16.7 %), expected 20 % to 70 %",
            "train.csv: column 'y': found class 'no' in 5 of 6 rows (83.3 %), expected 20 % to 70 %",
            "holdout.csv: column 'y': found class 'yes' in 0 of 1 row (0 %), expected 20 % to 70 %",
            "holdout.csv: column 'y': found class 'no' in 1 of 1 row (100 %), expected 20 % to 70 %",
        ], Messages(rules, Split("y\nyes\nno\nno\nno\nno\nno\n", "y\nno\n")));
    }

    [Fact]
    public void Listing_IsCapped_ButNeverTheCount()
    {
        QualityRules rules = Nothing with { Nulls = [new NullRule("x", 0, Blocks)], Unique = [new UniqueRule(["y"], Blocks)] };

        IReadOnlyList<Finding> found = Check(rules, Split(Csv("x,y", 500, i => i % 2 == 0 ? ",n" : "1,n"), Clean));

        Assert.All(found, finding => Assert.True(finding.First.Count <= Finding.MaximumListed));
        Assert.Equal([250, 499], found.Where(finding => finding.File == "train.csv").Select(finding => finding.Count).Order());
    }
}
