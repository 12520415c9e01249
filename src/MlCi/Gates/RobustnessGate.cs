using MlCi.Data;
using MlCi.Findings;
using MlCi.Metrics;

namespace MlCi.Gates;

/// <summary>
/// Decides how many decisions may flip when rows are disturbed: the model is asked again about the disturbed holdout, and the
/// share of rows on which it decides otherwise has Clopper and Pearson's interval; with weights or clusters Korn and Graubard's.
/// </summary>
public static class RobustnessGate
{
    /// <summary>The name of this kind of rule in <see cref="GateResult.Rule"/>.</summary>
    public const string Kind = "robustness";

    /// <summary>The holdout with some columns disturbed, each of them in some value at least.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="holdout">The holdout.</param>
    /// <param name="holdoutDigest">Its digest, of which the random numbers are a function.</param>
    /// <exception cref="FaultException">No such column, or nothing in it that could be disturbed so (exit 2).</exception>
    public static Table Disturb(RobustnessRule rule, Table holdout, string holdoutDigest)
    {
        string[] known = [.. holdout.Columns.Select(column => column.Name)];
        Fault[] faults =
        [
            .. rule.Perturbation.Columns.Where(name => !known.Contains(name)).Select(name =>
                new Fault($"found column '{name}' to disturb, expected {NearestName.Suggest(name, known)}", rule.Place)),
        ];
        if (faults.Length > 0)
            throw FaultException.Misconfigured(faults);
        return holdout.With(
        [
            .. holdout.Columns.Select(column => rule.Perturbation.Columns.Contains(column.Name) ? Disturb(column, rule, holdoutDigest) : column),
        ]);
    }

    // What was not disturbed would flip nothing, and pass for it.
    private static Column Disturb(Column column, RobustnessRule rule, string holdoutDigest)
    {
        Column disturbed = DisturbedColumn.Of(column, rule.Perturbation, holdoutDigest, rule.Place);
        for (int row = 0; row < column.RowCount; row++)
        {
            if (disturbed.Text(row) != column.Text(row))
                return disturbed;
        }

        throw FaultException.Misconfigured(
            $"column '{column.Name}': found no value that {rule.Perturbation.Word} {Numerals.Exact(rule.Perturbation.Size)} changes, expected more of it", rule.Place);
    }

    /// <summary>Decides a rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="before">The predictions of the holdout as it is, in a task with decisions.</param>
    /// <param name="after">Those of the disturbed one, in the same order.</param>
    /// <param name="alpha">The error of each side of the interval.</param>
    /// <param name="power">The power at which the rows needed are planned.</param>
    public static GateResult Decide(RobustnessRule rule, TaskPredictions before, TaskPredictions after, double alpha, double power)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(after.RowCount, before.RowCount, nameof(after));
        TaskPredictions counted = before.Counted();
        if (counted.Decided is not { } decided || after.Counted().Decided is not { } now)
            throw new ArgumentException($"found predictions of the task {before.Task}, expected a task with decisions", nameof(before));
        if (counted.RowCount == 0)
            return NotEvaluated(rule, "no rows", alpha);
        bool[] all = new bool[counted.RowCount];
        Array.Fill(all, true);
        var share = Measurement.OfShare(all, [.. decided.Zip(now, (one, other) => one != other)], "rows", counted.Sampling);
        return Decide(rule, LinearisedEstimator.Of(Metric.Flips, counted, share, alpha), alpha, power);
    }

    /// <summary>The decision where the model could not be asked, which blocks.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="why">Why.</param>
    /// <param name="alpha">The error of each side of the interval.</param>
    public static GateResult NotEvaluated(RobustnessRule rule, string why, double alpha) =>
        Decide(rule, new MetricEstimate(Metric.Flips, Rows: 0, Positives: 0, Estimate: null, Interval: null, StandardError: null, why), alpha, power: .8);

    private static GateResult Decide(RobustnessRule rule, MetricEstimate estimate, double alpha, double power)
    {
        var limit = new GateRule(Metric.Flips, rule.MostFlips, IsMinimum: false, Slices: [], Planned: null, rule.Inconclusive, rule.Place);
        return ThresholdGate.Decide(limit, estimate, rule.Name, pAdjusted: null, familySize: 1, alpha, power) with { Slice = null, Rule = Kind };
    }
}
