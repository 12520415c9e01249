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
        ReadOnlySpan<int> order = rows.FirstRows;
        for (int i = 0; i < ordered.Length; i++)
            ordered[i] = scores[order[i]];
        Take(ordered, clip);
        return ordered;
    }

    /// <summary>Puts logits in the place of scores.</summary>
    /// <param name="scores">Scores from 0 to 1.</param>
    /// <param name="clip">How far they are kept from 0 and 1, which have no logit.</param>
    private static void Take(Span<double> scores, double clip)
    {
        (Vector256<double> low, Vector256<double> high) = (Vector256.Create(clip), Vector256.Create(1 - clip));
        int i = 0;
        for (; i <= scores.Length - Vector256<double>.Count; i += Vector256<double>.Count)
        {
            Vector256<double> score = Vector256.Min(Vector256.Max(Vector256.Create<double>(scores[i..]), low), high);
            Vector256.Log(score / (Vector256<double>.One - score)).CopyTo(scores[i..]);
        }

        // The rest goes the same way, so that a score has the same logit wherever it stands.
        if (i == scores.Length)
            return;
        Span<double> rest = stackalloc double[Vector256<double>.Count];
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
        Vector256<double> one = Vector256<double>.One;
        Vector256<double> value = default, share = default, product = default, weight = default, weighted = default, squares = default;
        ref double from = ref MemoryMarshal.GetReference(logits);
        int i = 0;
        for (; i <= Count - Vector256<double>.Count; i += Vector256<double>.Count)
        {
            Vector256<double> x = Vector256.LoadUnsafe(ref from, (nuint)i) - Vector256.Create(mean);
            Vector256<double> linear = x * b + Vector256.Create(a);
            Vector256<double> small = Vector256.Exp(-Vector256.Abs(linear));
            Vector256<double> inverse = one / (one + small);
            Vector256<double> p = Vector256.ConditionalSelect(Vector256.GreaterThanOrEqual(linear, default), inverse, small * inverse);
            Vector256<double> w = small * inverse * inverse;
            Vector256<double> wx = w * x;
            if (withValue)
                value += Vector256.Max(linear, default) - Vector256.Log(inverse);
            share += p;
            product += p * x;
            weight += w;
            weighted += wx;
            squares += wx * x;
        }

        var total = new LogisticLikelihood(
            -Vector256.Sum(value), -Vector256.Sum(share), -Vector256.Sum(product), Vector256.Sum(weight), Vector256.Sum(weighted), Vector256.Sum(squares));
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
        Vector256<double> sums = default;
        int i = 0;
        for (; i <= values.Length - Vector256<double>.Count; i += Vector256<double>.Count)
            sums += Vector256.Create(values[i..]);
        double sum = Vector256.Sum(sums);
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
