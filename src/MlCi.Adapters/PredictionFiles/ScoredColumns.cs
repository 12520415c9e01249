using MlCi.Data;
using MlCi.Findings;
using MlCi.Metrics;
using MlCi.Statistics;

namespace MlCi.Adapters.PredictionFiles;

/// <summary>
/// Reads truth, scores, weights and clusters out of the columns of a file. Each task's method tells every fault, and gives what
/// makes the predictions where there was none.
/// </summary>
/// <param name="table">The rows.</param>
/// <param name="options">Which columns they are.</param>
/// <param name="faults">Takes what is wrong.</param>
/// <param name="isPart">Whether there are other rows elsewhere, so that what no row says here may be said there.</param>
internal sealed class ScoredColumns(Table table, PredictionsOptions options, List<Fault> faults, bool isPart = false)
{
    private const int FaultsListed = 5;

    private readonly Column label = table.Column(options.Label);

    /// <summary>Two labels, and the probability of one of them.</summary>
    public Func<PredictionsInput> Binary(string digest)
    {
        string? positive = isPart ? null : PositiveLabel.Of(label, options, faults);
        Check(label, row => !label.IsMissing(row), "a label");
        double[] scores = Probabilities(options.Score);
        double[]? championScores = options.ChampionScore is { } name ? Probabilities(name) : null;
        Func<Sampling> sampling = ReadSampling();
        return () =>
        {
            bool[] labels = [.. Enumerable.Range(0, table.RowCount).Select(row => label.Text(row) == positive)];
            Sampling sampled = sampling();
            SampledPredictions Of(double[] of) => new(new PredictionSet(labels, of, options.Threshold), sampled);
            return Input(
                digest, $", {Numerals.Count(labels.Count(one => one))} positive ({positive})", Of(scores), championScores is null ? null : Of(championScores));
        };
    }

    /// <summary>A class, and the probabilities of all of them in columns that begin alike.</summary>
    public Func<PredictionsInput> Classes(string digest)
    {
        string[] classes = ClassesOf(options.Score);
        if (options.ChampionScore is { } other && !ClassesOf(other).SequenceEqual(classes))
        {
            faults.Add(new Fault(
                $"found classes {string.Join(", ", ClassesOf(other))} behind '{other}' and {string.Join(", ", classes)} behind '{options.Score}', expected the same",
                new SourcePlace(table.File, 1)));
            return () => throw new InvalidOperationException("there were faults");
        }

        Check(label, row => !label.IsMissing(row), "a label");
        Check(label, row => label.IsMissing(row) || classes.Contains(label.Text(row)), $"one of the classes {string.Join(", ", classes)}");
        double[] probabilities = OfClasses(options.Score, classes);
        double[]? championProbabilities = options.ChampionScore is { } prefix ? OfClasses(prefix, classes) : null;
        Func<Sampling> sampling = ReadSampling();
        return () =>
        {
            int[] labels = [.. Enumerable.Range(0, table.RowCount).Select(row => Array.IndexOf(classes, label.Text(row)))];
            Sampling sampled = sampling();
            return Input(
                digest, $" of {classes.Length} classes", new ClassPredictions(classes, labels, probabilities, sampled),
                championProbabilities is null ? null : new ClassPredictions(classes, labels, championProbabilities, sampled));
        };
    }

    /// <summary>A number, and what was predicted for it.</summary>
    public Func<PredictionsInput> Numbers(string digest)
    {
        double[] truth = Numbers(label, "a number", double.IsFinite);
        double[] predicted = Numbers(table.Column(options.Score), "a number", double.IsFinite);
        double[]? championPredicted = options.ChampionScore is { } name ? Numbers(table.Column(name), "a number", double.IsFinite) : null;
        Func<Sampling> sampling = ReadSampling();
        return () =>
        {
            Sampling sampled = sampling();
            return Input(
                digest, "", new NumberPredictions(truth, predicted, sampled),
                championPredicted is null ? null : new NumberPredictions(truth, championPredicted, sampled));
        };
    }

    private PredictionsInput Input(string digest, string about, TaskPredictions model, TaskPredictions? champion)
    {
        Sampling sampling = model.Sampling;
        string sampled = (sampling.HasWeights ? ", weighted" : "") + (sampling.HasClusters ? $", in {Numerals.Count(sampling.UnitCount, "clusters")}" : "");
        string decided = options.Task == PredictionTask.Binary ? $"; decided positive from {Numerals.Exact(options.Threshold)}" : "";
        return new PredictionsInput(digest, $"{Numerals.Count(table.RowCount, "rows")}{about}{sampled}{decided}", model, champion, []);
    }

    private Func<Sampling> ReadSampling()
    {
        double[]? weights = options.Weight is { } weight
            ? Numbers(table.Column(weight), "a number of at least 0", value => value >= 0 && double.IsFinite(value))
            : null;
        if (!isPart && weights is not null && Array.TrueForAll(weights, value => value == 0))
            faults.Add(new Fault($"column '{options.Weight}': found weights that are all 0, expected one above 0", new SourcePlace(table.File, 1)));
        Column? cluster = options.Cluster is { } name ? table.Column(name) : null;
        if (cluster is not null)
            Check(cluster, row => !cluster.IsMissing(row), "the entity that the row belongs to");
        return () => new Sampling(table.RowCount, weights, cluster?.Codes.ToArray());
    }

    private string[] ClassesOf(string prefix)
    {
        string[] classes = [.. table.Columns.Where(column => column.Name.StartsWith(prefix, StringComparison.Ordinal) && column.Name.Length > prefix.Length)
            .Select(column => column.Name[prefix.Length..])];
        if (classes.Length < 2)
        {
            faults.Add(new Fault(
                $"found {classes.Length} columns that begin with '{prefix}', expected one for each class, such as {prefix}low and {prefix}high", new SourcePlace(table.File, 1)));
        }

        return classes;
    }

    private double[] OfClasses(string prefix, string[] classes)
    {
        if (ClassPredictions.TooMany(table.RowCount, classes.Length) is { } tooMany)
        {
            faults.Add(new Fault(tooMany, new SourcePlace(table.File, 1)));
            return [];
        }

        double[][] columns = [.. classes.Select(name => Probabilities(prefix + name))];
        double[] probabilities = new double[table.RowCount * classes.Length];
        for (int i = 0; i < probabilities.Length; i++)
            probabilities[i] = columns[i % classes.Length][i / classes.Length];
        if (faults.Count == 0 && columns.Length > 0)
        {
            Check(
                table.Column(prefix + classes[0]), row => Math.Abs(columns.Sum(column => column[row]) - 1) <= ClassPredictions.SumTolerance,
                $"probabilities of all columns '{prefix}…' that add up to 1");
        }

        return probabilities;
    }

    private double[] Probabilities(string name) => Numbers(table.Column(name), "a probability from 0 to 1", value => value is >= 0 and <= 1);

    private double[] Numbers(Column column, string expected, Func<double, bool> holds)
    {
        double[] numbers = column.Numbers.ToArray();
        Check(column, row => holds(numbers[row]), expected);
        return numbers;
    }

    private void Check(Column column, Func<int, bool> holds, string expected)
    {
        int[] rows = [.. Enumerable.Range(0, column.RowCount).Where(row => !holds(row))];
        foreach (int row in rows.Take(FaultsListed))
        {
            string found = column.Text(row) is { } text ? $"'{text}'" : "nothing";
            faults.Add(new Fault($"column '{column.Name}': found {found}, expected {expected}", new SourcePlace(table.File, table.Line(row))));
        }

        if (rows.Length > FaultsListed)
            faults.Add(new Fault($"and {rows.Length - FaultsListed} more rows of column '{column.Name}' without {expected}"));
    }
}
