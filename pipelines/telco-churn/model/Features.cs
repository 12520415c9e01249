using System.Text.Json.Serialization;
using MlCi.Data;
using MlCi.Findings;

namespace Telco;

/// <summary>A column taken as a number: <c>(value − mean) / deviation</c>.</summary>
/// <param name="Column">The column.</param>
/// <param name="Fill">The value taken where it is missing: the median of the training data.</param>
/// <param name="Mean">The mean of the training data; 0 for a 0/1 flag.</param>
/// <param name="Deviation">The standard deviation of the training data (over n); 1 for a flag or a constant.</param>
public sealed record NumericFeature(string Column, double Fill, double Mean, double Deviation);

/// <summary>A column taken as one 0/1 feature for each of its levels.</summary>
/// <param name="Column">The column.</param>
/// <param name="Levels">The levels of the training data, in ordinal order.</param>
public sealed record CategoricalFeature(string Column, string[] Levels);

/// <summary>
/// How a row becomes numbers, in training and in prediction alike: missing values filled, numbers standardized, categories
/// one-hot. Columns are found by their name, so their order is free; the label is never read.
/// </summary>
/// <param name="Numeric">The numeric features.</param>
/// <param name="Categorical">The categorical features.</param>
public sealed record Features(NumericFeature[] Numeric, CategoricalFeature[] Categorical)
{
    private const string Tenure = "tenure";
    private const string TotalCharges = "total_charges";

    private static readonly string[] Amounts = [Tenure, "monthly_charges", TotalCharges];

    private static readonly string[] Flags =
        ["female", "senior_citizen", "partner", "dependents", "phone_service", "paperless_billing"];

    private static readonly string[] Categories =
    [
        "multiple_lines", "internet_service", "online_security", "online_backup", "device_protection", "tech_support",
        "streaming_tv", "streaming_movies", "contract", "payment_method",
    ];

    /// <summary>Every column that is a feature unless it is dropped.</summary>
    public static IReadOnlyList<string> AllColumns { get; } = [.. Amounts, .. Flags, .. Categories];

    /// <summary>The features' names in the order of <see cref="Encode"/>: <c>tenure</c>, <c>contract=One year</c>.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Names =>
    [
        .. Numeric.Select(feature => feature.Column),
        .. Categorical.SelectMany(feature => feature.Levels.Select(level => $"{feature.Column}={level}")),
    ];

    /// <summary>The column that each of <see cref="Names"/> is made of.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Columns =>
    [
        .. Numeric.Select(feature => feature.Column),
        .. Categorical.SelectMany(feature => feature.Levels.Select(_ => feature.Column)),
    ];

    /// <summary>Learns medians, means, deviations and levels.</summary>
    /// <param name="train">The training data, and nothing else: no holdout row may have a part in it.</param>
    /// <param name="drop">Columns to leave out.</param>
    public static Features Learn(Table train, IReadOnlyCollection<string> drop) => new(
        [
            .. Amounts.Except(drop).Select(column => LearnAmount(train, column)),
            .. Flags.Except(drop).Select(column => new NumericFeature(column, Median(Values(train, column)), Mean: 0, Deviation: 1)),
        ],
        [
            .. Categories.Except(drop).Select(column =>
                new CategoricalFeature(column, [.. train.Column(column).Levels.Order(StringComparer.Ordinal)])),
        ]);

    /// <summary>Turns rows into numbers.</summary>
    /// <param name="rows">Rows with every feature's column.</param>
    /// <returns>For each row one number for each of <see cref="Names"/>. A level that training has not seen is all zeros.</returns>
    /// <exception cref="FaultException">A column is absent (exit 2), or a number is none (exit 1).</exception>
    public double[][] Encode(Table rows)
    {
        int width = Numeric.Length + Categorical.Sum(feature => feature.Levels.Length);
        var encoded = new double[rows.RowCount][];
        for (int row = 0; row < encoded.Length; row++)
            encoded[row] = new double[width];

        int at = 0;
        foreach (NumericFeature feature in Numeric)
        {
            double[] values = Values(rows, feature.Column);
            for (int row = 0; row < encoded.Length; row++)
                encoded[row][at] = (Filled(values[row], feature.Fill) - feature.Mean) / feature.Deviation;
            at++;
        }

        foreach (CategoricalFeature feature in Categorical)
        {
            Column column = rows.Column(feature.Column);
            int[] places = [.. column.Levels.Select(level => Array.IndexOf(feature.Levels, level))];
            for (int row = 0; row < encoded.Length; row++)
            {
                if (!column.IsMissing(row) && places[column.Codes[row]] is >= 0 and int place)
                    encoded[row][at + place] = 1;
            }

            at += feature.Levels.Length;
        }

        return encoded;
    }

    private static NumericFeature LearnAmount(Table train, string column)
    {
        double[] values = Values(train, column);
        double fill = Median(values);
        double[] filled = Array.ConvertAll(values, value => Filled(value, fill));
        double mean = filled.Average();
        double deviation = Math.Sqrt(filled.Average(value => (value - mean) * (value - mean)));
        return new NumericFeature(column, fill, mean, deviation > 0 ? deviation : 1);
    }

    /// <summary>The numbers of a column, NaN where one is missing.</summary>
    private static double[] Values(Table rows, string name)
    {
        Column column = rows.Column(name);
        double[] values = column.Numbers.ToArray();
        for (int row = 0; row < values.Length; row++)
        {
            if (double.IsNaN(values[row]) && !column.IsMissing(row))
                throw FaultException.Negative(
                    $"{rows.File}:{rows.Line(row)}: column '{name}': found '{column.Text(row)}', expected a number");
        }

        // A customer in the first month has had no bill yet: the total is not unknown, it is 0.
        if (name == TotalCharges)
        {
            ReadOnlySpan<double> tenures = rows.Column(Tenure).Numbers;
            for (int row = 0; row < values.Length; row++)
            {
                if (double.IsNaN(values[row]) && tenures[row] == 0)
                    values[row] = 0;
            }
        }

        return values;
    }

    private static double Filled(double value, double fill) => double.IsNaN(value) ? fill : value;

    private static double Median(double[] values)
    {
        double[] known = [.. values.Where(value => !double.IsNaN(value)).Order()];
        return known.Length == 0 ? 0 : (known[(known.Length - 1) / 2] + known[known.Length / 2]) / 2;
    }
}
