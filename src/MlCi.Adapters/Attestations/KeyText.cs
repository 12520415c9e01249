using MlCi.Findings;

namespace MlCi.Adapters.Attestations;

/// <summary>Finds the text of keys: in files, or in variables that hold PEM or the path of a file. What a variable holds is never printed.</summary>
internal static class KeyText
{
    private const string Mark = "-----BEGIN ";

    /// <summary>Whether a variable's value is PEM itself.</summary>
    public static bool IsPem(string value) => value.Contains(Mark, StringComparison.Ordinal);

    /// <summary>The text of a file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="place">What names it.</param>
    /// <exception cref="FaultException">It cannot be read (exit 2).</exception>
    public static string OfFile(string path, string place)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw FaultException.Misconfigured($"{place}: found no file '{InertText.Of(path)}' that can be read, expected a key in PEM");
        }
    }

    /// <summary>The text that a variable holds or leads to, with what to call it.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="value">Its value.</param>
    /// <exception cref="FaultException">It leads to no file that can be read (exit 2).</exception>
    public static (string Text, string Place) OfVariable(string name, string value)
    {
        if (IsPem(value))
            return (value, name);
        // It may be the key without its first line: no part of it may be shown.
        return File.Exists(value) ? (OfFile(value, name), value)
            : throw FaultException.Misconfigured($"{name}: found neither PEM nor the path of a file, expected a key in PEM, or the path of one");
    }

    /// <summary>Each key of a text that holds several; where it holds none, the text.</summary>
    public static IReadOnlyList<string> Each(string text)
    {
        string[] blocks = [.. text.Split(Mark).Skip(1).Select(block => Mark + block).Where(block => !block.StartsWith(Mark + "EC PARAMETERS", StringComparison.Ordinal))];
        return blocks.Length == 0 ? [text] : blocks;
    }
}
