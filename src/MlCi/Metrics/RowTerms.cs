using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlCi.Metrics;

/// <summary>
/// A block of rows as integers that only have to be added: adding rows to a slice is then adding short vectors. Losses are fixed
/// point with 52 significant bits; adding a power of two rounds a double to them, its low bits are the integer.
/// </summary>
internal sealed class RowTerms
{
    /// <summary>The rows of a block: few enough for the nearest cache.</summary>
    public const int Rows = 128;

    /// <summary>The integers of a row: see <see cref="GroupTally"/>.</summary>
    public const int Words = 20;

    /// <summary>The digits after the point of a Brier loss, at most 1.</summary>
    public const int BrierBits = 52;

    /// <summary>The digits after the point of a log loss, below 64.</summary>
    public const int LogLossBits = 46;

    private const ulong Low = (1UL << 52) - 1;
    private readonly ulong[] words = new ulong[Rows * Words];
    private readonly ModelTerms challengerTerms = new();
    private readonly ModelTerms championTerms = new();

    public ReadOnlySpan<ulong> All => words;

    public void Fill(PredictionSet challenger, PredictionSet? champion, int from, int count, bool losses)
    {
        FillCounts(challenger, champion, from, count);
        if (!losses)
            return;
        challengerTerms.Fill(challenger, from, count);
        if (champion is not null)
            championTerms.Fill(champion, from, count);
        for (int i = 0; i < count; i++)
        {
            Span<ulong> row = words.AsSpan(i * Words, Words);
            FillLoss(row[4..12], challengerTerms.Brier[i], championTerms.Brier[i]);
            FillLoss(row[12..20], challengerTerms.LogLoss[i], championTerms.LogLoss[i]);
        }
    }

    // Four counts of 16 bits for each class, and three of 20 bits.
    private void FillCounts(PredictionSet challenger, PredictionSet? champion, int from, int count)
    {
        ReadOnlySpan<bool> labels = challenger.Labels.Slice(from, count);
        ReadOnlySpan<double> fresh = challenger.Scores.Slice(from, count);
        ReadOnlySpan<double> old = champion is null ? fresh : champion.Scores.Slice(from, count);
        double oldDecision = champion?.Decision ?? challenger.Decision;
        bool decideAlike = challenger.Decision == oldDecision;
        for (int i = 0; i < count; i++)
        {
            int cell = (fresh[i] >= challenger.Decision ? 1 : 0) + (old[i] >= oldDecision ? 2 : 0);
            ulong one = 1UL << (16 * cell);
            ulong positive = labels[i] ? one : 0;
            bool freshUsable = fresh[i] is >= 0 and <= 1;
            bool oldUsable = old[i] is >= 0 and <= 1;
            // Two models that fail alike, with NaN say, are not the same.
            bool same = decideAlike && freshUsable && BitConverter.DoubleToUInt64Bits(fresh[i]) == BitConverter.DoubleToUInt64Bits(old[i]);
            int at = i * Words;
            words[at] = one - positive;
            words[at + 1] = positive;
            words[at + 2] = (same ? 0 : 1UL) | (freshUsable ? 0 : 1UL << 20) | (oldUsable ? 0 : 1UL << 40);
        }
    }

    private static void FillLoss(Span<ulong> to, ulong x, ulong z)
    {
        to[0] = x;
        to[1] = z;
        FillProduct(to[2..], x, x);
        FillProduct(to[4..], z, z);
        FillProduct(to[6..], x, z);
    }

    // A product of 104 bits in two halves.
    private static void FillProduct(Span<ulong> to, ulong a, ulong b)
    {
        ulong high = Math.BigMul(a, b, out ulong low);
        to[0] = low & Low;
        to[1] = (high << 12) | (low >> 52);
    }

    private sealed class ModelTerms
    {
        private static readonly Vector256<ulong> One = Vector256.Create(1.0).AsUInt64();
        private static readonly Vector256<ulong> SixtyFour = Vector256.Create(64.0).AsUInt64();
        private readonly double[] errors = new double[Rows];
        private readonly double[] likelihoods = [.. Enumerable.Repeat(1.0, Rows)];

        public ulong[] Brier { get; } = new ulong[Rows];

        public ulong[] LogLoss { get; } = new ulong[Rows];

        public void Fill(PredictionSet set, int from, int count)
        {
            ReadOnlySpan<bool> labels = set.Labels.Slice(from, count);
            ReadOnlySpan<double> scores = set.Scores.Slice(from, count);
            for (int i = 0; i < count; i++)
            {
                bool label = labels[i];
                // What is no probability leaves no metric, so its loss is none.
                double score = scores[i] is >= 0 and <= 1 ? scores[i] : label ? 1 : 0;
                double clipped = Math.Min(Math.Max(score, Losses.Clip), 1 - Losses.Clip);
                errors[i] = label ? 1 - score : score;
                likelihoods[i] = label ? clipped : 1 - clipped;
            }

            ref double error = ref MemoryMarshal.GetArrayDataReference(errors);
            ref double likelihood = ref MemoryMarshal.GetArrayDataReference(likelihoods);
            for (int i = 0; i < Rows; i += Vector256<double>.Count)
            {
                Vector256<double> e = Vector256.LoadUnsafe(ref error, (nuint)i);
                Vector256<double> logLikelihood = Vector256.Log(Vector256.LoadUnsafe(ref likelihood, (nuint)i));
                ((e * e + Vector256.Create(1.0)).AsUInt64() - One).CopyTo(Brier, i);
                ((Vector256.Create(64.0) - logLikelihood).AsUInt64() - SixtyFour).CopyTo(LogLoss, i);
            }
        }
    }
}
