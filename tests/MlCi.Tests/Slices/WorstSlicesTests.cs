using System.Globalization;
using System.Text;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Metrics;
using MlCi.Slices;
using MlCi.Statistics;

namespace MlCi.Tests.Slices;

public sealed class WorstSlicesTests
{
    private static readonly SourcePlace Place = new("pipeline.yml", 9);

    /// <summary>Rows of a plan, a city, an age and a number of their own; wrong where the plan is A and the city x, else one in ten.</summary>
    private static (Table Holdout, PredictionSet Predictions) Data(int rows, bool bad, int seed, bool reversed = false)
    {
        var random = new Random(seed);
        var text = new List<string>();
        var wrong = new List<bool>();
        for (int i = 0; i < rows; i++)
        {
            (char plan, char city) = ("ABC"[random.Next(3)], "xyz"[random.Next(3)]);
            double rate = bad && plan == 'A' && city == 'x' ? .5 : .1;
            wrong.Add(random.NextDouble() < rate);
            text.Add($"{plan},{city},{random.Next(18, 80)},{i},{(i % 2 == 0 ? "Yes" : "No")}");
        }

        if (reversed)
        {
            text.Reverse();
            wrong.Reverse();
        }

        Table holdout = CsvReader.Read(Encoding.UTF8.GetBytes("plan,city,age,id,left\n" + string.Join('\n', text)), "holdout.csv");
        bool[] labels = [.. text.Select(line => line.EndsWith("Yes", StringComparison.Ordinal))];
        return (holdout, new PredictionSet(labels, [.. labels.Zip(wrong, (label, error) => label != error ? .9 : .1)], .5));
    }

    private static WorstSlices Find((Table Holdout, PredictionSet Predictions) data, WorstSliceOptions? options = null, params SliceRule[] declared) =>
        WorstSlices.Find(data.Holdout, data.Predictions, declared, ["left", "id"], options ?? new WorstSliceOptions(), .05);

    [Fact]
    public void PlantedSlice_IsFound_AndConfirmedOnTheOtherHalf()
    {
        WorstSlices worst = Find(Data(2000, bad: true, seed: 1));

        Assert.Equal(["plan", "city", "age"], worst.Features);
        Assert.Equal(2000, worst.Searched + worst.Tested);
        WorstSlice first = worst.Slices[0];
        Assert.Equal("plan=A & city=x", first.Found.Id);
        Assert.True(first.PAdjusted < .001);
        Assert.True(first.Difference!.Value.Lower > .2);
        Assert.Equal(worst.Tested, first.Inside.Trials + first.Outside.Trials);
        Assert.Equal(FisherExact.PValueOfLarger(first.Inside, first.Outside), first.PValue);
    }

    [Fact]
    public void OrderOfRows_ChangesNothing()
    {
        WorstSlices forth = Find(Data(1000, bad: true, seed: 2));
        WorstSlices back = Find(Data(1000, bad: true, seed: 2, reversed: true));

        Assert.Equal(
            forth.Slices.Select(slice => (slice.Found.Id, slice.Found.Score, slice.Inside, slice.Outside, slice.PAdjusted)),
            back.Slices.Select(slice => (slice.Found.Id, slice.Found.Score, slice.Inside, slice.Outside, slice.PAdjusted)));
    }

    // Slices picked for looking bad must not look bad again by themselves.
    [Fact]
    public void WithoutABadSlice_HardlyAnyIsConfirmed()
    {
        int confirmed = Enumerable.Range(0, 60).Count(seed => Find(Data(600, bad: false, seed)).Slices.Any(slice => slice.PAdjusted <= .05));

        Assert.InRange(confirmed, 0, 8);
    }

    [Fact]
    public void DeclaredSlices_AreUsed_AndColumnsMayBeChosen()
    {
        SliceRule band = new("age_band", "age", [40], Place);

        Assert.Equal(["plan", "city", "age_band"], Find(Data(500, bad: true, seed: 3), null, band).Features);
        Assert.Equal(["age_band", "city"], Find(Data(500, bad: true, seed: 3), new WorstSliceOptions { Columns = ["age_band", "city"] }, band).Features);
        Assert.Equal(
            ExitCodes.Misconfigured,
            Assert.Throws<FaultException>(() => Find(Data(500, bad: true, seed: 3), new WorstSliceOptions { Columns = ["town"] })).ExitCode);
    }

    [Fact]
    public void Columns_AreCutByValue_IntoFifths_OrLeftOut()
    {
        string rows = string.Concat(Enumerable.Range(0, 100).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i % 3},{i},text{i},same,{(i < 95 ? 0 : i)}\n")));
        Table table = CsvReader.Read(Encoding.UTF8.GetBytes("few,many,texts,one,mostly\n" + rows), "h.csv");

        IReadOnlyList<SliceRule> rules = SliceFeatures.Choose(table, [], null, []);

        Assert.Equal(["few", "many", "mostly"], rules.Select(rule => rule.Name));
        Assert.Null(rules[0].Bins);
        Assert.Equal([20, 40, 60, 80], rules[1].Bins!);
        Assert.Null(rules[2].Bins);
    }

    [Fact]
    public void TooFewRowsOrNothingBad_IsSaid()
    {
        Assert.Contains("expected at least 100", Find(Data(80, bad: true, seed: 4)).Reason, StringComparison.Ordinal);
        (Table holdout, PredictionSet predictions) = Data(500, bad: false, seed: 5);
        var right = new PredictionSet(predictions.Labels.ToArray(), [.. predictions.Labels.ToArray().Select(label => label ? 1.0 : 0)], .5);
        Assert.Equal("no slice of 50 rows or more is worse than the rest", Find((holdout, right)).Reason);
        var broken = new PredictionSet(predictions.Labels.ToArray(), [.. predictions.Scores.ToArray().Select(_ => double.NaN)], .5);
        Assert.Equal("a score is not a number from 0 to 1", Find((holdout, broken)).Reason);
    }

    [Fact]
    public void Halves_AreHalves_EvenOfFewKindsOfRows()
    {
        Table table = CsvReader.Read(Encoding.UTF8.GetBytes("a\n" + string.Concat(Enumerable.Range(0, 4000).Select(i => $"{i % 2}\n"))), "h.csv");
        (int[] find, int[] test) = HoldoutHalves.Split(table);

        Assert.Equal(Enumerable.Range(0, 4000), find.Concat(test).Order());
        Assert.InRange(find.Length, 1850, 2150);
        Assert.InRange(find.Count(row => row % 2 == 0), 900, 1100);
    }

    [Fact]
    public void Half_OfARow_DoesNotDependOnTheOtherColumnsOrder()
    {
        Table one = CsvReader.Read(Encoding.UTF8.GetBytes("a,b\n1,x\n2,y\n3,\n4,z\n,w\n"), "h.csv");
        Table other = CsvReader.Read(Encoding.UTF8.GetBytes("b,a\nx,1\ny,2\n,3\nz,4\nw,\n"), "h.csv");

        Assert.Equal(HoldoutHalves.Split(one).Find, HoldoutHalves.Split(other).Find);
    }
}
