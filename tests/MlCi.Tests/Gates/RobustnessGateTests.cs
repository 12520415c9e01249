using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Gates;
using MlCi.Metrics;
using MlCi.Statistics;
using MlCi.Tests.Statistics;

namespace MlCi.Tests.Gates;

public sealed class RobustnessGateTests
{
    private static readonly Table Holdout = CsvReader.Read(
        Encoding.UTF8.GetBytes("id,tenure,charge,plan,one,same,empty,pair\n" + string.Join('\n', Enumerable.Range(0, 4000).Select(i =>
            $"{i},{(i % 10 == 3 ? "" : $"{i % 72}")},{i % 100 / 4.0},{(i % 4 == 0 ? "a" : i % 4 == 1 ? "b" : "c")},x,7,,{(i > 1 ? "" : $"{i * 100}")}"))), "holdout.csv");

    private static RobustnessRule Rule(PerturbationKind kind, double size, double most, params string[] columns)
    {
        var perturbation = new Perturbation(kind, size, columns);
        return new RobustnessRule(RobustnessRule.NameOf(perturbation), perturbation, most, WhenInconclusive.Block, Rules.Place);
    }

    private static SampledPredictions Predictions(int rows, int positive, int[]? clusters = null) => new(
        new PredictionSet(new bool[rows], [.. Enumerable.Range(0, rows).Select(i => i < positive ? .9 : .1)], .5), new Sampling(rows, weights: null, clusters));

    private static GateResult Decide(int flips, int rows, double most, int[]? clusters = null) => RobustnessGate.Decide(
        Rule(PerturbationKind.Noise, .1, most, "tenure"), Predictions(rows, 0, clusters), Predictions(rows, flips, clusters), .05, .8);

    [Fact]
    public void FewFlips_Pass_ManyFail_BetweenIsInconclusive()
    {
        GateResult passed = Decide(20, 1000, .05), failed = Decide(90, 1000, .05), open = Decide(45, 1000, .05);

        Assert.Equal([GateVerdict.Passed, GateVerdict.Failed, GateVerdict.Inconclusive], [passed.Verdict, failed.Verdict, open.Verdict]);
        Assert.Equal([false, true, true], [passed.Blocks, failed.Blocks, open.Blocks]);
        Assert.Equal("flips@noise 0.1 of tenure 0.090 [0.076, 0.106] misses ≤ 0.05", failed.Reason);
        Assert.Equal(("flips@noise 0.1 of tenure", "flips", "robustness", null, "max"), (failed.Id, failed.Metric, failed.Rule, failed.Slice, failed.Direction));
        Assert.True(open.RowsNeeded > 0);
    }

    [Fact]
    public void Share_HasClopperPearsonsInterval()
    {
        GateResult none = Decide(0, 20, .5);

        // The upper 95 % bound of 0 of 20 at 2.5 % a side is .1684335 (R's binom.test); at 5 % a side it is 1 − .05^(1/20).
        Close.Equal(1 - Math.Pow(.05, 1 / 20.0), none.Upper!.Value, 1e-12);
        Assert.Equal(0, none.Lower);
    }

    [Fact]
    public void FlipsThatComeInClusters_HaveAWiderInterval()
    {
        // All rows of a cluster flip, or none does: 200 clusters of five say as much as 200 rows.
        GateResult clustered = Decide(100, 1000, .5, [.. Enumerable.Range(0, 1000).Select(row => row / 5)]);
        GateResult rows = Decide(20, 200, .5), plain = Decide(100, 1000, .5);

        Assert.Equal(.1, clustered.Estimate);
        Assert.InRange(clustered.Upper!.Value, .95 * rows.Upper!.Value, 1.05 * rows.Upper!.Value);
        Assert.True(clustered.Upper > 1.1 * plain.Upper);
    }

    [Fact]
    public void ModelThatCannotBeAsked_IsNotEvaluated_AndBlocks()
    {
        GateResult result = RobustnessGate.NotEvaluated(Rule(PerturbationKind.Nulls, .2, .1, "charge"), "the program crashed", .05);

        Assert.Equal((GateVerdict.NotEvaluated, true), (result.Verdict, result.Blocks));
        Assert.Equal("flips@nulls 0.2 of charge not evaluated: the program crashed", result.Reason);
        Assert.Equal(GateVerdict.NotEvaluated, RobustnessGate.Decide(Rule(PerturbationKind.Nulls, .2, .1, "charge"), Predictions(0, 0), Predictions(0, 0), .05, .8).Verdict);
    }

    [Fact]
    public void Noise_IsOfTheColumnsSpread_WithinItsRange_AndWholeWhereItIs()
    {
        Table disturbed = RobustnessGate.Disturb(Rule(PerturbationKind.Noise, .5, .1, "tenure", "charge"), Holdout, "sha256:a");
        (Column before, Column after) = (Holdout.Column("tenure"), disturbed.Column("tenure"));

        int[] rows = [.. Enumerable.Range(0, Holdout.RowCount).Where(row => !before.IsMissing(row))];
        Assert.All(Enumerable.Range(0, Holdout.RowCount), row => Assert.Equal(before.IsMissing(row), after.IsMissing(row)));
        Assert.All(rows, row => Assert.True(double.IsInteger(after.Numbers[row]) && after.Numbers[row] is >= 0 and <= 71));
        double spread = Spread(rows.Select(row => before.Numbers[row]));
        // Away from the ends nothing is cut off, and rounding adds next to nothing.
        double noise = Spread(rows.Where(row => before.Numbers[row] is >= 35 and <= 36).Select(row => after.Numbers[row] - before.Numbers[row]));
        Assert.InRange(noise / spread, .35, .65);
        Assert.Contains(Enumerable.Range(0, Holdout.RowCount), row => !double.IsInteger(disturbed.Column("charge").Numbers[row] * 4));
        Assert.Same(Holdout.Column("plan"), disturbed.Column("plan"));
    }

    [Fact]
    public void Nulls_TakeTheirShare()
    {
        Column after = RobustnessGate.Disturb(Rule(PerturbationKind.Nulls, .2, .1, "charge"), Holdout, "sha256:a").Column("charge");
        int[] missing = [.. Enumerable.Range(0, after.RowCount).Where(after.IsMissing)];

        // Within five standard deviations of 800.
        Assert.InRange(missing.Length, 800 - 127, 800 + 127);
        Assert.All(Enumerable.Range(0, after.RowCount).Except(missing), row => Assert.Equal(Holdout.Column("charge").Text(row), after.Text(row)));
    }

    [Fact]
    public void Swap_GivesEveryRowAnotherValue_AsOftenAsItOccurs()
    {
        (Column before, Column after) = (Holdout.Column("plan"), RobustnessGate.Disturb(Rule(PerturbationKind.Swap, 1, .1, "plan"), Holdout, "sha256:a").Column("plan"));

        Assert.All(Enumerable.Range(0, after.RowCount), row => Assert.NotEqual(before.Text(row), after.Text(row)));
        // Of the 1,000 rows of a, two thirds become c, which is twice as frequent as b.
        int becomeC = Enumerable.Range(0, after.RowCount).Count(row => before.Text(row) == "a" && after.Text(row) == "c");
        Assert.InRange(becomeC, 667 - 75, 667 + 75);
    }

    [Fact]
    public void SameHoldoutAndRule_AreDisturbedAlike_AnotherIsNot()
    {
        RobustnessRule rule = Rule(PerturbationKind.Swap, .5, .1, "plan");
        string Of(RobustnessRule one, string digest) => string.Concat(
            Enumerable.Range(0, Holdout.RowCount).Select(RobustnessGate.Disturb(one, Holdout, digest).Column("plan").Text));

        Assert.Equal(Of(rule, "sha256:a"), Of(rule, "sha256:a"));
        Assert.NotEqual(Of(rule, "sha256:a"), Of(rule, "sha256:b"));
        Assert.NotEqual(Of(rule, "sha256:a"), Of(Rule(PerturbationKind.Swap, .4, .1, "plan"), "sha256:a"));
    }

    [Fact]
    public void Swap_TakesItsShare_AndLeavesWhatIsMissing()
    {
        (Column before, Column after) = (Holdout.Column("tenure"), RobustnessGate.Disturb(Rule(PerturbationKind.Swap, .3, .1, "tenure"), Holdout, "sha256:a").Column("tenure"));
        int[] known = [.. Enumerable.Range(0, after.RowCount).Where(row => !before.IsMissing(row))];

        // Within five standard deviations of 30 % of 3,600.
        Assert.InRange(known.Count(row => before.Text(row) != after.Text(row)), 1080 - 137, 1080 + 137);
        Assert.All(Enumerable.Range(0, after.RowCount), row => Assert.Equal(before.IsMissing(row), after.IsMissing(row)));
    }

    // So the same rows are disturbed alike by every release, and a verdict can be repeated.
    [Fact]
    public void Noise_IsTheNormalNumberOfHoldoutPerturbationColumnAndRow()
    {
        byte[] digest = SHA256.HashData("sha256:a\nnoise 0.5\ncharge"u8);
        (ulong, ulong) key = (BinaryPrimitives.ReadUInt64LittleEndian(digest), BinaryPrimitives.ReadUInt64LittleEndian(digest.AsSpan(8)));
        Column before = Holdout.Column("charge");
        double deviation = Math.Sqrt(Moments.Of(before.Numbers).Variance);

        Column after = RobustnessGate.Disturb(Rule(PerturbationKind.Noise, .5, .1, "charge"), Holdout, "sha256:a").Column("charge");

        Assert.All(Enumerable.Range(0, 400), row => Assert.Equal(
            Math.Clamp(before.Numbers[row] + .5 * deviation * new Philox(key, (ulong)row).NextNormal(), 0, 24.75), after.Numbers[row], 1e-12));
    }

    [Fact]
    public void TwoDifferentNumbers_AreSpreadEnoughForNoise()
    {
        Column after = RobustnessGate.Disturb(Rule(PerturbationKind.Noise, .5, .1, "pair"), Holdout, "sha256:a").Column("pair");

        Assert.NotEqual(["0", "100"], [after.Text(0), after.Text(1)]);
        Assert.All([0, 1], row => Assert.InRange(after.Numbers[row], 0, 100));
    }

    [Fact]
    public void PredictionsOfOtherRows_AreMisuse() => Assert.Throws<ArgumentOutOfRangeException>(() => RobustnessGate.Decide(
        Rule(PerturbationKind.Noise, .1, .1, "tenure"), Predictions(10, 0), Predictions(9, 0), .05, .8));

    [Fact]
    public void PredictionsOfNumbers_HaveNoDecisionsToFlip()
    {
        var numbers = new NumberPredictions([1, 2], [1, 2], Sampling.Plain(2));
        RobustnessRule rule = Rule(PerturbationKind.Noise, .1, .1, "tenure");

        Assert.Throws<ArgumentException>(() => RobustnessGate.Decide(rule, numbers, numbers, .05, .8));
        Assert.Throws<ArgumentException>(() => RobustnessGate.Decide(rule, Predictions(2, 0), numbers, .05, .8));
    }

    [Theory]
    [InlineData(PerturbationKind.Noise, "plan", "pipeline.yml:12:5: column 'plan': found 'a', expected numbers, to which noise can be added")]
    [InlineData(PerturbationKind.Noise, "tenur", "pipeline.yml:12:5: found column 'tenur' to disturb, expected 'tenure', or one of id, tenure, charge, plan, one, same, empty, pair")]
    [InlineData(PerturbationKind.Noise, "same", "pipeline.yml:12:5: column 'same': found no two different numbers, expected some spread, of which noise is a share")]
    [InlineData(PerturbationKind.Noise, "empty", "pipeline.yml:12:5: column 'empty': found no two different numbers, expected some spread, of which noise is a share")]
    [InlineData(PerturbationKind.Swap, "one", "pipeline.yml:12:5: column 'one': found no two different values, expected others, to which a value can be swapped")]
    public void ColumnThatCannotBeDisturbed_IsAFault(PerturbationKind kind, string column, string fault)
    {
        var e = Assert.Throws<FaultException>(() => RobustnessGate.Disturb(Rule(kind, .5, .1, column), Holdout, "sha256:a"));

        Assert.Equal((ExitCodes.Misconfigured, fault), (e.ExitCode, e.Message));
    }

    [Fact]
    public void PerturbationThatChangesNothing_IsAFault_AndNoPass()
    {
        Table flags = CsvReader.Read(Encoding.UTF8.GetBytes("flag\n" + string.Join('\n', Enumerable.Range(0, 500).Select(i => $"{i % 2}"))), "holdout.csv");

        var e = Assert.Throws<FaultException>(() => RobustnessGate.Disturb(Rule(PerturbationKind.Noise, .01, .1, "flag"), flags, "sha256:a"));

        Assert.Equal("pipeline.yml:12:5: column 'flag': found no value that noise 0.01 changes, expected more of it", e.Message);
    }

    [Fact]
    public void SwapOnANearlyConstantColumn_EndsAtOnce()
    {
        Table rare = CsvReader.Read(Encoding.UTF8.GetBytes("plan\n" + string.Join('\n', Enumerable.Range(0, 100_000).Select(i => i == 7 ? "rare" : "usual"))), "holdout.csv");

        Column after = RobustnessGate.Disturb(Rule(PerturbationKind.Swap, 1, .1, "plan"), rare, "sha256:a").Column("plan");

        Assert.All(Enumerable.Range(0, after.RowCount), row => Assert.Equal(row == 7 ? "usual" : "rare", after.Text(row)));
    }

    private static double Spread(IEnumerable<double> values)
    {
        double[] all = [.. values];
        double mean = all.Average();
        return Math.Sqrt(all.Average(value => (value - mean) * (value - mean)));
    }
}
