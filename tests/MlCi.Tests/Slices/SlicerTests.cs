using System.Text;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Slices;

namespace MlCi.Tests.Slices;

public sealed class SlicerTests
{
    private static readonly SourcePlace Place = new("pipeline.yml", 9);

    private static Table Read(string csv) => CsvReader.Read(Encoding.UTF8.GetBytes(csv), "holdout.csv");

    private static IReadOnlyList<Slice> Cut(string csv, params double[]? bins) =>
        Slicer.Cut(new SliceRule("s", "a", bins is { Length: 0 } ? null : bins, Place), Read(csv));

    private static string[] Shown(IReadOnlyList<Slice> slices) => [.. slices.Select(slice => $"{slice.Id}: {string.Join(" ", slice.Rows)}")];

    [Fact]
    public void Values_AreInOrdinalOrder_AndMissingOnesLast() => Assert.Equal(
        ["s=B: 1 5", "s=a: 2", "s=é: 0", "s=(missing): 3 4"],
        Shown(Cut("a,b\né,\nB,\na,\n,1\n,2\nB,\n")));

    [Fact]
    public void WithoutMissingValues_ThereIsNoSliceOfThem() => Assert.Equal(["s=x: 0 1"], Shown(Cut("a\nx\nx\n")));

    [Fact]
    public void TextsThatReadLikeMissingOnes_StayApart() => Assert.Equal(
        ["s=\"\": 0", "s=\"(missing)\": 1", "s=(missing): 2"],
        Shown(Cut("a,b\n\"\",1\n(missing),1\n,1\n")));

    [Fact]
    public void Bins_AreHalfOpen_InOrder_AndNeverDropped() => Assert.Equal(
        ["s=<12: 1", "s=12–24: 0 4", "s=24–36.5: ", "s=≥36.5: 2 3"],
        Shown(Cut("a\n12\n11.9\n36.5\n1e3\n23.99\n", 12, 24, 36.5)));

    [Fact]
    public void MissingValues_AreTheLastBin() => Assert.Equal(
        ["s=<0: 1", "s=≥0: 0", "s=(missing): 2"], Shown(Cut("a,b\n0,\n-1,\n,\n", 0)));

    [Fact]
    public void NoRows_GiveEmptyBins() => Assert.Equal(["s=<5: ", "s=≥5: "], Shown(Cut("a\n", 5)));

    [Fact]
    public void ValuesThatAreNoNumbers_AreAllNamedWithLineAndColumn()
    {
        FaultException e = Assert.Throws<FaultException>(() => Cut("a,b\n1,\nmany,\nmany,\nNaN,\n", 5));

        Assert.Equal(ExitCodes.Misconfigured, e.ExitCode);
        Assert.Equal(
            [
                "holdout.csv:3: column 'a': found 'many', expected a number for the bins of slice 's'",
                "holdout.csv:5: column 'a': found 'NaN', expected a number for the bins of slice 's'",
            ],
            e.Faults.Select(fault => fault.ToString()));
    }

    [Fact]
    public void ColumnOfTexts_IsNotListedInFull()
    {
        FaultException e = Assert.Throws<FaultException>(() => Cut("a\n" + string.Join("\n", Enumerable.Range(0, 100).Select(i => $"x{i}")), 5));

        Assert.Equal(5, e.Faults.Count);
    }

    [Fact]
    public void MissingColumn_IsAFault() => Assert.Equal(
        ExitCodes.Misconfigured,
        Assert.Throws<FaultException>(() => Slicer.Cut(new SliceRule("s", "nowhere", null, Place), Read("a\n1\n"))).ExitCode);

    [Fact]
    public void ValuesThatNoRowHas_AreNoSlices()
    {
        Table all = Read("a\nx\ny\n");
        var part = new Table("holdout.csv", [all.Column("a").Take([1])], [3]);

        Assert.Equal(["s=y: 0"], Shown(Slicer.Cut(new SliceRule("s", "a", null, Place), part)));
    }

    [Theory]
    [InlineData(2.0, 1.0)]
    [InlineData(1.0, 1.0)]
    [InlineData(double.NaN, 1.0)]
    public void EdgesThatDoNotIncrease_Throw(double first, double second) =>
        Assert.Throws<ArgumentException>(() => Cut("a\n1\n", first, second));
}
