using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Adapters.PredictionFiles;

/// <summary>Tells which label scores are the probability of.</summary>
internal static class PositiveLabel
{
    private const int Listed = 5;

    private static readonly string[] PositiveWords = ["1", "1.0", "true", "yes", "y"];
    private static readonly string[] NegativeWords = ["0", "0.0", "false", "no", "n"];

    /// <summary>The label; null with a fault where there are not two, or neither the option nor the labels say which.</summary>
    public static string? Of(Column label, PredictionsOptions options, List<Fault> faults)
    {
        string[] levels = [.. label.Levels.Order(StringComparer.Ordinal)];
        string found = string.Join(", ", levels.Take(Listed).Select(level => $"'{level}'")) + (levels.Length > Listed ? " …" : "");
        if (levels.Length > 2)
        {
            faults.Add(new Fault($"column '{label.Name}': found {levels.Length} labels, {found}, expected two", new SourcePlace(options.File, 1)));
            return null;
        }

        if (options.Positive is { } given)
        {
            if (levels.Contains(given))
                return given;
            faults.Add(new Fault($"found '{given}' for '--positive', expected one of the labels {found} of column '{label.Name}'"));
            return null;
        }

        // One label alone may be either, so it is looked for among both.
        string? positive = levels.FirstOrDefault(level => PositiveWords.Contains(level, StringComparer.OrdinalIgnoreCase));
        bool isClear = levels.All(level => level == positive || NegativeWords.Contains(level, StringComparer.OrdinalIgnoreCase));
        if (isClear && (positive is not null || levels.Length == 1))
            return positive ?? PositiveWords[0];
        faults.Add(new Fault($"column '{label.Name}': found labels {found}, expected '--positive' to say which of them the score is the probability of"));
        return null;
    }
}
