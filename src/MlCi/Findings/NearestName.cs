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

    // Levenshtein's distance, one row at a time.
    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
