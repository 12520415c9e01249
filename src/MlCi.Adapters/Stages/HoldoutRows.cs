using MlCi.Data;
using MlCi.Findings;
using MlCi.Metrics;
using MlCi.Pipelines;
using MlCi.Statistics;

namespace MlCi.Adapters.Stages;

/// <summary>Reads out of the holdout what no model sees: the truth, and what each row counts.</summary>
internal static class HoldoutRows
{
    /// <summary>
    /// The truth. Where labels are withheld it is none: predictions are read against rows and columns alone, and whoever measures by it
    /// measures nothing.
    /// </summary>
    /// <exception cref="FaultException">A label, weight or cluster is missing or not as the task needs it (exit 1).</exception>
    public static HoldoutTruth Read(PipelineSession session)
    {
        PipelineDefinition definition = session.Definition;
        Table holdout = session.Holdout.Table;
        Sampling sampling = SamplingOf(definition, holdout);
        if (session.LabelsWithheld)
            return Unknown(session, holdout.RowCount, sampling);
        Column label = Whole(holdout, definition.Label.Value, "label");
        return definition.Task switch
        {
            PredictionTask.Multiclass => OfClasses(session, label, sampling),
            PredictionTask.Regression => HoldoutTruth.OfNumbers(Numbers(holdout, label, "label", double.IsFinite), sampling),
            _ => HoldoutTruth.OfLabels(Array.ConvertAll(Texts(label), text => text == definition.Positive.Value), definition.Decision, sampling),
        };
    }

    private static HoldoutTruth Unknown(PipelineSession session, int rows, Sampling sampling) => session.Definition.Task switch
    {
        PredictionTask.Multiclass => HoldoutTruth.OfClasses(Classes(session), new int[rows], sampling),
        PredictionTask.Regression => HoldoutTruth.OfNumbers(new double[rows], sampling),
        _ => HoldoutTruth.OfLabels(new bool[rows], session.Definition.Decision, sampling),
    };

    /// <summary>The classes that a model can know: the label's values in the training data, in ordinal order.</summary>
    public static string[] Classes(PipelineSession session)
    {
        Column label = session.Train.Table.Column(session.Definition.Label.Value);
        return [.. label.Codes.ToArray().Where(code => code >= 0).Distinct().Select(code => label.Levels[code]).Order(StringComparer.Ordinal)];
    }

    private static HoldoutTruth OfClasses(PipelineSession session, Column label, Sampling sampling)
    {
        string[] classes = Classes(session);
        int[] codes = Array.ConvertAll(Texts(label), text => Array.IndexOf(classes, text));
        int unknown = Array.IndexOf(codes, -1);
        if (unknown >= 0)
        {
            Table holdout = session.Holdout.Table;
            throw FaultException.Negative(
                $"{holdout.File}:{holdout.Line(unknown)}: found label '{label.Text(unknown)}', which the training data do not have, expected one of {string.Join(", ", classes)}");
        }

        return HoldoutTruth.OfClasses(classes, codes, sampling);
    }

    private static Sampling SamplingOf(PipelineDefinition definition, Table holdout)
    {
        double[]? weights = definition.Weight is { } weight
            ? Numbers(holdout, Whole(holdout, weight.Value, "weight"), "weight", value => value >= 0 && double.IsFinite(value))
            : null;
        if (weights is not null && weights.AsSpan().IndexOfAnyExcept(0) < 0)
            throw FaultException.Negative($"{holdout.File}: found weights that are all 0, expected one above 0");
        int[]? clusters = definition.Cluster is { } cluster ? Whole(holdout, cluster.Value, "cluster").Codes.ToArray() : null;
        return new Sampling(holdout.RowCount, weights, clusters);
    }

    private static Column Whole(Table holdout, string name, string what)
    {
        Column column = holdout.Column(name);
        int missing = column.Codes.IndexOf(-1);
        return missing < 0 ? column : throw FaultException.Negative($"{holdout.File}:{holdout.Line(missing)}: found no {what}, expected one in each row");
    }

    private static double[] Numbers(Table holdout, Column column, string what, Func<double, bool> holds)
    {
        double[] numbers = column.Numbers.ToArray();
        int bad = Array.FindIndex(numbers, number => !holds(number));
        return bad < 0 ? numbers : throw FaultException.Negative(
            $"{holdout.File}:{holdout.Line(bad)}: found {what} '{column.Text(bad)}', expected a number{(what == "weight" ? " of at least 0" : "")}");
    }

    private static string[] Texts(Column column) => [.. Enumerable.Range(0, column.RowCount).Select(row => column.Text(row)!)];
}
