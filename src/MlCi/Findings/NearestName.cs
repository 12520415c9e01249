namespace MlCi.Findings;

/// <summary>Finds what somebody who mistyped a name may have meant.</summary>
public static class NearestName
{
    /// <summary>The nearest name first, where one is near: <c>'holdout' (did you mean it?) or one of data, label</c>.</summary>
    /// <param name="found">What was typed.</param>
    /// <param name="valid">The valid names.</param>
    /// <returns>The end of a message after "expected".</returns>
    public static string Suggest(string found, IEnumerable<string> valid)
    {
        string[] names = [.. valid.Distinct(StringComparer.Ordinal)];
        string all = $"one of {string.Join(", ", names)}";
        return Find(found, names) is { } near ? $"'{near}', or {all}" : all;
    }

    /// <summary>The nearest of the valid names, or null where none is near.</summary>
    public static string? Find(string found, IEnumerable<string> valid)
    {
        int tolerance = Math.Max(1, found.Length / 3);
        return valid
            .Select(name => (Name: name, Distance: Distance(found.ToUpperInvariant(), name.ToUpperInvariant())))
            .Where(candidate => candidate.Distance <= tolerance)
            .OrderBy(candidate => candidate.Distance)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();
    }

    // Levenshtein's distance, with two letters that changed places as one step: the commonest slip.
    private static int Distance(string a, string b)
    {
        int[,] steps = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
            steps[i, 0] = i;
        for (int j = 0; j <= b.Length; j++)
            steps[0, j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            for (int j = 1; j <= b.Length; j++)
            {
                int least = Math.Min(Math.Min(steps[i - 1, j], steps[i, j - 1]) + 1, steps[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                steps[i, j] = swapped ? Math.Min(least, steps[i - 2, j - 2] + 1) : least;
            }
        }

        return steps[a.Length, b.Length];
    }
}
