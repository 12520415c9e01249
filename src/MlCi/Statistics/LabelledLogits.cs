using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlCi.Statistics;

/// <summary>The logits of rows, by class and in each class increasing, and what a logistic regression on them asks.</summary>
public readonly ref struct LabelledLogits
{
    private readonly ReadOnlySpan<double> logits;
    private readonly int negatives;
    private readonly double ofPositives;

    /// <summary>Takes rows.</summary>
    /// <param name="logits">The logits, those of the negative rows first.</param>
    /// <param name="negatives">How many these are.</param>
    public LabelledLogits(ReadOnlySpan<double> logits, int negatives)
    {
        this.logits = logits;
        this.negatives = negatives;
        ofPositives = Sum(logits[negatives..]);
        Mean = (Sum(logits[..negatives]) + ofPositives) / logits.Length;
    }

    /// <summary>The rows.</summary>
    public int Count => logits.Length;

    /// <summary>The positive rows.</summary>
    public int Positives => logits.Length - negatives;

    /// <summary>The mean logit.</summary>
    public double Mean { get; }

    /// <summary>Whether all logits are the same.</summary>
    public bool IsConstant =>
        Count > 0 && logits[0] == logits[^1] && logits[Math.Max(0, negatives - 1)] == logits[0] && logits[Math.Min(negatives, Count - 1)] == logits[0];

    /// <summary>
    /// Whether all positives are at or above all negatives, or the other way round, or there are none of either: then the
    /// likelihood grows with the slope for ever.
    /// </summary>
    public bool Separates => Positives == 0 || negatives == 0 || logits[negatives - 1] <= logits[negatives] || logits[^1] <= logits[0];

    /// <summary>The logits of scores, in the order of the scores.</summary>
    /// <param name="rows">The rows in the order of their first score.</param>
    /// <param name="scores">For each row its first score, from 0 to 1.</param>
    /// <param name="clip">How far they are kept from 0 and 1, which have no logit.</param>
    public static double[] Of(RocRows rows, ReadOnlySpan<double> scores, double clip)
    {
        double[] ordered = GC.AllocateUninitializedArray<double>(rows.Count);
        for (int i = 0; i < ordered.Length; i++)
            ordered[i] = scores[rows.First.RowAt(i)];
        Take(ordered, clip);
        return ordered;
    }

    /// <summary>Puts logits in the place of scores.</summary>
    /// <param name="scores">Scores from 0 to 1.</param>
    /// <param name="clip">How far they are kept from 0 and 1, which have no logit.</param>
    private static void Take(Span<double> scores, double clip)
    {
        (Vector512<double> low, Vector512<double> high) = (Vector512.Create(clip), Vector512.Create(1 - clip));
        int i = 0;
        for (; i <= scores.Length - Vector512<double>.Count; i += Vector512<double>.Count)
        {
            Vector512<double> score = Vector512.Min(Vector512.Max(Vector512.Create<double>(scores[i..]), low), high);
            Vector512.Log(score / (Vector512<double>.One - score)).CopyTo(scores[i..]);
        }

        // The rest goes the same way, so that a score has the same logit wherever it stands.
        if (i == scores.Length)
            return;
        Span<double> rest = stackalloc double[Vector512<double>.Count];
        rest.Fill(.5);
        scores[i..].CopyTo(rest);
        Take(rest, clip);
        rest[..(scores.Length - i)].CopyTo(scores[i..]);
    }

    /// <summary>The likelihood of P(positive) = logistic(a + b·x), x the logit less the mean of all.</summary>
    /// <param name="a">The intercept.</param>
    /// <param name="b">The slope.</param>
    /// <param name="withValue">Whether its value is wanted too, which takes a logarithm for each row; else it is not a number.</param>
    public LogisticLikelihood Likelihood(double a, double b, bool withValue)
    {
        double mean = Mean;
        Vector512<double> one = Vector512<double>.One;
        Vector512<double> value = default, share = default, product = default, weight = default, weighted = default, squares = default;
        ref double from = ref MemoryMarshal.GetReference(logits);
        int i = 0;
        for (; i <= Count - Vector512<double>.Count; i += Vector512<double>.Count)
        {
            Vector512<double> x = Vector512.LoadUnsafe(ref from, (nuint)i) - Vector512.Create(mean);
            Vector512<double> linear = x * b + Vector512.Create(a);
            Vector512<double> small = Vector512.Exp(-Vector512.Abs(linear));
            Vector512<double> inverse = one / (one + small);
            Vector512<double> p = Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(linear, default), inverse, small * inverse);
            Vector512<double> w = small * inverse * inverse;
            Vector512<double> wx = w * x;
            if (withValue)
                value += Vector512.Max(linear, default) - Vector512.Log(inverse);
            share += p;
            product += p * x;
            weight += w;
            weighted += wx;
            squares += wx * x;
        }

        var total = new LogisticLikelihood(
            -Vector512.Sum(value), -Vector512.Sum(share), -Vector512.Sum(product), Vector512.Sum(weight), Vector512.Sum(weighted), Vector512.Sum(squares));
        for (; i < Count; i++)
            total = Add(total, logits[i] - mean, a + b * (logits[i] - mean));
        double ofPositivesLessMean = ofPositives - Positives * mean;
        return total with
        {
            Value = withValue ? total.Value + a * Positives + b * ofPositivesLessMean : double.NaN,
            SlopeA = total.SlopeA + Positives,
            SlopeB = total.SlopeB + ofPositivesLessMean,
        };
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        Vector512<double> sums = default;
        int i = 0;
        for (; i <= values.Length - Vector512<double>.Count; i += Vector512<double>.Count)
            sums += Vector512.Create(values[i..]);
        double sum = Vector512.Sum(sums);
        for (; i < values.Length; i++)
            sum += values[i];
        return sum;
    }

    private static LogisticLikelihood Add(LogisticLikelihood total, double x, double linear)
    {
        double small = Math.Exp(-Math.Abs(linear));
        double inverse = 1 / (1 + small);
        double p = linear >= 0 ? inverse : small * inverse;
        double w = small * inverse * inverse;
        return new LogisticLikelihood(
            total.Value - Math.Max(linear, 0) + Math.Log(inverse), total.SlopeA - p, total.SlopeB - p * x,
            total.Weight + w, total.Products + w * x, total.Squares + w * x * x);
    }
}
