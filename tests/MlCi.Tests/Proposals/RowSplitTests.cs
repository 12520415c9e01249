using FsCheck;
using FsCheck.Fluent;
using MlCi.Data;
using MlCi.Metrics;
using MlCi.Proposals;

namespace MlCi.Tests.Proposals;

public sealed class RowSplitTests
{
    [Fact]
    public void Rows_AreStratifiedByTheLabel()
    {
        Table table = Csv.Table("x,y", 1000, row => $"{row}.5,{(row % 20 == 0 ? "bad" : "good")}");

        RowSplit split = Split(table, .3);

        Assert.Equal((SplitWay.Rows, 300), (split.Way, split.Holdout.Length));
        Assert.Equal(15, split.Holdout.Count(row => table.Column("y").Text(row) == "bad"));
        Assert.Equal(Enumerable.Range(0, 1000), split.Train.Concat(split.Holdout).Order());
    }

    [Fact]
    public void Numbers_AreStratifiedByTenths()
    {
        Table table = Csv.Table("x,y", 1000, row => $"{row}.25,{row * row}.5");

        RowSplit split = Split(table, .3);

        for (int tenth = 0; tenth < 10; tenth++)
            Assert.Equal(30, split.Holdout.Count(row => row / 100 == tenth));
    }

    // Equal rows, labels apart, are never on both sides, and the order of the file has no say.
    [Fact]
    public void EqualRows_StayTogether_WhateverTheirOrder() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(60),
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            Table table = Csv.Table("id,x,c,y", 200, row => $"k{row},{random.Next(12)},{"abc"[random.Next(3)]},{random.Next(2)}");
            int[] order = [.. Enumerable.Range(0, 200)];
            random.Shuffle(order);
            RowSplit split = Split(table, .3);
            RowSplit again = Split(table.Take(order), .3);
            HashSet<string> train = [.. split.Train.Select(Features)];
            return split.Holdout.Length > 0 && !split.Holdout.Any(row => train.Contains(Features(row)))
                && again.Holdout.Select(row => order[row]).Order().SequenceEqual(split.Holdout);

            string Features(int row) => $"{table.Column("x").Text(row)} {table.Column("c").Text(row)}";
        }));

    [Fact]
    public void Entity_IsOnOneSide()
    {
        Table table = Csv.Table("customer_id,x,y", 600, row => $"{1 + row / 4},{row}.5,{row % 2}");

        RowSplit split = Split(table, .3);

        Assert.Equal((SplitWay.Entities, "customer_id"), (split.Way, split.Column));
        HashSet<string?> train = [.. split.Train.Select(row => table.Column("customer_id").Text(row))];
        Assert.DoesNotContain(split.Holdout, row => train.Contains(table.Column("customer_id").Text(row)));
        Assert.InRange(split.Holdout.Length, 176, 184);
    }

    [Fact]
    public void ClassOfTwoEntities_IsOnBothSides()
    {
        Table table = Csv.Table("user_id,x,y", 400, row => $"{row / 10},{row}.5,{(row / 10 < 2 ? "yes" : "no")}");

        RowSplit split = Split(table, .3);

        Assert.Equal((SplitWay.Entities, 10), (split.Way, split.Holdout.Count(row => table.Column("y").Text(row) == "yes")));
    }

    [Fact]
    public void ClassOfOneEntity_IsAFault() => Assert.Equal(
        "data.csv:1: column 'y': found all rows with 'yes' in one 'user_id', whose rows are not parted, expected some to learn from and some to judge by: give --holdout FILE",
        Assert.Single(Csv.Faults(Csv.Table("user_id,x,y", 400, row => $"{row / 10},{row}.5,{(row / 10 == 7 ? "yes" : "no")}"), new ProposalOptions("y"))));

    [Fact]
    public void Time_GivesTheLatestRows()
    {
        Table table = Csv.Table("day,x,y", 300, row => $"{new DateOnly(2026, 1, 1).AddDays(row * 7 % 100):yyyy-MM-dd},{row}.5,{row % 2}");

        RowSplit split = Split(table, .3);

        Assert.Equal((SplitWay.Time, "day"), (split.Way, split.Column));
        string latest = split.Train.Select(row => table.Column("day").Text(row)!).Max(StringComparer.Ordinal)!;
        Assert.All(split.Holdout, row => Assert.True(string.CompareOrdinal(table.Column("day").Text(row), latest) > 0));
        Assert.Equal(90, split.Holdout.Length);
    }

    [Theory]
    [InlineData("birth_date", 100)]     // no time at which a row came
    [InlineData("day", 5)]              // too few times
    public void OtherDates_DecideNothing(string name, int days) =>
        Assert.Equal(SplitWay.Rows, Split(Csv.Table($"{name},x,y", 300, row => $"{new DateOnly(2026, 1, 1).AddDays(row % days):yyyy-MM-dd},{row}.5,{row % 2}"), .3).Way);

    [Fact]
    public void TimeAfterWhichAClassIsGone_DecidesNothing() =>
        Assert.Equal(SplitWay.Rows, Split(Csv.Table("day,x,y", 300, row => $"{new DateOnly(2026, 1, 1).AddDays(row):yyyy-MM-dd},{row}.5,{(row < 150 ? "a" : "b")}"), .3).Way);

    // Each class is one row many times: there is nothing to judge by that was not learned from.
    [Fact]
    public void ClassesOfOneRow_AreAFault() => Assert.Equal(
        "data.csv:1: column 'y': found all rows with '0' in too few rows that differ, as rows that are alike are not parted, expected some to learn from and some to judge by: leave them out, or give --holdout FILE",
        Assert.Single(Csv.Faults(Csv.Table("c,y", 90, row => row < 45 ? "a,0" : "b,1"), new ProposalOptions("y"))));

    // Two different rows, of both classes each: with one to judge by, the one that is left tells nothing.
    [Fact]
    public void CopiesThatLeaveNothingToLearn_AreAFault() => Assert.Equal(
        "data.csv:1: found the same features in all 60 rows to learn from, as rows that are alike are never parted, expected some that differ: give more data, or --holdout FILE",
        Assert.Single(Csv.Faults(Csv.Table("c,y", 120, row => $"{(row < 60 ? "a" : "b")},{row % 2}"), new ProposalOptions("y"))));

    [Fact]
    public void CopiesThatFillTheHoldout_AreSkipped_OrAFault()
    {
        // Of the thousand copies none fits into a holdout of 345 rows; the others do.
        RowSplit split = Split(Csv.Table("x,y", 1150, row => $"{(row < 1000 ? 7 : row)},{row % 2}"), .3);

        Assert.Equal(SplitWay.Rows, split.Way);
        Assert.InRange(split.Holdout.Length, 1, 149);
        Assert.DoesNotContain(split.Holdout, row => row < 1000);
    }

    [Fact]
    public void LargeEntity_IsLearnedFrom()
    {
        RowSplit split = Split(Csv.Table("user_id,x,y", 500, row => $"{(row < 350 ? 0 : row / 2)},{row}.5,{row % 2}"), .3);

        Assert.Equal(SplitWay.Entities, split.Way);
        Assert.DoesNotContain(split.Holdout, row => row < 350);
        Assert.InRange(split.Holdout.Length, 140, 150);
    }

    // The one different row of either class has to be learned from.
    [Fact]
    public void ClassOfCopiesOnly_IsAFault() => Assert.Equal(
        "data.csv:1: column 'y': found all rows with 'rare' in too few rows that differ, as rows that are alike are not parted, expected some to learn from and some to judge by: leave them out, or give --holdout FILE",
        Assert.Single(Csv.Faults(Csv.Table("x,y", 200, row => row < 5 ? "-1,rare" : $"{row},{(row % 2 == 0 ? "a" : "b")}"), new ProposalOptions("y"))));

    [Fact]
    public void NumbersThatHardlyEverDiffer_AreAFault() => Assert.Matches(
        "^data.csv:1: column 'y': found 0 in all [0-9]+ rows to (judge by|learn from), expected numbers that differ: give more data, or --holdout FILE$",
        Assert.Single(Csv.Faults(Csv.Table("x,y", 200, row => $"{row}.5,{(row == 3 ? 1 : 0)}"), new ProposalOptions("y", PredictionTask.Regression))));

    // Tenths of so few rows would be one row each: the parts are of four rows.
    [Fact]
    public void FewNumbers_AreParted()
    {
        RowSplit split = Split(Csv.Table("x,y", 12, row => $"{row}.25,{row * row}.5"), .3);

        Assert.Equal((9, 3), (split.Train.Length, split.Holdout.Length));
    }

    // Six tenths of the rows came on the last day: what came later than it is nothing, and from it on too much.
    [Theory]
    [InlineData(60, SplitWay.Rows)]
    [InlineData(40, SplitWay.Time)]
    public void LastDay_IsTheHoldoutUnlessItIsTooMuch(int percent, SplitWay way)
    {
        RowSplit split = Split(Csv.Table("day,x,y", 1000, row => $"{new DateOnly(2026, 1, 1).AddDays(Math.Min(row, 1000 - (percent * 10))):yyyy-MM-dd},{row}.5,{row % 2}"), .3);

        Assert.Equal(way, split.Way);
        Assert.InRange(split.Holdout.Length, 250, 400);
    }

    [Fact]
    public void HoldoutOfItsOwn_MustHaveBothClasses_ButOfSeveralItMayLackOne()
    {
        Table train = Csv.Table("x,y", 90, row => $"{row},k{row % 3}");

        Assert.Equal(["data.csv:1: column 'y': found no row with '1', expected some to judge by"], Csv.Faults(
            Csv.Table("x,y", 90, row => $"{row},{row % 2}"), new ProposalOptions("y"), Csv.Table("x,y", "1,0", "2,0")));
        Assert.Equal(2, PipelineProposal.Of(train, Csv.Table("x,y", "1,k0", "2,k1"), new ProposalOptions("y")).Holdout.RowCount);
    }

    [Fact]
    public void HoldoutOfItsOwn_IsTakenAsItIs_AndTheContractHoldsOfBoth()
    {
        Table train = Csv.Table("c,x,y", 90, row => $"{(row % 2 == 0 ? "a" : "b")},{row},{row % 2}");
        Table holdout = Csv.Table("y,x,c", 60, row => $"{row % 2},-{row},{(row % 2 == 0 ? "a" : "new")}");

        PipelineProposal proposal = PipelineProposal.Of(train, holdout, new ProposalOptions("y"));

        Assert.Equal((SplitWay.File, 90, 60), (proposal.Split.Way, proposal.Train.RowCount, proposal.Holdout.RowCount));
        Assert.Equal("[\"a\",\"b\",\"new\"]", proposal.Schema("A row", "data.csv")["properties"]!["c"]!["enum"]!.ToJsonString());
        Assert.Null(proposal.Schema("A row", "data.csv")["properties"]!["x"]!["minimum"]);
    }

    [Fact]
    public void HoldoutThatDoesNotFit_IsAFaultForEachReason()
    {
        Table train = Csv.Table("c,x,y", 90, row => $"a,{row},{row % 2}");

        Assert.Equal(
            ["data.csv:1: found no column 'c', expected it as data.csv has it", "data.csv:1: found column 'z', which data.csv does not have, expected the same columns"],
            Csv.Faults(train, new ProposalOptions("y"), Csv.Table("z,x,y", "1,2,0")));
        Assert.Equal(["data.csv:3: column 'y': found '2', expected one of 0, 1"], Csv.Faults(train, new ProposalOptions("y"), Csv.Table("c,x,y", "a,2,0", "a,2,2")));
    }

    [Theory]
    [InlineData(1000, 500, .3)]
    [InlineData(1000, 250, .4)]         // so that the rarer class has 100 rows in the holdout
    [InlineData(1000, 50, .5)]
    [InlineData(1_000_000, 500_000, .061825)]
    public void Share_IsWhatAHoldoutNeeds(int rows, int rarer, double share) => Assert.Equal(
        share, HoldoutSize.Share(rows, new ProposedLabel("y", PredictionTask.Binary, "1", [new LevelCount("0", rows - rarer), new LevelCount("1", rarer)], "")), 1e-4);

    [Theory]
    [InlineData(400, .3)]
    [InlineData(150, .4)]               // so that the holdout has 50 entities, and some more as they are of unequal size
    [InlineData(20, .5)]
    public void Share_IsWhatEntitiesNeed(int entities, double share) => Assert.Equal(
        share, HoldoutSize.Share(1000, new ProposedLabel("y", PredictionTask.Regression, null, [], ""), entities), 1e-12);

    private static RowSplit Split(Table table, double share) => RowSplit.Of(table, Csv.Roles(table, "y"), Csv.Proposal(table, "y").Label, share);
}
