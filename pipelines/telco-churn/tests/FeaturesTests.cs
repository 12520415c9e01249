using MlCi.Data;
using MlCi.Findings;

namespace Telco.Tests;

public sealed class FeaturesTests
{
    [Fact]
    public void Amounts_AreStandardizedByTheTrainingData()
    {
        Features features = Features.Learn(Customers.Table("tenure=10", "tenure=20", "tenure=60"), drop: []);

        // Mean 30; deviation over n: √((400 + 100 + 900) / 3) = 21.602…
        double[] tenures = Encoded(features, "tenure", Customers.Table("tenure=30", "tenure=60", "tenure=0"));

        Assert.Equal([0, 1.3887301496588271, -1.3887301496588271], tenures, (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void Flags_StayAsTheyAre() =>
        Assert.Equal([0, 1], Encoded(Learnt(), "senior_citizen", Customers.Table("senior_citizen=0", "senior_citizen=1")));

    [Fact]
    public void ConstantAmount_IsZero_NotNaN() =>
        Assert.Equal([0], Encoded(Learnt(), "monthly_charges", Customers.Table("monthly_charges=50")));

    [Fact]
    public void MissingTotal_IsTheMedianOfTheTrainingData()
    {
        Features features = Features.Learn(
            Customers.Table("total_charges=100", "total_charges=200", "total_charges=900", "total_charges=1000"), drop: []);

        Assert.Equal(550, features.Numeric.Single(feature => feature.Column == "total_charges").Fill);
        Assert.Equal(
            Encoded(features, "total_charges", Customers.Table("total_charges=550")),
            Encoded(features, "total_charges", Customers.Table("total_charges=")));
    }

    [Fact]
    public void MissingTotalOfTheFirstMonth_IsZero() =>
        Assert.Equal(
            Encoded(Learnt(), "total_charges", Customers.Table("tenure=0,total_charges=0")),
            Encoded(Learnt(), "total_charges", Customers.Table("tenure=0,total_charges=")));

    [Fact]
    public void Category_IsOneHot_WithLevelsInOrdinalOrder()
    {
        Features features = Learnt();

        Assert.Equal(
            ["contract=Month-to-month", "contract=One year", "contract=Two year"],
            features.Names.Where(name => name.StartsWith("contract=", StringComparison.Ordinal)));
        Assert.Equal([0, 1, 0], Contract(features, Customers.Table("contract=One year")));
    }

    [Theory]
    [InlineData("contract=Three year")]
    [InlineData("contract=")]
    public void CategoryThatTrainingHasNotSeen_IsAllZeros(string change) =>
        Assert.Equal([0, 0, 0], Contract(Learnt(), Customers.Table(change)));

    [Fact]
    public void ColumnOrder_MakesNoDifference()
    {
        string[] changes = ["contract=Two year,tenure=70", "contract=Month-to-month,tenure=3", ""];
        Features features = Learnt();

        Assert.Equal(
            features.Encode(Customers.Table(changes)),
            features.Encode(Customers.Table(Customers.Columns.Reverse(), changes)));
    }

    [Fact]
    public void LevelOrderInTheFile_MakesNoDifference() =>
        Assert.Equal(
            Features.Learn(Customers.Table("contract=Two year", "contract=One year"), drop: []).Names,
            Features.Learn(Customers.Table("contract=One year", "contract=Two year"), drop: []).Names);

    [Fact]
    public void Label_IsNoFeature_AndIsNeverRead()
    {
        Table labelled = Customers.Table("churn=Yes,tenure=3", "churn=No,tenure=50");
        Features features = Learnt();

        Assert.DoesNotContain(features.Names, name => name.Contains(TelcoChurn.Label, StringComparison.Ordinal));
        Assert.Equal(features.Encode(labelled.Without(TelcoChurn.Label)), features.Encode(labelled));
    }

    [Fact]
    public void DroppedColumns_AreNeitherLearntNorAskedFor()
    {
        Features features = Features.Learn(Customers.Table("", "tenure=3"), drop: ["contract", "partner", "monthly_charges"]);
        Table without = Customers.Table("tenure=7").Without("contract").Without("partner").Without("monthly_charges");

        Assert.DoesNotContain(features.Names, name => name.StartsWith("contract", StringComparison.Ordinal) || name == "partner");
        Assert.Equal(features.Names.Count, Assert.Single(features.Encode(without)).Length);
    }

    [Fact]
    public void Row_HasOneNumberForEachName() =>
        Assert.Equal(Learnt().Names.Count, Assert.Single(Learnt().Encode(Customers.Table(""))).Length);

    [Fact]
    public void TextWhereANumberBelongs_SaysWhere()
    {
        FaultException e = Assert.Throws<FaultException>(() => Learnt().Encode(Customers.Table("", "tenure=long")));

        Assert.Equal("customers.csv:3: column 'tenure': found 'long', expected a number", e.Message);
        Assert.Equal(ExitCodes.Negative, e.ExitCode);
    }

    [Fact]
    public void AbsentColumn_IsNamed()
    {
        FaultException e = Assert.Throws<FaultException>(() => Learnt().Encode(Customers.Table("").Without("contract")));

        Assert.StartsWith("customers.csv:1: column 'contract' not found", e.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Misconfigured, e.ExitCode);
    }

    private static Features Learnt() => Features.Learn(
        Customers.Table("contract=Two year,tenure=0", "contract=Month-to-month,tenure=40", "total_charges=20"), drop: []);

    private static double[] Encoded(Features features, string name, Table rows) =>
        [.. features.Encode(rows).Select(row => row[features.Names.ToList().IndexOf(name)])];

    private static double[] Contract(Features features, Table rows)
    {
        double[] row = Assert.Single(features.Encode(rows));
        return [.. row.Where((_, i) => features.Names[i].StartsWith("contract=", StringComparison.Ordinal))];
    }
}
