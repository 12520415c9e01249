using System.CommandLine;

namespace MlCi.Cli;

/// <summary>Options that take files and folders: a variable of a script that is empty names none.</summary>
internal static class PathOptions
{
    /// <summary>Has every such option of a command, and of those below it, refuse an empty value.</summary>
    public static void RefuseEmpty(Command command)
    {
        HashSet<Option> seen = [];
        Refuse(command, seen);
    }

    private static void Refuse(Command command, HashSet<Option> seen)
    {
        foreach (Option option in command.Options.Where(option => option.HelpName is "FILE" or "FOLDER" && seen.Add(option)))
        {
            string expected = option.HelpName == "FILE" ? "a file" : "a folder";
            option.Validators.Add(result =>
            {
                if (result.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)))
                    result.AddError($"found nothing for '{option.Name}', expected {expected}");
            });
        }

        foreach (Command inner in command.Subcommands)
            Refuse(inner, seen);
    }
}
