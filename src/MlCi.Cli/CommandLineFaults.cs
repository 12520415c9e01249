using System.CommandLine;
using System.CommandLine.Parsing;
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
            return result.Errors.Select(Of).Distinct(StringComparer.Ordinal);
        return result.UnmatchedTokens.Where((token, at) => !IsValueOfUnknown(result.UnmatchedTokens, at)).Select(token => token.StartsWith('-')
            ? $"found option '{token}', expected {NearestName.Suggest(token, options)}"
            : commands.Length > 0 ? $"found command '{token}', expected {NearestName.Suggest(token, commands)}"
            : $"found '{token}' after '{command.Name}', expected an option: {NearestName.Suggest(token, options)}");
    }

    private static string Of(ParseError error)
    {
        // The parser would name a type of .NET.
        if (error.SymbolResult is OptionResult { IdentifierToken.Value: var name, Tokens: [{ Value: var value }] } && error.Message.StartsWith("Cannot parse argument", StringComparison.Ordinal))
            return $"found '{InertText.Of(value)}' for '{name}', expected {(((OptionResult)error.SymbolResult).Option.ValueType == typeof(bool) ? "true or false" : "a whole number")}";
        if (error.SymbolResult is not OptionResult { IdentifierToken.Value: var option } result || result.Tokens.Count == 1
            || (result.Tokens.Count > 1 && result.Option.Arity.MaximumNumberOfValues > 1))
            return error.Message.TrimEnd('.');
        string found = result.Tokens.Count == 0 ? "no value" : $"{result.Tokens.Count} values";
        return $"found {found} for '{option}', expected one: {option} {result.Option.HelpName}";
    }

    // What stands behind an unknown option is its value, and no fault of its own.
    private static bool IsValueOfUnknown(IReadOnlyList<string> tokens, int at) =>
        at > 0 && !tokens[at].StartsWith('-') && tokens[at - 1].StartsWith('-');
}
