using System.Text;
using FsCheck;
using FsCheck.Fluent;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Slices;

namespace MlCi.Tests.Slices;

public sealed class CrossSlicerTests
{
    private static readonly SourcePlace Place = new("pipeline.yml", 9);

    private static readonly Table People = CsvReader.Read(
        Encoding.UTF8.GetBytes("plan,city,age\nB,x,10\nA,x,20\nA,,30\nB,y,40\nA,x,50\n"), "holdout.csv");

    private static SliceRule By(string column, params double[] bins) => new(column, column, bins.Length == 0 ? null : bins, Place);

    private static string[] Cut(Table table, params SliceRule[] rules) =>
        [.. Slicer.Cut(SliceRule.OfCross("mix", rules, Place), table).Select(slice => $"{slice.Id}: {string.Join(" ", slice.Rows)}")];

    [Fact]
    public void Combinations_AreThoseThatOccur_InTheOrderOfTheirParts() => Assert.Equal(
        ["plan=A & city=x: 1 4", "plan=A & city=(missing): 2", "plan=B & city=x: 0", "plan=B & city=y: 3"],
        Cut(People, By("plan"), By("city")));

    [Fact]
    public void ThreeParts_AreCutLikewise() => Assert.Equal(
        [
            "plan=A & city=x & age=<25: 1", "plan=A & city=x & age=≥25: 4", "plan=A & city=(missing) & age=≥25: 2",
            "plan=B & city=x & age=<25: 0", "plan=B & city=y & age=≥25: 3",
        ],
        Cut(People, By("plan"), By("city"), By("age", 25)));

    [Fact]
    public void Condition_TakesOnlyItsRows() => Assert.Equal(
        ["old & plan=A: 4", "old & plan=B: 3"],
        Cut(People, SliceRule.OfCondition("old", ConditionParser.Parse("age > 35", _ => Place), Place), By("plan")));

    [Fact]
    public void BinOrConditionWithoutRows_IsASliceWithoutRows() => Assert.Equal(
        ["plan=A & age=<60: 1 2 4", "plan=B & age=<60: 0 3", "plan & age=≥60: "],
        Cut(People, By("plan"), By("age", 60)));

    [Fact]
    public void Slices_KnowTheirRule() =>
        Assert.All(Slicer.Cut(SliceRule.OfCross("mix", [By("plan"), By("city")], Place), People), slice => Assert.Equal("mix", slice.Rule));

    [Fact]
    public void Rows_FallIntoExactlyOneCombination_WhateverTheirOrder() => Prop.ForAll(
        Gen.Choose(0, 26).ArrayOf().ToArbitrary(), cells =>
        {
            string[] rows = [.. cells.Select(cell => $"{"ABC"[cell % 3]},{"xyz"[cell / 3 % 3]},{cell / 9}")];
            Table Read(IEnumerable<string> lines) => CsvReader.Read(Encoding.UTF8.GetBytes("plan,city,age\n" + string.Concat(lines.Select(line => line + "\n"))), "h.csv");
            IReadOnlyList<Slice> slices = Slicer.Cut(SliceRule.OfCross("mix", [By("plan"), By("city"), By("age")], Place), Read(rows));
            bool once = slices.SelectMany(slice => slice.Rows).Order().SequenceEqual(Enumerable.Range(0, rows.Length));
            IReadOnlyList<Slice> back = Slicer.Cut(SliceRule.OfCross("mix", [By("plan"), By("city"), By("age")], Place), Read(rows.Reverse()));
            return once && slices.Select(slice => (slice.Id, slice.Rows.Length)).SequenceEqual(back.Select(slice => (slice.Id, slice.Rows.Length)));
        }).Check(Properties.Fixed);
}
