using MlCi.Data;
using MlCi.Findings;

namespace Diamonds.Tests;

public sealed class FeaturesTests
{
    [Fact]
    public void Percentages_AreStandardizedByTheTrainingData()
    {
        Features features = Features.Learn(Stones.Table("table=50", "table=55", "table=75"), drop: []);

        // Mean 60; deviation over n: √((100 + 25 + 225) / 3) = 10.801…
        double[] tables = Encoded(features, "table", Stones.Table("table=60", "table=75", "table=45"));

        Assert.Equal([0, 1.3887301496588271, -1.3887301496588271], tables, (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void Weight_IsItsStandardizedLogarithm_ToThePowersOneToFour()
    {
        // Logarithms −1, 0 and 1 times ln 2: mean 0, deviation ln 2 · √(2/3).
        Features features = Features.Learn(Stones.Table("carat=0.5", "carat=1", "carat=2"), drop: []);

        double[] row = Assert.Single(features.Encode(Stones.Table("carat=4")));

        double scaled = 2 / Math.Sqrt(2.0 / 3);
        Assert.Equal(["carat^1", "carat^2", "carat^3", "carat^4"], features.Names.Take(4));
        Assert.Equal([scaled, 6, 6 * scaled, 36], row[..4], (a, b) => Math.Abs(a - b) < 1e-11);
    }

    [Fact]
    public void Length_IsWhatItDiffersFromAStoneOfThatWeight()
    {
        // Twice as long in all directions is eight times the weight: the same shape.
        double[] lengths = Encoded(Learnt(), "y", Stones.Table("carat=0.25,y=4", "carat=2,y=8"));

        Assert.Equal(lengths[0], lengths[1], 1e-12);
        Assert.NotEqual(lengths[0], Encoded(Learnt(), "y", Stones.Table("carat=2,y=8.1"))[0]);
    }

    [Theory]
    [InlineData("y=0")]
    [InlineData("y=")]
    [InlineData("y=58.9")]
    [InlineData("y=0.64")]
    public void LengthThatIsMissingOrCannotBe_IsTheMedianOfTheTrainingData(string change)
    {
        Features features = Features.Learn(Stones.Table("y=6.4", "y=0", "y=6.5", "y=6.6", "y=65"), drop: []);

        Assert.Equal(Math.Log(6.55), features.Numeric.Single(feature => feature.Column == "y").Fill, 0.01);
        Assert.Equal(Median(features, "y"), Encoded(features, "y", Stones.Table(change))[0], 1e-12);
    }

    [Fact]
    public void MissingPercentage_IsTheMedianOfTheTrainingData()
    {
        Features features = Features.Learn(Stones.Table("table=50", "table=55", "table=57", "table=70"), drop: []);

        Assert.Equal(Encoded(features, "table", Stones.Table("table=56")), Encoded(features, "table", Stones.Table("table=")));
    }

    [Fact]
    public void ConstantNumber_IsZero_NotNaN() => Assert.Equal([0], Encoded(Learnt(), "depth", Stones.Table("depth=61.8")));

    [Fact]
    public void Grade_IsALevel_AndASlopeWithTheWeight()
    {
        Features features = Learnt();
        double[] row = Assert.Single(features.Encode(Stones.Table("carat=2,cut=Good")));

        Assert.Equal(["cut=Fair", "cut=Good", "cut=Ideal"], features.Names.Where(name => name.StartsWith("cut=", StringComparison.Ordinal)));
        Assert.Equal([0, 1, 0], Under(features, row, "cut="));
        Assert.Equal([0, row[0], 0], Under(features, row, "carat*cut="));
        Assert.NotEqual(0, row[0]);
    }

    [Theory]
    [InlineData("cut=Excellent")]
    [InlineData("cut=")]
    public void GradeThatTrainingHasNotSeen_IsAllZeros(string change)
    {
        double[] row = Assert.Single(Learnt().Encode(Stones.Table("carat=2," + change)));

        Assert.Equal([0, 0, 0], Under(Learnt(), row, "cut="));
        Assert.Equal([0, 0, 0], Under(Learnt(), row, "carat*cut="));
    }

    [Fact]
    public void ColumnOrder_MakesNoDifference()
    {
        string[] changes = ["cut=Good,carat=0.7", "cut=Fair,x=0", ""];

        Assert.Equal(Learnt().Encode(Stones.Table(changes)), Learnt().Encode(Stones.Table(Stones.Columns.Reverse(), changes)));
    }

    [Fact]
    public void LevelOrderInTheFile_MakesNoDifference() =>
        Assert.Equal(
            Features.Learn(Stones.Table("cut=Good", "cut=Fair"), drop: []).Names,
            Features.Learn(Stones.Table("cut=Fair", "cut=Good"), drop: []).Names);

    [Fact]
    public void Label_IsNoFeature_AndIsNeverRead()
    {
        Table labelled = Stones.Table("price=300,carat=0.3", "price=9000,carat=1.5");

        Assert.DoesNotContain(Learnt().Names, name => name.Contains(DiamondPrice.Label, StringComparison.Ordinal));
        Assert.Equal(Learnt().Encode(labelled.Without(DiamondPrice.Label)), Learnt().Encode(labelled));
    }

    [Fact]
    public void DroppedColumns_AreNeitherLearntNorAskedFor()
    {
        Features features = Features.Learn(Stones.Table("", "carat=0.5"), drop: ["clarity", "depth", "z"]);
        Table without = Stones.Table("carat=0.7").Without("clarity").Without("depth").Without("z");

        Assert.DoesNotContain(features.Names, name => name.Contains("clarity", StringComparison.Ordinal) || name is "depth" or "z");
        Assert.Equal(features.Names.Count, Assert.Single(features.Encode(without)).Length);
    }

    [Fact]
    public void Row_HasOneNumberForEachName() =>
        Assert.Equal(Learnt().Names.Count, Assert.Single(Learnt().Encode(Stones.Table(""))).Length);

    [Theory]
    [InlineData("carat=heavy", "column 'carat': found 'heavy', expected a number more than 0")]
    [InlineData("carat=0", "column 'carat': found '0', expected a number more than 0")]
    [InlineData("carat=", "column 'carat': found no value, expected a number more than 0")]
    [InlineData("x=long", "column 'x': found 'long', expected a number")]
    public void NumberThatCannotBe_SaysWhere(string change, string message)
    {
        FaultException e = Assert.Throws<FaultException>(() => Learnt().Encode(Stones.Table("", change)));

        Assert.Equal($"stones.csv:3: {message}", e.Message);
        Assert.Equal(ExitCodes.Negative, e.ExitCode);
    }

    [Fact]
    public void AbsentColumn_IsNamed()
    {
        FaultException e = Assert.Throws<FaultException>(() => Learnt().Encode(Stones.Table("").Without("clarity")));

        Assert.StartsWith("stones.csv:1: column 'clarity' not found", e.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Misconfigured, e.ExitCode);
    }

    private static Features Learnt() => Features.Learn(
        Stones.Table("cut=Good,carat=0.5,y=5.1", "cut=Fair,carat=1.2,y=6.83", "cut=Ideal"), drop: []);

    private static double Median(Features features, string name)
    {
        NumericFeature feature = features.Numeric.Single(one => one.Column == name);
        return (feature.Fill - feature.Mean) / feature.Deviation;
    }

    private static double[] Encoded(Features features, string name, Table rows) =>
        [.. features.Encode(rows).Select(row => row[features.Names.ToList().IndexOf(name)])];

    private static double[] Under(Features features, double[] row, string start) =>
        [.. row.Where((_, i) => features.Names[i].StartsWith(start, StringComparison.Ordinal))];
}
