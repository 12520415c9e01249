namespace MlCi.Statistics;

/// <summary>The rows of one score.</summary>
/// <param name="Score">The score.</param>
/// <param name="Rows">How many rows have it.</param>
/// <param name="Positives">How many of them are positive.</param>
public readonly record struct ScoreGroup(double Score, long Rows, long Positives);

/// <summary>
/// Rows by their score: all that ranks and calibration depend on. What is summed over groups, in the order of the scores, does
/// not depend on the order of the rows.
/// </summary>
public static class ScoreGroups
{
    /// <summary>The groups by increasing score.</summary>
    /// <param name="labels">For each row whether it is positive.</param>
    /// <param name="scores">For each row its score; no NaN.</param>
    public static ScoreGroup[] Of(ReadOnlySpan<bool> labels, ReadOnlySpan<double> scores)
    {
        double[] sorted = scores.ToArray();
        bool[] isPositive = labels.ToArray();
        if (!IsSorted(sorted))
            Array.Sort(sorted, isPositive);
        List<ScoreGroup> groups = [];
        for (int start = 0; start < sorted.Length;)
        {
            int end = start;
            long positives = 0;
            for (; end < sorted.Length && sorted[end] == sorted[start]; end++)
                positives += isPositive[end] ? 1 : 0;
            // Zero has two signs, which are the same score.
            groups.Add(new ScoreGroup(sorted[start] + 0.0, end - start, positives));
            start = end;
        }

        return [.. groups];
    }

    private static bool IsSorted(double[] scores)
    {
        for (int i = 1; i < scores.Length; i++)
        {
            if (!(scores[i - 1] <= scores[i]))
                return false;
        }

        return true;
    }
}
