using System.Text;
using FsCheck;
using FsCheck.Fluent;
using MlCi.Data;
using MlCi.Gates;
using MlCi.Metrics;
using MlCi.Slices;
using MlCi.Tests.Metrics;

namespace MlCi.Tests.Gates;

/// <summary>What slices are called, and in which order their rows and they themselves come, decides nothing.</summary>
public sealed class SlicePropertyTests
{
    private static readonly GateRule[] AllRules =
    [
        Rules.AtLeast(Metric.Accuracy, .7, "group"), Rules.AtLeast(Metric.Auc, .75, "group"), Rules.AtMost(Metric.Brier, .2) with { Slices = ["group"] },
        Rules.AtLeast(Metric.F1, .6),
    ];

    [Fact]
    public void RelabelledSlices_ChangeNothingButNames() => Check((set, groups, seed) =>
    {
        string[] renamed = ["zeta", "Alpha", "(missing)", "7", "b b"];
        Dictionary<string, GateResult> one = ByRows(Decide(AllRules, set, groups, value => $"value{value}"));
        Dictionary<string, GateResult> other = ByRows(Decide(AllRules, set, groups, value => renamed[value]));
        return one.Count == other.Count && one.All(pair => pair.Value == other[pair.Key]);
    });

    [Fact]
    public void OrderOfRows_ChangesNoDecision_ToTheLastBit() => Check((set, groups, seed) =>
    {
        int[] order = RandomPredictions.Order(seed, set.RowCount);
        IReadOnlyList<GateResult> one = Decide(AllRules, set, groups, value => $"value{value}");
        IReadOnlyList<GateResult> other = Decide(AllRules, set.Take(order), [.. order.Select(row => groups[row])], value => $"value{value}");
        return one.SequenceEqual(other);
    });

    [Fact]
    public void OrderOfSlices_ChangesNoDecision_ToTheLastBit() => Check((set, groups, seed) =>
    {
        List<Slice> slices = [.. Slicer.Cut(Group, TableOf(groups, value => $"value{value}"))];
        IReadOnlyList<GateResult> one = GateEvaluator.Evaluate(AllRules, set, slices, .05, .8);
        slices.Reverse();
        IReadOnlyList<GateResult> other = GateEvaluator.Evaluate(AllRules, set, slices, .05, .8);
        return one.OrderBy(result => result.Id).SequenceEqual(other.OrderBy(result => result.Id));
    });

    private static SliceRule Group { get; } = new("group", "group", null, Rules.Place);

    private static IReadOnlyList<GateResult> Decide(GateRule[] rules, PredictionSet set, int[] groups, Func<int, string> nameOf) =>
        GateEvaluator.Evaluate(rules, set, Slicer.Cut(Group, TableOf(groups, nameOf)), .05, .8);

    private static Table TableOf(int[] groups, Func<int, string> nameOf) => CsvReader.Read(
        Encoding.UTF8.GetBytes("group\n" + string.Concat(groups.Select(group => $"\"{nameOf(group)}\"\n"))), "holdout.csv");

    // A slice is known by its metric and numbers here; what bears its name is taken out, all else must agree.
    private static Dictionary<string, GateResult> ByRows(IReadOnlyList<GateResult> results) => results
        .Select(result => result with { Id = "", Slice = null, Reason = result.Slice is null ? result.Reason : result.Reason[result.Id.Length..] })
        .GroupBy(result => $"{result}")
        .SelectMany(group => group.Select((result, copy) => (Key: $"{group.Key} {copy}", Result: result)))
        .ToDictionary(pair => pair.Key, pair => pair.Result);

    private static void Check(Func<PredictionSet, int[], int, bool> holds) => Prop.ForAll(RandomPredictions.Seeds, seed =>
    {
        PredictionSet set = RandomPredictions.Of(seed);
        var random = new Random(seed);
        return holds(set, [.. Enumerable.Range(0, set.RowCount).Select(_ => random.Next(5))], seed);
    }).Check(Properties.Fixed.WithMaxTest(60));
}
