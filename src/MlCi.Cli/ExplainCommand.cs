using System.CommandLine;
using System.Globalization;
using MlCi.Adapters.Replays;
using MlCi.Adapters.Terminal;
using MlCi.Findings;
using MlCi.Serving;

namespace MlCi.Cli;

/// <summary>The command <c>explain</c>: replays a logged request, and tells what each column added to its answer.</summary>
internal static class ExplainCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="unused">Takes down what the command does not use.</param>
    /// <param name="root">The repository's folder.</param>
    /// <param name="pipelines">The pipelines that were named.</param>
    /// <param name="verbose">Whether to print what programs print.</param>
    /// <param name="elsewhere">Options of all commands that mean nothing here.</param>
    public static Command Create(UnusedOptions unused, Func<ParseResult, string> root, Func<ParseResult, string[]> pipelines, Option<bool> verbose, Option[] elsewhere)
    {
        Argument<string[]> requests = new("request") { HelpName = "REQUEST-ID", Description = "The request, as the answer's X-Request-Id names it", Arity = ArgumentArity.ZeroOrMore };
        Option<string> log = new("--log") { HelpName = "FILE", Description = $"The prediction log; the files that it was rotated into are searched, too; {ServeVariables.PredictionLog} if not given" };
        Option<string> row = new("--row") { HelpName = "N", Description = "The row of the request, from 0; needed where it has several" };
        Option<string[]> set = new("--set") { HelpName = "COLUMN=VALUE", Description = "The value of a column that is redacted in the log; nothing behind = for no value; may be repeated" };
        Option<bool> json = new("--json") { Description = "Print JSON" };
        row.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var found }] && !int.TryParse(found, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                result.AddError($"found '{found}' for '--row', expected a whole number from 0");
        });
        set.Validators.Add(result =>
        {
            foreach (string found in result.Tokens.Select(token => token.Value).Where(text => text.IndexOf('=', StringComparison.Ordinal) < 1))
                result.AddError($"found '{found}' for '--set', expected COLUMN=VALUE");
        });
        var command = new Command("explain", "Replays a logged request with the model that answered it: the same answer or not (1), and what each column added to it") { requests, log, row, set, json };
        unused.SetAction(command, elsewhere, result => CommandLine.Interruptible(interrupted =>
        {
            string[] asked = result.GetValue(requests) ?? [];
            if (asked.Length != 1)
                throw FaultException.Misconfigured($"found {Numerals.Count(asked.Length, "request ids")}, expected one: that of the answer's X-Request-Id, or requestId");
            string file = result.GetValue(log) ?? (Environment.GetEnvironmentVariable(ServeVariables.PredictionLog) is { Length: > 0 } named ? named
                : throw FaultException.Misconfigured($"found neither --log nor {ServeVariables.PredictionLog}, expected the file that `serve --prediction-log` writes"));
            ReplayResult replayed = PredictionReplay.Run(
                new ReplayRequest(root(result), asked[0], file)
                {
                    Pipelines = pipelines(result),
                    Row = result.GetValue(row) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null,
                    Set = SetOf(result.GetValue(set) ?? []),
                    Log = result.GetValue(verbose) ? line => Console.Error.WriteLine(InertText.Of(line)) : _ => { },
                    Progress = line => Console.Error.WriteLine(InertText.Of(line)),
                },
                interrupted);
            ReplayReport.Write(Consoles.Standard(), replayed, result.GetValue(json));
            return replayed.IsSame ? ExitCodes.Passed : ExitCodes.Negative;
        }));
        return command;
    }

    private static Dictionary<string, string?> SetOf(string[] given)
    {
        Dictionary<string, string?> values = new(StringComparer.Ordinal);
        foreach (string[] parts in given.Select(text => text.Split('=', 2)))
        {
            if (!values.TryAdd(parts[0], parts[1].Length == 0 ? null : parts[1]))
                throw FaultException.Misconfigured($"found '{parts[0]}' twice for '--set', expected it once");
        }

        return values;
    }
}
