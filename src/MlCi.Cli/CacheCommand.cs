using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using MlCi.Adapters.Stages;
using MlCi.Adapters.Storage;
using MlCi.Adapters.Terminal;
using MlCi.Findings;

namespace MlCi.Cli;

/// <summary>The commands <c>cache status</c> and <c>cache prune</c>.</summary>
internal static partial class CacheCommand
{
    private static readonly TimeSpan DefaultAge = TimeSpan.FromDays(30);

    /// <summary>Makes the command.</summary>
    /// <param name="unused">Takes down what the commands do not use.</param>
    /// <param name="rootOf">Reads the repository's folder.</param>
    /// <param name="elsewhere">Options of all commands that mean nothing here.</param>
    public static Command Create(UnusedOptions unused, Func<ParseResult, string> rootOf, Option[] elsewhere) => new("cache", "Shows what earlier runs left to be reused, or removes what nobody needs")
    {
        Status(unused, rootOf, elsewhere),
        Prune(unused, rootOf, elsewhere),
    };

    private static Command Status(UnusedOptions unused, Func<ParseResult, string> rootOf, Option[] elsewhere)
    {
        Option<bool> json = new("--json") { Description = "Print JSON" };
        var command = new Command("status", "Prints how much is kept of each stage, and when it was last used") { json };
        unused.SetAction(command, elsewhere, result =>
        {
            new CacheUpkeep(rootOf(result), Consoles.Standard(), TimeProvider.System).Status(result.GetValue(json));
            return ExitCodes.Passed;
        });
        return command;
    }

    private static Command Prune(UnusedOptions unused, Func<ParseResult, string> rootOf, Option[] elsewhere)
    {
        Option<string> age = new("--older-than") { Description = "What was not used for so long, such as 12h or 30d; 30d if nothing else is given", HelpName = "AGE" };
        Option<string> size = new("--max-size") { Description = "The least lately used, until the rest is no larger, such as 500MB or 2GB", HelpName = "SIZE" };
        Option<bool> all = new("--all") { Description = "Everything" };
        Option<bool> dry = new("--dry-run") { Description = "Only say what would go" };
        age.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var found }] && AgeOf(found) is null)
                result.AddError($"found '{found}' for '--older-than', expected an age such as 12h or 30d");
        });
        size.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var found }] && SizeOf(found) is null)
                result.AddError($"found '{found}' for '--max-size', expected a size such as 500MB or 2GB");
        });
        var command = new Command("prune", "Removes results that can be made again: what is broken or unfinished, and what is old") { age, size, all, dry };
        unused.SetAction(command, elsewhere, result =>
        {
            TimeSpan? older = AgeOf(result.GetValue(age)) ?? (result.GetValue(size) is null && !result.GetValue(all) ? DefaultAge : null);
            new CacheUpkeep(rootOf(result), Consoles.Standard(), TimeProvider.System)
                .Prune(new PruneRule(older, SizeOf(result.GetValue(size)), result.GetValue(all)), result.GetValue(dry));
            return ExitCodes.Passed;
        });
        return command;
    }

    /// <summary>The age that a text such as <c>12h</c> or <c>30d</c> means, or null.</summary>
    internal static TimeSpan? AgeOf(string? text) => text is not null && Age().Match(text) is { Success: true } match
        ? TimeSpan.FromHours(double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * (match.Groups[2].Value == "d" ? 24 : 1))
        : null;

    private static long? SizeOf(string? text) => text is not null && Size().Match(text) is { Success: true } match
        ? (long)(double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * (match.Groups[2].Value == "MB" ? 1 << 20 : 1 << 30))
        : null;

    [GeneratedRegex(@"^([0-9]{1,6})(h|d)\z")]
    private static partial Regex Age();

    [GeneratedRegex(@"^([0-9]{1,6}(?:\.[0-9]{1,3})?)(MB|GB)\z")]
    private static partial Regex Size();
}
