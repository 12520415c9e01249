using MlCi.Data;
using MlCi.Findings;
using MlCi.Metrics;
using MlCi.Statistics;

namespace MlCi.Slices;

/// <summary>A slice found to be bad on one half of the holdout, and what the other half says of it.</summary>
/// <param name="Found">What the first half said.</param>
/// <param name="Inside">Wrong decisions in the slice, on the other half.</param>
/// <param name="Outside">Wrong decisions in all other rows, on the other half.</param>
/// <param name="Difference">The interval of the difference of the two rates, or null where one has no rows.</param>
/// <param name="PValue">The chance of so many wrong decisions in the slice, were it no worse than the rest (Fisher's exact test); null without rows.</param>
/// <param name="PAdjusted">The same after Benjamini &amp; Hochberg's adjustment among all found slices.</param>
public sealed record WorstSlice(FoundSlice Found, Proportion Inside, Proportion Outside, Interval? Difference, double? PValue, double? PAdjusted)
{
    /// <summary>Whether the other half confirms it; null where that half says nothing.</summary>
    /// <param name="alpha">The level.</param>
    public bool? IsWorse(double alpha) => PAdjusted is { } p ? p <= alpha : null;
}

/// <summary>The worst slices, and how they were found.</summary>
/// <param name="Searched">The rows of the half that was searched.</param>
/// <param name="Tested">The rows of the half that was tested on.</param>
/// <param name="Features">The names of the rules that were combined.</param>
/// <param name="Slices">What was found, worst first.</param>
/// <param name="Reason">Why nothing was found, or null.</param>
/// <param name="Alpha">The level at which a slice is called worse.</param>
public sealed record WorstSlices(
    int Searched, int Tested, IReadOnlyList<string> Features, IReadOnlyList<WorstSlice> Slices, string? Reason, double Alpha)
{
    /// <summary>Those that the other half confirms to be worse than the rest.</summary>
    public IReadOnlyList<WorstSlice> Confirmed => [.. Slices.Where(slice => slice.IsWorse(Alpha) == true)];

    /// <summary>
    /// Finds the slices with the most wrong decisions on one half of the holdout, and tests on the other whether they are worse
    /// than the rest: what is picked out of thousands of slices looks bad by chance, but not twice.
    /// </summary>
    /// <param name="holdout">The holdout, with its label.</param>
    /// <param name="predictions">The predictions of its rows.</param>
    /// <param name="declared">The pipeline's slice rules.</param>
    /// <param name="leftOut">Columns that make no slices: label and key.</param>
    /// <param name="options">How to search.</param>
    /// <param name="alpha">The error of each side of the intervals, and the level of the tests.</param>
    public static WorstSlices Find(
        Table holdout, PredictionSet predictions, IReadOnlyList<SliceRule> declared, IReadOnlyCollection<string> leftOut,
        WorstSliceOptions options, double alpha)
    {
        (int[] find, int[] test) = HoldoutHalves.Split(holdout);
        IReadOnlyList<SliceRule> rules = SliceFeatures.Choose(holdout, declared, options.Columns, leftOut);
        var nothing = new WorstSlices(find.Length, test.Length, [.. rules.Select(rule => rule.Name)], [], Reason: null, alpha);
        int least = options.MinimumRowsOf(find.Length);
        if (predictions.Scores.ContainsAnyExceptInRange(0, 1))
            return nothing with { Reason = "a score is not a number from 0 to 1" };
        if (find.Length < 2 * least)
            return nothing with { Reason = $"{Numerals.Count(find.Length, "rows")} to search, expected at least {2 * least}" };

        SliceFeature[] features = [.. rules.Select(rule => SliceFeature.Of(Slicer.Cut(rule, holdout), holdout.RowCount))];
        long[] errors = Errors(predictions);
        IReadOnlyList<FoundSlice> found = SliceLine.Search(
            [.. features.Select(feature => feature.Take(find))], [.. find.Select(row => errors[row])], options.K, least);
        if (found.Count == 0)
            return nothing with { Reason = $"no slice of {least} rows or more is worse than the rest" };

        WorstSlice[] slices = [.. found.Select(slice => Test(slice, features, errors, test, alpha))];
        int[] tested = [.. Enumerable.Range(0, slices.Length).Where(i => slices[i].PValue is not null)];
        double[] adjusted = BenjaminiHochberg.Adjust([.. tested.Select(i => slices[i].PValue!.Value)]);
        for (int i = 0; i < tested.Length; i++)
            slices[tested[i]] = slices[tested[i]] with { PAdjusted = adjusted[i] };
        return nothing with { Slices = slices };
    }

    private static long[] Errors(PredictionSet predictions)
    {
        long[] errors = new long[predictions.RowCount];
        for (int row = 0; row < errors.Length; row++)
            errors[row] = predictions.Scores[row] >= predictions.Decision == predictions.Labels[row] ? 0 : 1;
        return errors;
    }

    private static WorstSlice Test(FoundSlice found, SliceFeature[] features, long[] errors, int[] test, double alpha)
    {
        ILookup<bool, int> parts = test.ToLookup(row => found.Terms.All(term => features[term.Feature].Codes[row] == term.Group));
        Proportion inside = new(parts[true].Sum(row => errors[row]), parts[true].Count());
        Proportion outside = new(parts[false].Sum(row => errors[row]), parts[false].Count());
        return inside.Trials == 0 || outside.Trials == 0
            ? new WorstSlice(found, inside, outside, Difference: null, PValue: null, PAdjusted: null)
            : new WorstSlice(
                found, inside, outside, Newcombe.Of(inside, outside, alpha), FisherExact.PValueOfLarger(inside, outside), PAdjusted: null);
    }
}
