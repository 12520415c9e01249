using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using MlCi.Adapters.PredictionFiles;
using MlCi.Findings;
using MlCi.Metrics;
using MlCi.Statistics;

namespace MlCi.Cli;

/// <summary>
/// The options by which <c>evaluate</c> and <c>compare</c> work without a pipeline, on any CSV of predictions.
/// </summary>
internal sealed class PredictionsCommand
{
    private readonly Option<string> predictions = Text("--predictions", "FILE", "A CSV of predictions, instead of a pipeline; the options below are about it");
    private readonly Option<string> label = Text("--label", "COLUMN", "The truth");
    private readonly Option<string> score = Text("--score", "COLUMN", "The model's score: the probability of the positive label; of several classes what the columns of their probabilities begin with, such as p_; of a regression the number");
    private readonly Option<string> championScore = Text("--champion-score", "COLUMN", "The champion's score");
    private readonly Option<string> task = Text("--task", "TASK", "What is predicted: binary if not given, multiclass or regression");
    private readonly Option<string> weight = Text("--weight", "COLUMN", "What each row counts; one each if not given");
    private readonly Option<string> cluster = Text("--cluster", "COLUMN", "The entity that each row belongs to, such as a customer; each row its own if not given");
    private readonly Option<string> positive = Text("--positive", "VALUE", "The positive label, where the labels are not 0 and 1, true and false, or yes and no");
    private readonly Option<string[]> slice = new("--slice") { HelpName = "COLUMN", Description = "A column to cut slices by, or with the edges of bins: age=30,50; may be repeated" };
    private readonly Option<string[]> metric = new("--metric") { HelpName = "NAME", Description = "A metric, such as auc; may be repeated" };
    private readonly Option<double> threshold = new("--threshold") { HelpName = "P", Description = "A score at or above it is a positive decision; 0.5 if not given", DefaultValueFactory = _ => .5 };
    private readonly Option<double> alpha = new("--alpha") { HelpName = "A", Description = "The error of each side of an interval; 0.05 if not given", DefaultValueFactory = _ => .05 };
    private readonly Option<string> json = Text("--json", "FILE", "Where to write the result as JSON");
    private readonly Option<string> shard = Text("--shard", "I/N", "Take one of N parts of the rows only, the I-th from 1, and write what it takes to go on to --out");
    private readonly Option<bool> split = new("--split") { Description = "The file holds that part only: take all of its rows" };
    private readonly Option<string> output = Text("--out", "FILE", "Where to write the shard");
    private readonly Option<string[]> merge = new("--merge") { HelpName = "FILE", Description = "The files of all shards, in any order, instead of predictions: the result is that of one process", AllowMultipleArgumentsPerToken = true };

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command of a stage.</param>
    /// <param name="ofPipelines">Options that are about pipelines and so cannot stand beside these.</param>
    public PredictionsCommand(Command command, IReadOnlyList<Option> ofPipelines)
    {
        Option[] ofParts = [shard, split, output];
        Option[] own = [predictions, label, score, championScore, task, positive, weight, cluster, slice, metric, threshold, alpha, json, .. ofParts];
        foreach (Option option in (Option[])[.. own, merge])
            command.Add(option);
        string[] tasks = [.. PredictionTasks.All.Select(one => one.Name)];
        task.CompletionSources.Add(tasks);
        task.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var found }] && !tasks.Contains(found))
                result.AddError($"found '{found}' for '--task', expected {NearestName.Suggest(found, tasks)}");
        });
        threshold.Validators.Add(result => CheckNumber(result, threshold, "a number from 0 to 1", value => value is >= 0 and <= 1));
        alpha.Validators.Add(result => CheckNumber(result, alpha, ErrorLevel.Expected, ErrorLevel.Holds));
        shard.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var found }] && ShardOption.Parse(found) is null)
                result.AddError($"found '{found}' for '--shard', expected {ShardOption.Expected}");
        });
        command.Validators.Add(result =>
        {
            bool Given(Option option) => result.GetResult(option) is { Implicit: false };
            if (Given(merge))
            {
                foreach (Option other in own.Where(option => option != json && Given(option)))
                    result.AddError($"found '{other.Name}' beside '--merge', expected it where the shards are made: they know what they are of");
                foreach (Option other in ofPipelines.Where(Given))
                    result.AddError($"found '{other.Name}' beside '--merge', expected one of them: there is no pipeline in shards");
            }
            else if (Given(predictions))
            {
                foreach (Option required in new[] { label, score }.Where(option => !Given(option)))
                    result.AddError($"found no '{required.Name}' beside '--predictions', expected {required.Name} {required.HelpName}");
                if (result.GetResult(task) is { Tokens: [{ Value: not "binary" and var otherTask }] })
                {
                    foreach (Option only in new Option[] { positive, threshold }.Where(Given))
                        result.AddError($"found '{only.Name}' beside '--task {otherTask}', expected it in the task binary only");
                }

                if (Given(shard) && !Given(output))
                    result.AddError("found no '--out' beside '--shard', expected --out FILE");
                if (Given(shard) && Given(json))
                    result.AddError("found '--json' beside '--shard', expected it beside '--merge'");
                foreach (Option only in new Option[] { split, output }.Where(option => Given(option) && !Given(shard)))
                    result.AddError($"found '{only.Name}' without '--shard', expected --shard I/N beside it");
                foreach (Option other in ofPipelines.Where(Given))
                    result.AddError($"found '{other.Name}' beside '--predictions', expected one of them: there is no pipeline in a file of predictions");
            }
            else
            {
                foreach (Option other in own.Where(Given))
                    result.AddError($"found '{other.Name}' without '--predictions', expected --predictions FILE beside it");
            }
        });
    }

    /// <summary>What was asked for, or null where it is about pipelines.</summary>
    public PredictionsRequest? Read(ParseResult result, bool quiet)
    {
        if (result.GetValue(merge) is { Length: > 0 } shards)
            return new PredictionsRequest.Merged(shards, result.GetValue(json), quiet);
        if (result.GetValue(predictions) is not { } file)
            return null;
        var options = new PredictionsOptions
        {
            File = file,
            Label = result.GetValue(label)!,
            Score = result.GetValue(score)!,
            ChampionScore = result.GetValue(championScore),
            Task = PredictionTasks.All.FirstOrDefault(one => one.Name == result.GetValue(task)).Task,
            Weight = result.GetValue(weight),
            Cluster = result.GetValue(cluster),
            Positive = result.GetValue(positive),
            Slices = result.GetValue(slice) ?? [],
            Metrics = result.GetValue(metric) ?? [],
            Threshold = result.GetValue(threshold),
            Alpha = result.GetValue(alpha),
            Json = result.GetValue(json),
            Quiet = quiet,
        };
        return result.GetValue(shard) is { } part
            ? new PredictionsRequest.Part(options, ShardOption.Parse(part)!, result.GetValue(split), result.GetValue(output)!)
            : new PredictionsRequest.Whole(options);
    }

    private static void CheckNumber(OptionResult result, Option<double> option, string expected, Func<double, bool> isValid)
    {
        if (result.Tokens is [{ Value: var text }]
            && !(double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && isValid(value)))
            result.AddError($"found '{text}' for '{option.Name}', expected {expected}");
    }

    private static Option<string> Text(string name, string helpName, string description) => new(name) { HelpName = helpName, Description = description };
}
