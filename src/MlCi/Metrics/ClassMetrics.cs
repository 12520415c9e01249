using MlCi.Statistics;

namespace MlCi.Metrics;

/// <summary>The metrics of a classifier of several classes, linearised.</summary>
internal static class ClassMetrics
{
    public static Measurement Measure(Metric metric, ClassPredictions set)
    {
        if (metric == Metric.Accuracy)
            return OfTop(1, set);
        if (metric == Metric.LogLoss)
            return OfLogLoss(set);
        if (metric == Metric.Auc)
            return OfAreas(set);
        if (metric == Metric.MacroF1 || metric == Metric.WeightedF1)
            return OfF1(set, isMacro: metric == Metric.MacroF1);
        if (metric.Parameter is { } k && metric == Metric.TopAccuracy((int)k))
        {
            return k < set.Classes.Count
                ? OfTop((int)k, set)
                : Measurement.Undefined($"{set.Classes.Count} classes, expected more than {(int)k}");
        }

        throw new ArgumentException($"found metric {metric}, expected one of {string.Join(", ", Metric.For(PredictionTask.Multiclass))}", nameof(metric));
    }

    // Of equal probabilities the first class is the likelier one, as in decisions.
    private static Measurement OfTop(int k, ClassPredictions set)
    {
        bool[] all = new bool[set.RowCount];
        bool[] found = new bool[set.RowCount];
        for (int row = 0; row < found.Length; row++)
        {
            ReadOnlySpan<double> own = set.Of(row);
            int label = set.Labels[row];
            int before = 0;
            for (int index = 0; index < own.Length; index++)
                before += own[index] > own[label] || (own[index] == own[label] && index < label) ? 1 : 0;
            (all[row], found[row]) = (true, before < k);
        }

        return Measurement.OfShare(all, found, "rows", set.Sampling);
    }

    private static Measurement OfLogLoss(ClassPredictions set)
    {
        double[] losses = new double[set.RowCount];
        for (int row = 0; row < losses.Length; row++)
            losses[row] = -Math.Log(Math.Clamp(set.Of(row)[set.Labels[row]], Losses.Clip, 1 - Losses.Clip));
        return new Measurement(
            Linearised.Mean(losses, set.Sampling), IntervalKind.Mean,
            [.. Requirement.OfAll(set.Sampling, MetricEstimator.LeastRowsForLosses, Requirement.LeastClustersForMeans), .. OfEachClass(set, MetricEstimator.LeastMinorityForLosses)])
        {
            AgreeingUnits = Units(set),
            Maximum = Losses.MaximumLogLoss,
        };
    }

    // The mean of the classes' areas, each against the rest: the rows' influences on it are the means of theirs, so that the
    // areas' covariances are in its variance.
    private static Measurement OfAreas(ClassPredictions set)
    {
        double[] influences = new double[set.RowCount];
        double sum = 0, agreeing = double.PositiveInfinity;
        for (int index = 0; index < set.Classes.Count; index++)
        {
            bool[] own = set.AreOf(index);
            double[] scores = set.OfClass(index);
            if (NoRowsOf(index, own, set) is { } why)
                return Measurement.Undefined(why);
            if (!scores.AsSpan().ContainsAnyExcept(scores[0]))
                return Measurement.Undefined($"constant probability of class '{set.Classes[index]}'");
            Linearised area = WeightedRoc.Area(own, scores, set.Sampling);
            sum += area.Value;
            for (int row = 0; row < influences.Length; row++)
                influences[row] += area.Influences[row] / set.Classes.Count;
            agreeing = Math.Min(agreeing, set.Sampling.EffectiveUnits(own));
        }

        return new Measurement(
            new Linearised(sum / set.Classes.Count, influences), IntervalKind.Logit, OfEachClass(set, MetricEstimator.LeastMinorityForAuc))
        {
            AgreeingUnits = agreeing,
        };
    }

    private static Measurement OfF1(ClassPredictions set, bool isMacro)
    {
        Requirement[] enough = [.. Requirement.OfAll(set.Sampling, MetricEstimator.LeastRowsForLosses, Requirement.LeastClusters)];
        if (isMacro)
        {
            for (int index = 0; index < set.Classes.Count; index++)
            {
                // Without rows of a class its F1 is 0 whatever the model does, so it says nothing of the model.
                if (NoRowsOf(index, set.AreOf(index), set) is { } why)
                    return Measurement.Undefined(why);
            }

            enough = [.. enough, .. OfEachClass(set, MetricEstimator.LeastMinorityForLosses)];
        }

        return new Measurement(ClassF1.Of(set, isMacro), IntervalKind.Share, enough)
        {
            // What chance may have hidden is at worst in the smallest class.
            AgreeingUnits = Enumerable.Range(0, set.Classes.Count).Select(index => set.Sampling.EffectiveUnits(set.AreOf(index))).Where(units => units > 0).Min(),
        };
    }

    private static Requirement[] OfEachClass(ClassPredictions set, int least) =>
    [
        .. Enumerable.Range(0, set.Classes.Count).SelectMany(index =>
            Requirement.OfPart(set.Sampling, set.AreOf(index), $"rows of class '{set.Classes[index]}'", least)),
    ];

    private static string? NoRowsOf(int index, bool[] own, ClassPredictions set)
    {
        int count = own.AsSpan().Count(true);
        return count == 0 ? $"no rows of class '{set.Classes[index]}'"
            : count == set.RowCount ? $"no rows but of class '{set.Classes[index]}'"
            : null;
    }

    private static double Units(ClassPredictions set)
    {
        bool[] all = new bool[set.RowCount];
        Array.Fill(all, true);
        return set.Sampling.EffectiveUnits(all);
    }
}
