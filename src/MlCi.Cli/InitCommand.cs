using System.CommandLine;
using MlCi.Adapters.Scaffolding;
using MlCi.Adapters.Terminal;
using MlCi.Findings;
using MlCi.Metrics;

namespace MlCi.Cli;

/// <summary>The command <c>init</c>: a first pipeline out of a data file, and its gate.</summary>
internal static class InitCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="unused">Takes down what the command does not use.</param>
    /// <param name="rootOf">Reads the repository's folder.</param>
    /// <param name="quiet">The option to print verdicts and errors only.</param>
    /// <param name="elsewhere">Options of all commands that mean nothing here.</param>
    /// <param name="gate">Runs the gate of a pipeline by its name, and gives its exit code.</param>
    public static Command Create(UnusedOptions unused, Func<ParseResult, string> rootOf, Option<bool> quiet, Option[] elsewhere, Func<ParseResult, string, int> gate)
    {
        Option<string> data = new("--data") { HelpName = "FILE", Description = "The data: a CSV file with a header" };
        Option<string> label = new("--label") { HelpName = "COLUMN", Description = "The column to predict" };
        Option<string> trainer = Choice("--trainer", "TRAINER", "What trains the model: csharp if not given, python (scikit-learn) or mlnet", [.. TrainerFamilies.All.Select(one => one.Name)]);
        Option<string> task = Choice("--task", "TASK", "What is predicted: binary, multiclass or regression; told from the label if not given", [.. PredictionTasks.All.Select(one => one.Name)]);
        Option<string> positive = new("--positive") { HelpName = "VALUE", Description = "The positive value of a binary label" };
        Option<string> holdout = new("--holdout") { HelpName = "SHARE|FILE", Description = "The share of the rows to judge by, such as 0.3, or a file of them" };
        Option<string> name = new("--name") { HelpName = "NAME", Description = "The pipeline's name; the data file's if not given" };
        Option<bool> noGate = new("--no-gate") { Description = "Write the pipeline, and do not run its gate" };
        Option<bool> dry = new("--dry-run") { Description = "Only say what would be written" };
        var command = new Command("init", "Writes a first pipeline for a CSV file, and runs its gate") { data, label, trainer, task, positive, holdout, name, noGate, dry };
        unused.SetAction(command, elsewhere, result =>
        {
            Fault[] missing = [.. new[] { data, label }.Where(option => string.IsNullOrWhiteSpace(result.GetValue(option))).Select(option => new Fault($"found no '{option.Name}', expected {option.Name} {option.HelpName}"))];
            if (missing.Length > 0)
                throw FaultException.Misconfigured(missing);
            return InitRun.Of(
                new ScaffoldRequest
                {
                    Root = rootOf(result),
                    Data = result.GetValue(data)!,
                    Label = result.GetValue(label)!,
                    Trainer = TrainerFamilies.All.FirstOrDefault(one => one.Name == result.GetValue(trainer)).Family,
                    Task = result.GetValue(task) is { } word ? PredictionTasks.All.First(one => one.Name == word).Task : null,
                    Positive = result.GetValue(positive),
                    Holdout = result.GetValue(holdout),
                    Name = result.GetValue(name),
                    Quiet = result.GetValue(quiet),
                    IsDry = result.GetValue(dry),
                },
                result.GetValue(noGate),
                Consoles.Standard(),
                written => gate(result, written));
        });
        return command;
    }

    private static Option<string> Choice(string name, string helpName, string description, string[] words)
    {
        Option<string> option = new(name) { HelpName = helpName, Description = description };
        option.CompletionSources.Add(words);
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var found }] && !words.Contains(found))
                result.AddError($"found '{found}' for '{name}', expected {NearestName.Suggest(found, words)}");
        });
        return option;
    }
}
