using MlCi.Statistics;

namespace MlCi.Metrics;

/// <summary>
/// F1 over several classes, linearised (the delta method of Takahashi, Yamamoto, Kuchiba &amp; Koyama, "Confidence interval for
/// micro-averaged F1 and macro-averaged F1 scores", Applied Intelligence 52, 2022, with weights). F1 of a class is 2a/(b + c):
/// a its share of true decisions, b of all decisions, c of the rows.
/// </summary>
internal static class ClassF1
{
    /// <summary>The mean of the classes' F1.</summary>
    /// <param name="set">The predictions, with at least one row.</param>
    /// <param name="isMacro">Whether each class counts the same, else as its rows do.</param>
    public static Linearised Of(ClassPredictions set, bool isMacro)
    {
        int count = set.Classes.Count;
        double[] found = Shares(set, count, (label, decision, index) => label == index && decision == index);
        double[] decided = Shares(set, count, (_, decision, index) => decision == index);
        double[] own = Shares(set, count, (label, _, index) => label == index);
        double[] f1 = new double[count];
        double value = 0;
        for (int index = 0; index < count; index++)
        {
            f1[index] = own[index] > 0 ? 2 * found[index] / (decided[index] + own[index]) : 0;
            value += f1[index] * (isMacro ? 1.0 / count : own[index]);
        }

        // Each of them 1, so the mean is, whatever rounding makes of it.
        if (Array.TrueForAll(own.Zip(f1).ToArray(), one => one.First == 0 || one.Second == 1))
            return new Linearised(1, new double[set.RowCount]);

        double[] influences = new double[set.RowCount];
        for (int row = 0; row < influences.Length; row++)
        {
            (int label, int decision) = (set.Labels[row], set.Decisions[row]);
            if (label == decision)
                influences[row] += 2 * Slope(label);
            influences[row] -= f1[label] * Slope(label) + f1[decision] * Slope(decision);
            // Of the weighted mean the weights are shares of the rows, too.
            if (!isMacro)
                influences[row] += f1[label] - value;
        }

        return new Linearised(value, influences);

        double Slope(int index) => own[index] > 0 ? (isMacro ? 1.0 / count : own[index]) / (decided[index] + own[index]) : 0;
    }

    private static double[] Shares(ClassPredictions set, int count, Func<int, int, int, bool> meets)
    {
        var sums = new ExactSum[count];
        for (int index = 0; index < count; index++)
            sums[index] = new ExactSum();
        for (int row = 0; row < set.RowCount; row++)
        {
            (int label, int decision) = (set.Labels[row], set.Decisions[row]);
            if (meets(label, decision, label))
                sums[label].Add(set.Sampling.Weight(row));
            if (decision != label && meets(label, decision, decision))
                sums[decision].Add(set.Sampling.Weight(row));
        }

        return [.. sums.Select(sum => sum.Value / set.Sampling.Total)];
    }
}
