using System.CommandLine;
using System.Globalization;
using MlCi.Adapters.Terminal;
using MlCi.Findings;
using MlCi.Gates;
using MlCi.Statistics;

namespace MlCi.Cli;

/// <summary>The command <c>holdout plan</c>: arithmetic alone, without any pipeline.</summary>
internal static class HoldoutPlanCommand
{
    private static readonly HoldoutMode[] Modes = [HoldoutMode.Track, HoldoutMode.FirstChange, HoldoutMode.Full];

    /// <summary>Makes the command.</summary>
    /// <param name="unused">Takes down what the command does not use.</param>
    /// <param name="elsewhere">Options of all commands that mean nothing here.</param>
    public static Command Create(UnusedOptions unused, Option[] elsewhere)
    {
        Option<double?> margin = Number("--margin", "NUMBER", "How far from the limit, or from the champion, a planned model must be told", "a number more than 0", value => value > 0);
        Option<double?> rows = Number("--rows", "COUNT", "Instead of --margin: the rows that there are, to see which margin they decide", "a whole number from 1", value => IsCount(value, 1e15));
        Option<double?> discordant = Number("--discordant", "SHARE", "The share of the rows that two models decide differently", "a number more than 0 and at most 1", value => value is > 0 and <= 1);
        Option<double?> rate = Number("--rate", "SHARE", "Instead of it: the planned value of a rate, such as the accuracy", "a number more than 0 and less than 1", value => value is > 0 and < 1);
        Option<double?> sd = Number("--sd", "NUMBER", "Instead of both: the standard deviation of a row's value, such as the difference of two losses", "a number more than 0", value => value > 0);
        Option<double?> decisions = Number("--decisions", "COUNT", "How many decisions the holdout is for; 1 unless given", $"a whole number from 1 to {HoldoutPlan.MostDecisions}", value => IsCount(value, HoldoutPlan.MostDecisions));
        Option<double?> alpha = Number("--alpha", "CHANCE", "The chance of a wrong pass among all of them; 0.05 unless given", ErrorLevel.Expected, ErrorLevel.Holds);
        Option<double?> power = Number("--power", "CHANCE", "The chance that a model as good as planned passes; 0.8 unless given", "a number from 0.5 to less than 1", value => value is >= .5 and < 1);
        Option<string> mode = new("--mode") { Description = "How verdicts lead to later models: none, firstChange or full; all of them if not given", HelpName = "MODE" };
        Option<bool> json = new("--json") { Description = "Print JSON" };
        string[] words = [.. Modes.Select(HoldoutPlanReport.Word)];
        mode.CompletionSources.Add(words);
        mode.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var found }] && !words.Contains(found))
                result.AddError($"found '{found}' for '--mode', expected {NearestName.Suggest(found, words)}");
        });

        var command = new Command("plan", "Says how many rows a margin, a level, a power and a number of decisions need")
        {
            margin, rows, discordant, rate, sd, decisions, alpha, power, mode, json,
        };
        unused.SetAction(command, elsewhere, result =>
        {
            // Here and not where the line is parsed, which would refuse to help whoever asks how to write it.
            string[] faults =
            [
                .. ExactlyOne(result, "what to plan for", margin, rows),
                .. ExactlyOne(result, "how much rows differ", discordant, rate, sd),
            ];
            foreach (string fault in faults)
                Console.Error.WriteLine($"error {fault}");
            if (faults.Length > 0)
                return ExitCodes.Misconfigured;
            int count = (int)(result.GetValue(decisions) ?? 1);
            RowSpread spread = result.GetValue(discordant) is { } share ? new(SpreadKind.Discordant, share)
                : result.GetValue(rate) is { } value ? new(SpreadKind.Rate, value)
                : new(SpreadKind.Deviation, result.GetValue(sd)!.Value);
            HoldoutPlan[] plans =
            [
                // One decision leads to no other.
                .. Modes.Where(one => result.GetValue(mode) is { } word ? HoldoutPlanReport.Word(one) == word : count > 1 || one == HoldoutMode.Track)
                    .Select(one => new HoldoutPlan(one, count, result.GetValue(alpha) ?? .05, result.GetValue(power) ?? .8, spread)),
            ];
            long available = (long)(result.GetValue(rows) ?? 0);
            if (result.GetValue(json))
                Console.Out.Write(HoldoutPlanReport.Json(plans, result.GetValue(margin), available));
            else
                HoldoutPlanReport.Write(Consoles.Standard(), plans, result.GetValue(margin), available);
            return ExitCodes.Passed;
        });
        return command;
    }

    private static Option<double?> Number(string name, string unit, string description, string expected, Func<double, bool> holds) => new(name)
    {
        Description = description,
        HelpName = unit,
        CustomParser = result =>
        {
            string found = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            if (double.TryParse(found, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) && holds(number))
                return number;
            result.AddError($"found '{found}' for '{name}', expected {expected}");
            return null;
        },
    };

    private static bool IsCount(double value, double most) => double.IsInteger(value) && value >= 1 && value <= most;

    private static bool IsGiven(ParseResult result, Option option) => result.GetResult(option) is { Implicit: false };

    private static IEnumerable<string> ExactlyOne(ParseResult result, string what, params Option[] options)
    {
        string[] given = [.. options.Where(option => IsGiven(result, option)).Select(option => option.Name)];
        string names = string.Join(", ", options[..^1].Select(option => option.Name)) + " or " + options[^1].Name;
        if (given.Length == 0)
            yield return $"found nothing of {what}, expected {names}";
        else if (given.Length > 1)
            yield return $"found {string.Join(" and ", given)}, expected one of them only: {names}";
    }
}
