using System.Text;

namespace MlCi.Adapters.GitHub;

/// <summary>The first line of a comment of ours, which nobody sees.</summary>
internal static class CommentMarker
{
    /// <summary>The marker of a workflow.</summary>
    /// <param name="workflow">The workflow's name; whatever could end a comment of HTML is written as its code.</param>
    public static string Of(string workflow)
    {
        var name = new StringBuilder();
        foreach (Rune letter in workflow.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(letter) || letter.Value is ' ' or '.' or '_' or '/')
                name.Append(letter);
            else
                name.Append(System.Globalization.CultureInfo.InvariantCulture, $"%{letter.Value:X}");
        }

        return $"<!-- mlci:gate {name.ToString().Trim()} -->";
    }

    /// <summary>Whether a text begins with a marker; one elsewhere in it may be a quotation, or come from data.</summary>
    public static bool IsOn(string body, string marker) =>
        body.StartsWith(marker, StringComparison.Ordinal) && (body.Length == marker.Length || body[marker.Length] is '\r' or '\n');
}
