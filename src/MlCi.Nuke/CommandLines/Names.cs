using System.Text.RegularExpressions;

namespace MlCi.Nuke.CommandLines;

/// <summary>How names of targets and options are written, compared and guessed.</summary>
internal static partial class Names
{
    /// <summary>As it is compared: <c>--No-Logo</c> and <c>NoLogo</c> are both <c>nologo</c>.</summary>
    public static string Bare(string name) => name.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>As it is typed: <c>NoLogo</c> is <c>no-logo</c>.</summary>
    public static string Dashed(string name) => Hump().Replace(name, "-$0").ToLowerInvariant();

    /// <summary>The name that was probably meant, or null: at most a third of its letters may be wrong.</summary>
    public static string? Nearest(string typed, IEnumerable<string> names) => names
        .Select(name => (Name: name, Distance: Distance(Bare(typed), Bare(name))))
        .Where(guess => guess.Distance * 3 <= Math.Max(Bare(guess.Name).Length, 3))
        .OrderBy(guess => guess.Distance)
        .Select(guess => guess.Name)
        .FirstOrDefault();

    [GeneratedRegex("(?<=[a-z0-9])[A-Z]")]
    private static partial Regex Hump();

    /// <summary>Levenshtein's distance, by two rows of its table.</summary>
    private static int Distance(string a, string b)
    {
        int[] above = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 0; i < a.Length; i++)
        {
            int[] row = new int[b.Length + 1];
            row[0] = i + 1;
            for (int j = 0; j < b.Length; j++)
                row[j + 1] = Math.Min(Math.Min(row[j], above[j + 1]) + 1, above[j] + (a[i] == b[j] ? 0 : 1));
            above = row;
        }

        return above[b.Length];
    }
}
