using System.Globalization;
using System.Text;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Metrics;
using MlCi.Quality;

namespace MlCi.Tests.Quality;

/// <summary>Small data for the tests of rules.</summary>
internal static class Samples
{
    public static readonly SourcePlace Place = new("pipeline.yml", 9, 3);

    public static readonly RuleForce Blocks = new(true, Place);

    public static readonly RuleForce Warns = new(false, Place);

    /// <summary>Rules of which none is on.</summary>
    public static readonly QualityRules Nothing = new() { Drift = null, NewCategories = null, Copies = null, Predictors = null };

    public static SplitData Split(string train, string holdout, PredictionTask task = PredictionTask.Binary, string label = "y") =>
        new(Read(train, "train.csv"), Read(holdout, "holdout.csv"), task, label);

    public static Table Read(string csv, string file) => CsvReader.Read(Encoding.UTF8.GetBytes(csv), file);

    /// <summary>A CSV of a header and of rows that a function makes of their number.</summary>
    public static string Csv(string header, int rows, Func<int, string> row)
    {
        var text = new StringBuilder(header).Append('\n');
        for (int i = 0; i < rows; i++)
            text.Append(row(i)).Append('\n');
        return text.ToString();
    }

    public static string Text(double number) => number.ToString("F4", CultureInfo.InvariantCulture);

    public static IReadOnlyList<Finding> Check(QualityRules rules, SplitData data) => DataQuality.Check(rules, data, cores: 2);

    public static string[] Messages(QualityRules rules, SplitData data) => [.. Check(rules, data).Select(finding => finding.Message)];
}
