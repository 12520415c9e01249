using MlCi.PullRequests;

namespace MlCi.Adapters.GitHub;

/// <summary>GitHub's limits of what a check run and a status say; what is longer is cut, and shows that it was.</summary>
internal static class CheckText
{
    /// <summary>The most characters of a summary, and of a text.</summary>
    public const int MostText = 65_535;

    /// <summary>The most characters of a title.</summary>
    public const int MostTitle = CheckSummary.MostTitle;

    /// <summary>The most characters of a status's description, or a deployment's.</summary>
    public const int MostDescription = CheckSummary.MostDescription;

    /// <summary>The most annotations of one request.</summary>
    public const int MostAnnotations = 50;

    private const string End = "…";

    /// <summary>A text of at most so many characters.</summary>
    public static string Fit(string text, int most)
    {
        if (text.Length <= most)
            return text;
        int length = most - End.Length;
        // Half a character is none.
        return text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)] + End;
    }

    /// <summary>An annotation that GitHub takes.</summary>
    /// <exception cref="ArgumentException">It stands at no lines of no file: there is nothing to shorten.</exception>
    public static CheckAnnotation Fit(CheckAnnotation annotation)
    {
        if (annotation.Path.Length == 0 || Path.IsPathRooted(annotation.Path) || annotation.StartLine < 1 || annotation.EndLine < annotation.StartLine || annotation.Message.Length == 0)
            throw new ArgumentException($"found {annotation}, expected a message, a path in the repository, and lines from 1 of which the last is not before the first", nameof(annotation));
        return annotation with { Title = Fit(annotation.Title, MostTitle), Message = Fit(annotation.Message, MostText) };
    }
}
