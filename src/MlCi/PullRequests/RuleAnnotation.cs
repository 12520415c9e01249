namespace MlCi.PullRequests;

/// <summary>What a check run says on a line of a file; plain text.</summary>
/// <param name="Path">The file, from the repository's root, with forward slashes.</param>
/// <param name="Line">The 1-based line.</param>
/// <param name="Level"><c>failure</c> where it blocks, else <c>warning</c>: GitHub's words.</param>
/// <param name="Title">What is wrong, in at most 255 characters.</param>
/// <param name="Message">What was found and required, and what to do next.</param>
public sealed record RuleAnnotation(string Path, int Line, string Level, string Title, string Message)
{
    /// <summary>The level of what blocks.</summary>
    public const string Failure = "failure";

    /// <summary>The level of what does not.</summary>
    public const string Warning = "warning";
}
