using System.Text.Json.Serialization;
using MlCi.Data;
using MlCi.Findings;

namespace Diamonds;

/// <summary>A number as a feature: <c>(value − mean) / deviation</c>.</summary>
/// <param name="Column">The column.</param>
/// <param name="Fill">The value taken where it is missing: the median of the training data.</param>
/// <param name="Mean">The mean of the training data.</param>
/// <param name="Deviation">The standard deviation of the training data (over n); 1 for a constant.</param>
public sealed record NumericFeature(string Column, double Fill, double Mean, double Deviation);

/// <summary>A column taken as one 0/1 feature for each of its levels, and as each of these times the weight.</summary>
/// <param name="Column">The column.</param>
/// <param name="Levels">The levels of the training data, in ordinal order.</param>
public sealed record CategoricalFeature(string Column, string[] Levels);

/// <summary>
/// How a row becomes numbers, in training and in prediction alike. The weight is taken as its logarithm, to the powers 1 to 4;
/// lengths as what they differ from a stone's of that weight; cut, color and clarity each as a level and as a slope with the
/// weight, for what a better grade adds to the price is more in a large stone. Columns are found by their name, so their order is
/// free; the label is never read.
/// </summary>
/// <param name="Carat">The logarithm of the weight in carats.</param>
/// <param name="Numeric">The other numeric features.</param>
/// <param name="Categorical">The categorical features.</param>
public sealed record Features(NumericFeature Carat, NumericFeature[] Numeric, CategoricalFeature[] Categorical)
{
    private const int Powers = 4;

    // A length that is a fifth off what the weight makes it is a slip of the pen (58.9 for 8.09), for among all other stones the
    // standard deviation is a seventieth; 0 says that a length was not taken.
    private const double FarthestLength = .2;

    private const string Weight = "carat";

    private static readonly string[] Lengths = ["x", "y", "z"];
    private static readonly string[] Percentages = ["depth", "table"];
    private static readonly string[] Categories = ["cut", "color", "clarity"];

    /// <summary>Every column that is a feature unless it is dropped; <c>carat</c> always is one.</summary>
    public static IReadOnlyList<string> Droppable { get; } = [.. Lengths, .. Percentages, .. Categories];

    /// <summary>The features' names in the order of <see cref="Encode"/>: <c>carat^2</c>, <c>x</c>, <c>cut=Ideal</c>, <c>carat*cut=Ideal</c>.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Names =>
    [
        .. Enumerable.Range(1, Powers).Select(power => $"{Weight}^{power}"),
        .. Numeric.Select(feature => feature.Column),
        .. Categorical.SelectMany(feature => feature.Levels.Select(level => $"{feature.Column}={level}")),
        .. Categorical.SelectMany(feature => feature.Levels.Select(level => $"{Weight}*{feature.Column}={level}")),
    ];

    /// <summary>The columns that each of <see cref="Names"/> is made of; a length is what it differs by from that of a stone of the same weight.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Columns =>
    [
        .. Enumerable.Repeat(Weight, Powers),
        .. Numeric.Select(feature => feature.Column),
        .. Categorical.SelectMany(feature => feature.Levels.Select(_ => feature.Column)),
        .. Categorical.SelectMany(feature => feature.Levels.Select(_ => $"{Weight} × {feature.Column}")),
    ];

    /// <summary>Learns medians, means, deviations and levels.</summary>
    /// <param name="train">The training data, and nothing else: no holdout row may have a part in it.</param>
    /// <param name="drop">Columns to leave out.</param>
    public static Features Learn(Table train, IReadOnlyCollection<string> drop)
    {
        double[] weights = LogWeights(train);
        return new Features(
            LearnNumber(Weight, weights),
            [.. Lengths.Concat(Percentages).Except(drop).Select(column => LearnNumber(column, Values(train, column, weights)))],
            [
                .. Categories.Except(drop).Select(column =>
                    new CategoricalFeature(column, [.. train.Column(column).Levels.Order(StringComparer.Ordinal)])),
            ]);
    }

    /// <summary>Turns rows into numbers.</summary>
    /// <param name="rows">Rows with every feature's column.</param>
    /// <returns>For each row one number for each of <see cref="Names"/>. A level that training has not seen is all zeros.</returns>
    /// <exception cref="FaultException">A column is absent (exit 2), a number is none, or a weight is missing or not more than 0 (exit 1).</exception>
    public double[][] Encode(Table rows)
    {
        double[] weights = LogWeights(rows);
        double[] scaled = Array.ConvertAll(weights, weight => Scaled(Carat, weight));
        int levels = Categorical.Sum(feature => feature.Levels.Length);
        double[][] encoded = Array.ConvertAll(scaled, weight =>
        {
            double[] row = new double[Powers + Numeric.Length + (2 * levels)];
            row[0] = weight;
            for (int power = 1; power < Powers; power++)
                row[power] = row[power - 1] * weight;
            return row;
        });

        int at = Powers;
        foreach (NumericFeature feature in Numeric)
        {
            double[] values = Values(rows, feature.Column, weights);
            for (int row = 0; row < encoded.Length; row++)
                encoded[row][at] = Scaled(feature, values[row]);
            at++;
        }

        foreach (CategoricalFeature feature in Categorical)
        {
            Column column = rows.Column(feature.Column);
            int[] places = [.. column.Levels.Select(level => Array.IndexOf(feature.Levels, level))];
            for (int row = 0; row < encoded.Length; row++)
            {
                if (column.IsMissing(row) || places[column.Codes[row]] is not (>= 0 and var place))
                    continue;
                encoded[row][at + place] = 1;
                encoded[row][at + levels + place] = scaled[row];
            }

            at += feature.Levels.Length;
        }

        return encoded;
    }

    private static NumericFeature LearnNumber(string column, double[] values)
    {
        double fill = Median(values);
        double[] filled = Array.ConvertAll(values, value => Believed(column, value, fill));
        // Of a constant the mean may be rounded, and the deviation then be that rounding.
        if (Array.TrueForAll(filled, value => value == fill))
            return new NumericFeature(column, fill, fill, 1);
        double mean = filled.Average();
        return new NumericFeature(column, fill, mean, Math.Sqrt(filled.Average(value => (value - mean) * (value - mean))));
    }

    private static double Scaled(NumericFeature feature, double value) =>
        (Believed(feature.Column, value, feature.Fill) - feature.Mean) / feature.Deviation;

    private static double Believed(string column, double value, double fill) =>
        double.IsNaN(value) || (Lengths.Contains(column) && Math.Abs(value - fill) > FarthestLength) ? fill : value;

    private static double[] LogWeights(Table rows)
    {
        Column column = rows.Column(Weight);
        return [.. Enumerable.Range(0, rows.RowCount).Select(row => Math.Log(Amounts.Positive(rows, column, row)))];
    }

    /// <summary>The numbers of a column, NaN where one is missing; of a length its logarithm less a third of the weight's.</summary>
    private static double[] Values(Table rows, string name, double[] weights)
    {
        Column column = rows.Column(name);
        double[] values = [.. Enumerable.Range(0, rows.RowCount).Select(row => Amounts.OrMissing(rows, column, row))];
        if (!Lengths.Contains(name))
            return values;
        for (int row = 0; row < values.Length; row++)
            values[row] = values[row] > 0 ? Math.Log(values[row]) - (weights[row] / 3) : double.NaN;
        return values;
    }

    private static double Median(double[] values)
    {
        double[] known = [.. values.Where(value => !double.IsNaN(value)).Order()];
        return known.Length == 0 ? 0 : (known[(known.Length - 1) / 2] + known[known.Length / 2]) / 2;
    }
}
