using System.Text.RegularExpressions;

namespace MlCi.Promotion;

/// <summary>What a commit says of itself, as https://www.conventionalcommits.org (1.0.0) has it.</summary>
/// <param name="Id">The commit.</param>
/// <param name="Subject">The first line of its message.</param>
/// <param name="Step">How far it moves a version: <c>fix</c> a patch, <c>feat</c> a minor, what breaks a major one; anything else nothing.</param>
public sealed partial record ConventionalCommit(string Id, string Subject, VersionStep Step)
{
    /// <summary>Reads a commit's message.</summary>
    /// <param name="id">The commit.</param>
    /// <param name="message">Its whole message.</param>
    public static ConventionalCommit Read(string id, string message)
    {
        string[] lines = message.ReplaceLineEndings("\n").Trim('\n').Split('\n');
        string subject = lines[0].Trim();
        Match header = Header().Match(subject);
        bool isBreaking = header.Groups["breaks"].Success || lines.Skip(1).Any(IsBreakingFooter);
        VersionStep step = !header.Success ? VersionStep.None
            : isBreaking ? VersionStep.Major
            : header.Groups["type"].Value.ToLowerInvariant() switch { "feat" => VersionStep.Minor, "fix" => VersionStep.Patch, _ => VersionStep.None };
        return new ConventionalCommit(id, subject, step);
    }

    // In capitals, and with something behind it.
    private static bool IsBreakingFooter(string line) => Breaking().IsMatch(line);

    [GeneratedRegex(@"\A(?<type>[a-zA-Z]+)(?:\([^()\r\n]+\))?(?<breaks>!)?: .*\S", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Header();

    [GeneratedRegex(@"\ABREAKING[ -]CHANGE: *\S", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Breaking();
}
