using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlCi.Statistics;

/// <summary>
/// The logits of rows by increasing score, less their mean, and what their labels add up to: all that a logistic regression on
/// them depends on. Tied rows are alike in it, so the order that they come in changes nothing.
/// </summary>
public sealed class LabelledLogits
{
    private readonly double[] logits;
    private int count;
    private double sum, ofPositives;
    private double firstPositive = double.PositiveInfinity, lastPositive = double.NegativeInfinity;
    private double firstNegative = double.PositiveInfinity, lastNegative = double.NegativeInfinity;

    /// <summary>Makes room for rows.</summary>
    /// <param name="count">How many there will be.</param>
    public LabelledLogits(int count) => logits = GC.AllocateUninitializedArray<double>(count);

    /// <summary>The rows.</summary>
    public int Count => count;

    /// <summary>The positive rows.</summary>
    public long Positives { get; private set; }

    /// <summary>The mean logit.</summary>
    public double Mean => sum / count;

    /// <summary>Whether all logits are the same.</summary>
    public bool IsConstant => count > 0 && logits[0] == logits[count - 1];

    /// <summary>
    /// Whether all positives are at or above all negatives, or the other way round, or there are none of either: then the
    /// likelihood grows with the slope for ever.
    /// </summary>
    public bool Separates => Positives == 0 || Positives == count || lastNegative <= firstPositive || lastPositive <= firstNegative;

    /// <summary>Adds a row, at or above those before it.</summary>
    /// <param name="logit">The logit of its score.</param>
    /// <param name="label">1 where it is positive, else 0.</param>
    public void Add(double logit, int label)
    {
        logits[count++] = logit;
        sum += logit;
        Positives += label;
        ofPositives += label * logit;
        if (label == 1)
            (firstPositive, lastPositive) = (Math.Min(firstPositive, logit), logit);
        else
            (firstNegative, lastNegative) = (Math.Min(firstNegative, logit), logit);
    }

    /// <summary>Puts logits in the place of scores.</summary>
    /// <param name="scores">Scores from 0 to 1.</param>
    /// <param name="clip">How far they are kept from 0 and 1, which have no logit.</param>
    public static void Take(Span<double> scores, double clip)
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
        ref double from = ref MemoryMarshal.GetArrayDataReference(logits);
        int i = 0;
        for (; i <= count - Vector256<double>.Count; i += Vector256<double>.Count)
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
        for (; i < count; i++)
            total = Add(total, logits[i] - mean, a + b * (logits[i] - mean));
        double ofPositivesLessMean = ofPositives - Positives * mean;
        return total with
        {
            Value = withValue ? total.Value + a * Positives + b * ofPositivesLessMean : double.NaN,
            SlopeA = total.SlopeA + Positives,
            SlopeB = total.SlopeB + ofPositivesLessMean,
        };
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
