using System.CommandLine;
using MlCi.Findings;

namespace MlCi.Cli;

/// <summary>Says what is wrong with a command line, and which words there are.</summary>
internal static class CommandLineFaults
{
    public static IEnumerable<string> Of(ParseResult result)
    {
        Command command = result.CommandResult.Command;
        bool atRoot = command is RootCommand;
        string[] commands = [.. command.Subcommands.Select(one => one.Name)];
        string[] options =
        [
            .. command.Options.Concat(atRoot ? [] : result.RootCommandResult.Command.Options.Where(option => option.Recursive)).Select(option => option.Name),
        ];
        if (result.UnmatchedTokens.Count == 0)
            return result.Errors.Select(error => error.Message.TrimEnd('.')).Distinct(StringComparer.Ordinal);
        return result.UnmatchedTokens.Select(token => token.StartsWith('-')
            ? $"found option '{token}', expected {NearestName.Suggest(token, options)}"
            : atRoot ? $"found command '{token}', expected {NearestName.Suggest(token, commands)}"
            : $"found '{token}' after '{command.Name}', expected an option: {NearestName.Suggest(token, options)}");
    }
}
