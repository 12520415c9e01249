namespace MlCi.Adapters.Processes;

/// <summary>The id of a commit or tree, as git writes it.</summary>
internal static class CommitId
{
    /// <summary>Whether a text is a whole one, of SHA-1 or SHA-256. What somebody wrote elsewhere becomes an argument of git only then.</summary>
    /// <param name="text">Any text.</param>
    public static bool IsWhole(string text) => text.Length is 40 or 64 && text.All(char.IsAsciiHexDigitLower);
}
