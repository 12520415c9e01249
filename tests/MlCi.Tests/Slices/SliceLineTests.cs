using FsCheck;
using FsCheck.Fluent;
using MlCi.Slices;

namespace MlCi.Tests.Slices;

public sealed class SliceLineTests
{
    private static readonly Arbitrary<(int[] Cells, int K, int Least)> Cases =
        Gen.Choose(0, 3 * 2 * 3 * 2 * 4 - 1).ArrayOf().Where(cells => cells.Length > 0)
            .SelectMany(cells => Gen.Choose(1, 6).SelectMany(k => Gen.Choose(1, 5).Select(least => (cells, k, least)))).ToArbitrary();

    // Four features of 3, 2, 3 and 2 groups (of the second, code 1 is in no group) and errors from 0 to 3.
    private static (SliceFeature[] Features, long[] Errors) Data(IReadOnlyList<int> cells) => (
        [
            Feature("a", 3, cells, cell => cell % 3), Feature("b", 1, cells, cell => cell / 3 % 2 == 1 ? -1 : 0),
            Feature("c", 3, cells, cell => cell / 6 % 3), Feature("d", 2, cells, cell => cell / 18 % 2),
        ],
        [.. cells.Select(cell => (long)(cell / 36))]);

    private static SliceFeature Feature(string name, int groups, IEnumerable<int> cells, Func<int, int> code) =>
        new([.. Enumerable.Range(0, groups).Select(group => $"{name}={group}")], [.. cells.Select(code)]);

    // Every conjunction there is, by counting rows one by one; the score as the paper writes it.
    private static string[] ByHand(SliceFeature[] features, long[] errors, int k, int least)
    {
        double n = errors.Length;
        double mean = errors.Sum() / n;
        var all = new List<(string Id, int Terms, double Score, string Rows)>();
        int[][] choices = [.. features.Select(feature => Enumerable.Range(-1, feature.Ids.Count + 1).ToArray())];
        foreach (int[] groups in choices.Aggregate((IEnumerable<int[]>)[[]], (some, next) => some.SelectMany(start => next.Select(one => (int[])[.. start, one]))))
        {
            int terms = groups.Count(group => group >= 0);
            int[] rows = [.. Enumerable.Range(0, errors.Length).Where(row => groups.Select((group, i) => group < 0 || features[i].Codes[row] == group).All(holds => holds))];
            if (terms is 0 or > SliceLine.MostTerms || rows.Length < least)
                continue;
            double score = .95 * (rows.Sum(row => errors[row]) / (double)rows.Length / mean - 1) - (1 - .95) * (n / rows.Length - 1);
            if (score > 0)
                all.Add((string.Join(" & ", groups.Select((group, i) => group < 0 ? null : features[i].Ids[group]).OfType<string>()), terms, score, string.Join(',', rows)));
        }

        return
        [
            .. all.OrderByDescending(one => one.Score).ThenBy(one => one.Terms).ThenBy(one => one.Id, StringComparer.Ordinal)
                .DistinctBy(one => one.Rows).Take(k).Select(one => $"{one.Id} {one.Score:F6}"),
        ];
    }

    // Groups without rows change nothing but the number of cells, for which there would be no room.
    [Fact]
    public void FeaturesOfVeryManyGroups_AreSearchedLikeOthers()
    {
        var random = new Random(7);
        // Wrong where a, c and d are 0, and hardly elsewhere.
        int[] cells = [.. Enumerable.Range(0, 400).Select(_ => random.Next(36)).Select(cell => cell % 3 == 0 && cell / 6 == 0 ? cell + 108 : cell)];
        (SliceFeature[] features, long[] errors) = Data(cells);
        SliceFeature[] wide = [.. features.Select(feature => feature with
        {
            Ids = [.. feature.Ids, .. Enumerable.Range(0, 100_000).Select(i => $"{feature.Ids[0]}{i}")],
        })];

        IReadOnlyList<FoundSlice> expected = SliceLine.Search(features, errors, 6, 3);

        Assert.Contains(expected, slice => slice.Terms.Count == 3);
        Assert.Equal(
            expected.Select(slice => (slice.Id, slice.Score, slice.Rows, slice.Errors)),
            SliceLine.Search(wide, errors, 6, 3).Select(slice => (slice.Id, slice.Score, slice.Rows, slice.Errors)));
    }

    [Fact]
    public void Search_FindsWhatCountingEverySliceFinds() => Prop.ForAll(Cases, one =>
    {
        (SliceFeature[] features, long[] errors) = Data(one.Cells);
        string[] found = [.. SliceLine.Search(features, errors, one.K, one.Least).Select(slice => $"{slice.Id} {slice.Score:F6}")];
        string[] expected = errors.Sum() == 0 ? [] : ByHand(features, errors, one.K, one.Least);
        return found.SequenceEqual(expected);
    }).Check(Properties.Fixed.WithEndSize(120));

    [Fact]
    public void OrderOfRows_ChangesNothing() => Prop.ForAll(Cases, one =>
    {
        (SliceFeature[] features, long[] errors) = Data(one.Cells);
        (SliceFeature[] reversed, long[] reversedErrors) = Data([.. one.Cells.Reverse()]);
        return SliceLine.Search(features, errors, one.K, one.Least).Select(slice => (slice.Id, slice.Score, slice.Rows, slice.Errors))
            .SequenceEqual(SliceLine.Search(reversed, reversedErrors, one.K, one.Least).Select(slice => (slice.Id, slice.Score, slice.Rows, slice.Errors)));
    }).Check(Properties.Fixed);

    [Fact]
    public void BadIntersection_IsFoundFirst()
    {
        int[] cells = [.. Enumerable.Range(0, 36).SelectMany(cell => Enumerable.Repeat(cell + (cell % 3 == 1 && cell / 18 % 2 == 1 ? 36 : 0), 10))];
        (SliceFeature[] features, long[] errors) = Data(cells);

        FoundSlice worst = SliceLine.Search(features, errors, 3, 10)[0];

        Assert.Equal(("a=1 & d=1", 60, 60), (worst.Id, worst.Rows, worst.Errors));
        Assert.Equal(.95 * (1 / (60.0 / 360) - 1) - .05 * (360.0 / 60 - 1), worst.Score, 12);
    }

    [Fact]
    public void SameRowsUnderLongerNames_AreOneSlice()
    {
        SliceFeature twin = new(["twin=x", "twin=y"], [0, 0, 1, 1]);
        SliceFeature first = new(["first=x", "first=y"], [0, 0, 1, 1]);

        Assert.Equal(["first=x"], SliceLine.Search([twin, first], [1, 1, 0, 0], 5, 1).Select(slice => slice.Id));
    }

    [Fact]
    public void WithoutErrorsOrFeatures_NothingIsFound()
    {
        Assert.Empty(SliceLine.Search([new(["x"], [0, 0])], [0, 0], 5, 1));
        Assert.Empty(SliceLine.Search([], [1, 0], 5, 1));
        Assert.Empty(SliceLine.Search([new(["x"], [0, 0])], [1, 0], 5, 3));
    }
}
