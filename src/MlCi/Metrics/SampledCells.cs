using MlCi.Statistics;

namespace MlCi.Metrics;

/// <summary>The functions of the confusion cells on rows with weights or clusters, linearised.</summary>
internal static class SampledCells
{
    public static Measurement Measure(Metric metric, SampledPredictions set)
    {
        bool[] labels = [.. set.Set.Labels];
        bool[] decisions = Decisions(set.Set);
        bool[] right = [.. labels.Zip(decisions, (label, decision) => label == decision)];
        bool[] others = Array.ConvertAll(labels, label => !label);
        if (metric.Expression is { } expression)
            return OfExpression(expression, set, labels, decisions);
        return metric.Name switch
        {
            "accuracy" => Share(All(set), right, "rows", set),
            "precision" => Share(decisions, labels, "positive decisions", set),
            "recall" => Share(labels, decisions, "positive rows", set),
            "specificity" => Share(others, right, "negative rows", set),
            "balanced_accuracy" => OfBalancedAccuracy(set, labels, others, right),
            "f1" => OfF1(set, labels, decisions),
            "mcc" => OfMcc(set, labels, decisions),
            _ => throw new ArgumentException($"found metric {metric}, expected one of {string.Join(", ", Metric.All)}", nameof(metric)),
        };
    }

    public static bool[] All(SampledPredictions set)
    {
        bool[] all = new bool[set.RowCount];
        Array.Fill(all, true);
        return all;
    }

    private static Measurement Share(bool[] trials, bool[] successes, string name, SampledPredictions set) =>
        trials.AsSpan().Contains(true) ? Measurement.OfShare(trials, successes, name, set.Sampling) : Measurement.Undefined("no " + name);

    private static Measurement OfBalancedAccuracy(SampledPredictions set, bool[] labels, bool[] others, bool[] right)
    {
        if (!labels.AsSpan().Contains(true) || !labels.AsSpan().Contains(false))
            return Measurement.Undefined(labels.AsSpan().Contains(true) ? "no negative rows" : "no positive rows");
        Linearised recall = Linearised.Share(labels, right, set.Sampling);
        Linearised specificity = Linearised.Share(others, right, set.Sampling);
        return new Measurement(
            recall.With((recall.Value + specificity.Value) / 2, .5, specificity, .5), IntervalKind.Share,
            [.. Requirement.OfAll(set.Sampling, LinearisedEstimator.LeastRowsForShares, Requirement.LeastClusters), .. SampledMetrics.OfBothClasses(set, MetricEstimator.LeastMinorityForLosses)])
        {
            AgreeingUnits = Math.Min(set.Sampling.EffectiveUnits(labels), set.Sampling.EffectiveUnits(others)),
        };
    }

    private static Measurement OfF1(SampledPredictions set, bool[] labels, bool[] decisions)
    {
        if (!labels.AsSpan().Contains(true))
            return Measurement.Undefined("no positive rows");
        // F* = TP/(TP + FP + FN) is a share of rows; F1 is a function of it (Hand et al. 2021).
        bool[] either = [.. labels.Zip(decisions, (label, decision) => label || decision)];
        bool[] both = [.. labels.Zip(decisions, (label, decision) => label && decision)];
        Linearised star = Linearised.Share(either, both, set.Sampling);
        return new Measurement(
            star.Map(2 * star.Value / (1 + star.Value), 2 / ((1 + star.Value) * (1 + star.Value))), IntervalKind.Share,
            [.. Requirement.OfPart(set.Sampling, either, "rows positive or decided so", LinearisedEstimator.LeastRowsForShares)])
        {
            AgreeingUnits = set.Sampling.EffectiveUnits(either),
        };
    }

    private static Measurement OfMcc(SampledPredictions set, bool[] labels, bool[] decisions)
    {
        (bool[] Part, string Name)[] margins =
        [
            (labels, "positive rows"), (Array.ConvertAll(labels, label => !label), "negative rows"),
            (decisions, "positive decisions"), (Array.ConvertAll(decisions, decision => !decision), "negative decisions"),
        ];
        foreach ((bool[] part, string name) in margins)
        {
            if (!part.AsSpan().Contains(true))
                return Measurement.Undefined("no " + name);
        }

        CellShares shares = Shares(set, labels, decisions);
        // All right, or all wrong, does not vary; rounding must not make it.
        bool isEnd = (shares.Fp == 0 && shares.Fn == 0) || (shares.Tp == 0 && shares.Tn == 0);
        Linearised mcc = isEnd
            ? new Linearised(shares.Fp == 0 && shares.Fn == 0 ? 1 : -1, new double[set.RowCount])
            : OfCells(CellFunctions.Mcc(shares), shares, labels, decisions);
        return new Measurement(
            mcc, IntervalKind.Fisher,
            [
                .. Requirement.OfAll(set.Sampling, CellMetrics.LeastRows, Requirement.LeastClustersForMeans),
                .. margins.SelectMany(margin => Requirement.OfPart(set.Sampling, margin.Part, margin.Name, CellMetrics.LeastPart)),
            ])
        {
            AgreeingUnits = margins.Take(2).Min(margin => set.Sampling.EffectiveUnits(margin.Part)),
            NeedsSpread = true,
        };
    }

    private static Measurement OfExpression(CellExpression expression, SampledPredictions set, bool[] labels, bool[] decisions)
    {
        CellShares shares = Shares(set, labels, decisions);
        CellValue value = expression.At(shares);
        if (double.IsNaN(value.Value))
            return Measurement.Undefined($"'{expression}' divides by zero here");
        if (!double.IsFinite(value.Value))
            return Measurement.Undefined($"'{expression}' is beyond the range of numbers here");
        return new Measurement(
            OfCells(value, shares, labels, decisions), IntervalKind.Function, [.. Requirement.OfAll(set.Sampling, CellMetrics.LeastRows, Requirement.LeastClustersForMeans)])
        {
            NeedsSpread = true,
        };
    }

    // A row's influence is the slope along its cell less the mean slope.
    private static Linearised OfCells(CellValue value, CellShares shares, bool[] labels, bool[] decisions)
    {
        double mean = value.Tp * shares.Tp + value.Fp * shares.Fp + value.Fn * shares.Fn + value.Tn * shares.Tn;
        double size = new[] { value.Tp, value.Fp, value.Fn, value.Tn }.Max(Math.Abs);
        double[] influences = new double[labels.Length];
        for (int row = 0; row < influences.Length; row++)
        {
            double slope = labels[row] ? decisions[row] ? value.Tp : value.Fn : decisions[row] ? value.Fp : value.Tn;
            // Equal slopes leave a rounding of their mean, which is no influence.
            influences[row] = Math.Abs(slope - mean) > 1e-12 * size ? slope - mean : 0;
        }

        return new Linearised(value.Value, influences);
    }

    private static CellShares Shares(SampledPredictions set, bool[] labels, bool[] decisions)
    {
        ExactSum[] sums = [new(), new(), new(), new()];
        for (int row = 0; row < labels.Length; row++)
            sums[(labels[row] ? 0 : 1) + (decisions[row] == labels[row] ? 0 : 2)].Add(set.Sampling.Weight(row));
        double total = set.Sampling.Total;
        // In the order tp, fp, fn, tn.
        return new CellShares(sums[0].Value / total, sums[3].Value / total, sums[2].Value / total, sums[1].Value / total);
    }

    private static bool[] Decisions(PredictionSet set)
    {
        bool[] decisions = new bool[set.RowCount];
        for (int row = 0; row < decisions.Length; row++)
            decisions[row] = set.Scores[row] >= set.Decision;
        return decisions;
    }
}
