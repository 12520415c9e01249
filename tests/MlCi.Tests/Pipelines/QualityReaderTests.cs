using MlCi.Drift;
using MlCi.Quality;

namespace MlCi.Tests.Pipelines;

public sealed class QualityReaderTests
{
    private static QualityRules Read(string rules) => Sample.Read(Sample.And($"quality: {{{rules}}}")).Quality;

    [Fact]
    public void WithoutAWord_LeaksAndDriftAreLookedFor()
    {
        QualityRules rules = Sample.Read(Sample.Text).Quality;

        Assert.True(rules is { Drift: { Blocks: false, Reference: null, Floor: .1 }, NewCategories: { Columns: null, Force.Blocks: false }, Copies: { Maximum: null, Force: null }, Predictors: { Maximum: .99, Force.Blocks: false } });
        Assert.Empty(rules.NamedColumns);
    }

    [Fact]
    public void None_LeavesADefaultOut() => Assert.True(
        Read("drift: none, new_categories: none, copies: none, predictors: none") is { Drift: null, NewCategories: null, Copies: null, Predictors: null });

    [Fact]
    public void WrittenRule_Blocks_UnlessItSaysThatItWarns()
    {
        QualityRules rules = Read("unique: [id, [day, store], {columns: [mail], warn: true}], copies: {max: 0.02}, predictors: {warn: true}, drift: {}, new_categories: {columns: [city]}");

        Assert.Equal([("id", true), ("day+store", true), ("mail", false)], rules.Unique.Select(rule => (string.Join('+', rule.Columns), rule.Force.Blocks)));
        Assert.Equal((.02, true), (rules.Copies!.Maximum, rules.Copies.Force!.Value.Blocks));
        Assert.False(rules.Predictors!.Force.Blocks);
        Assert.True(rules.Drift!.Blocks);
        Assert.True(rules.NewCategories!.Force.Blocks);
        Assert.Equal("pipelines/churn/pipeline.yml:13:20", rules.Unique[0].Force.Place!.ToString());
    }

    [Fact]
    public void EachRule_IsRead()
    {
        QualityRules rules = Read("""
            nulls: [{column: income, max: 0.05}], distinct: [{column: country, min: 2, max: 60}], rows: [{of: holdout, min: 10, change: 0.5, warn: true}],
             fresh: [{column: day, within: 36h}], balance: {min: 0.1}, allow_new: [city], entity: patient, time: {column: day, warn: true},
             drift: {reference: old.csv, columns: [a], except: [b], measure: ks, floor: 0.2}
            """);

        Assert.Equal(("income", .05), (rules.Nulls[0].Column, rules.Nulls[0].Maximum));
        Assert.Equal((2L, 60L), (rules.Distinct[0].Minimum, rules.Distinct[0].Maximum));
        Assert.Equal((true, 10L, null, .5, false), (rules.Rows[0].OfHoldout, rules.Rows[0].Minimum, rules.Rows[0].Maximum, rules.Rows[0].Change, rules.Rows[0].Force.Blocks));
        Assert.Equal(TimeSpan.FromHours(36), rules.Fresh[0].Within);
        Assert.Equal((.1, 1), (rules.Balance!.Minimum, rules.Balance.Maximum));
        Assert.Equal(("patient", true, "day", false), (rules.Entity!.Column, rules.Entity.Force.Blocks, rules.Time!.Column, rules.Time.Force.Blocks));
        Assert.Equal(("old.csv", DriftMeasure.KolmogorovSmirnov, .2), (rules.Drift!.Reference, rules.Drift.Measure, rules.Drift.Floor));
        Assert.Equal(["income", "country", "day", "a", "b", "city", "patient", "day"], rules.NamedColumns.Select(named => named.Column));
    }

    [Theory]
    [InlineData("quality: 5", "13:10: found 5 for 'quality', expected a mapping of rules, such as {unique: [id], nulls: [{column: income, max: 0.05}]}")]
    [InlineData("quality: {unique: [[a, a]]}", "13:24: found a for 'unique', expected the name of a column, each once")]
    [InlineData("quality: {nulls: [{column: a}]}", "13:19: found no 'quality.nulls[].max', expected a share from 0 to 1")]
    [InlineData("quality: {nulls: [{column: a, max: 5}]}", "13:36: found 5 for 'quality.nulls[].max', expected a share from 0 to 1")]
    [InlineData("quality: {distinct: [{column: a}]}", "13:22: found neither min nor max, expected one of them at least")]
    [InlineData("quality: {distinct: [{column: a, min: 3, max: 2}]}", "13:47: found max 2 below min 3, expected it above")]
    [InlineData("quality: {rows: [{of: test, min: 3}]}", "13:23: found test for 'quality.rows[].of', expected train or holdout")]
    [InlineData("quality: {rows: [{of: train}]}", "13:18: found neither min nor max nor change, expected one of them at least")]
    [InlineData("quality: {fresh: [{column: a, within: 7}]}", "13:39: found 7 for 'quality.fresh[].within', expected an age such as 36h or 7d")]
    [InlineData("quality: {balance: {}}", "13:20: found neither min nor max, expected one of them or both")]
    [InlineData("quality: {drift: {measure: chi}}", "13:28: found chi for 'quality.drift.measure', expected psi, js, ks or wasserstein")]
    [InlineData("quality: {drift: {columns: []}}", "13:28: found no column for 'columns', expected a list of columns")]
    [InlineData("quality: {drift: off}", "13:18: found off, expected none, or a mapping of reference, columns, except, measure, floor, warn")]
    [InlineData("quality: {predictors: {max: 1}}", "13:29: found 1 for 'quality.predictors.max', expected a number more than 0.5 and less than 1")]
    [InlineData("quality: {entity: [a]}", "13:19: found a list for 'quality.entity', expected a column, or a mapping of column and warn")]
    [InlineData("quality: {copies: {warn: maybe}}", "13:26: found maybe for 'quality.copies.warn', expected true or false")]
    public void WrongRule_IsOneFault(string rule, string fault) => Assert.Equal(fault, Sample.Faults(Sample.And(rule)));

    [Fact]
    public void Balance_IsOfClasses() => Assert.Contains(
        "found 'quality.balance' in the task regression, expected it in a task with classes",
        Sample.Faults(Sample.And("quality: {balance: {min: 0.1}}").Replace("task: binary", "task: regression", StringComparison.Ordinal)), StringComparison.Ordinal);
}
