using MlCi.Gates;
using MlCi.Metrics;
using MlCi.Slices;
using MlCi.Statistics;

namespace MlCi.Tests.Gates;

public sealed class DiagnosticGatesTests
{
    private static readonly GateRule Rule = Rules.AtLeast(Metric.Accuracy, .8, "group") with { IsDiagnostic = true };

    private static IReadOnlyList<GateResult> Evaluate(IReadOnlyList<GateRule> rules, params (int Right, int Rows)[] slices)
    {
        PredictionSet[] parts = [.. slices.Select(slice => Rules.Rows(slice.Right, slice.Rows))];
        List<Slice> cut = [];
        foreach (PredictionSet part in parts)
            cut.Add(new Slice("group", $"{(char)('a' + cut.Count)}", [.. Enumerable.Range(cut.Sum(slice => slice.Rows.Length), part.RowCount)]));
        PredictionSet all = new([.. parts.SelectMany(part => part.Labels.ToArray())], [.. parts.SelectMany(part => part.Scores.ToArray())], .5);
        return DiagnosticGates.Evaluate(rules, Evaluation.Of([Metric.Accuracy], all, cut, .05), .05, .8);
    }

    [Fact]
    public void BadSlice_IsCalledOut_AndBlocksNothing()
    {
        IReadOnlyList<GateResult> results = Evaluate([Rule], (90, 100), (50, 100));

        Assert.Equal([GateVerdict.Passed, GateVerdict.Failed], results.Select(result => result.Verdict));
        Assert.All(results, result => Assert.Equal((DiagnosticGates.Kind, false), (result.Rule, result.Blocks)));
        Assert.Equal("accuracy@group=b 0.500 [0.414, 0.586] misses ≥ 0.8 (adjusted p < 0.001 among 2 diagnostics)", results[1].Reason);
    }

    [Fact]
    public void Ps_AreAdjustedByTheirFalseDiscoveryRate()
    {
        (int, int)[] slices = [(71, 100), (70, 100), (72, 100), (90, 100)];
        IReadOnlyList<GateResult> results = Evaluate([Rule], slices);
        double[] adjusted = BenjaminiHochberg.Adjust([.. results.Select(result => result.PValue!.Value)]);

        Assert.Equal(adjusted, results.Select(result => result.PAdjusted!.Value));
        // Holm would call none of these three out at 5 %.
        Assert.True(Holm.Adjust([.. results.Select(result => result.PValue!.Value)])[2] > .05);
        Assert.Equal([GateVerdict.Failed, GateVerdict.Failed, GateVerdict.Failed, GateVerdict.Passed], results.Select(result => result.Verdict));
    }

    [Fact]
    public void SliceThatMissesByItself_MayBeInconclusiveAmongMany()
    {
        IReadOnlyList<GateResult> results = Evaluate([Rule], [(72, 100), .. Enumerable.Repeat((90, 100), 9)]);

        Assert.Equal(GateVerdict.Inconclusive, results[0].Verdict);
        Assert.Contains("misses ≥ 0.8 by itself, but not as one of 10 diagnostics", results[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void MaximumThatIsMissed_IsNamedAsOne()
    {
        GateRule most = Rule with { Limit = .6, IsMinimum = false };

        Assert.Contains("misses ≤ 0.6 (adjusted p", Evaluate([most], (90, 100)).Single().Reason, StringComparison.Ordinal);
        Assert.Contains("misses ≥ 0.95 (adjusted p", Evaluate([Rule with { Limit = .95 }], (50, 100)).Single().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void EmptySlice_IsNotEvaluated_AndBlocksNothing()
    {
        GateResult result = Evaluate([Rule], (0, 0)).Single();

        Assert.Equal((GateVerdict.NotEvaluated, false, null), (result.Verdict, result.Blocks, result.PAdjusted));
    }

    [Fact]
    public void NoRules_GiveNoResults() => Assert.Empty(Evaluate([], (90, 100)));
}
