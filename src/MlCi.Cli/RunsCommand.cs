using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using MlCi.Adapters.Runs;
using MlCi.Adapters.Storage;
using MlCi.Adapters.Terminal;
using MlCi.Findings;
using MlCi.Reports;
using MlCi.Runs;

namespace MlCi.Cli;

/// <summary>The commands <c>runs list|show|compare|plot|export|prune</c>: what earlier runs were given and what came of them.</summary>
internal sealed class RunsCommand
{
    private readonly UnusedOptions unused;
    private readonly Func<ParseResult, string> root;
    private readonly Func<ParseResult, string[]> pipelines;
    private readonly Option[] elsewhere;
    private readonly Option<string[]> where = new("--where") { HelpName = "CONDITION", Description = "Only runs for which it holds, such as auc>0.8, params.l2=1.0 or verdict=passed; may be repeated" };
    private readonly Option<bool> json = new("--json") { Description = "Print JSON" };

    private RunsCommand(UnusedOptions unused, Func<ParseResult, string> root, Func<ParseResult, string[]> pipelines, Option[] elsewhere) =>
        (this.unused, this.root, this.pipelines, this.elsewhere) = (unused, root, pipelines, elsewhere);

    /// <summary>Makes the command.</summary>
    /// <param name="unused">Takes down what the commands do not use.</param>
    /// <param name="root">The repository's folder.</param>
    /// <param name="pipelines">The pipelines that were named.</param>
    /// <param name="elsewhere">Options of all commands that mean nothing here.</param>
    public static Command Create(UnusedOptions unused, Func<ParseResult, string> root, Func<ParseResult, string[]> pipelines, Option[] elsewhere)
    {
        var runs = new RunsCommand(unused, root, pipelines, elsewhere);
        return new Command("runs", "Lists, compares, plots and exports the records of runs")
        {
            runs.ListCommand(), runs.ShowCommand(), runs.CompareCommand(), runs.PlotCommand(), runs.ExportCommand(), runs.PruneCommand(),
        };
    }

    private Command ListCommand()
    {
        Option<string> sort = new("--sort") { HelpName = "NAME", Description = "By a metric, started, seconds, params.X …; if not given, the newest first" };
        Option<bool> descending = new("--descending") { Description = "The largest first" };
        Option<int?> limit = Count("--limit", "At most as many, after sorting");
        return Made("list", "Lists runs, with what they were decided by and the parameters in which they differ", [sort, descending, where, limit, json], [], (result, all) =>
        {
            RunFilter[] filters = Filters(result, all);
            string? by = result.GetValue(sort);
            if (by is not null)
                RunFields.Check(all, by, "--sort");
            RunRecord[] left = Chosen(all, filters);
            IReadOnlyList<RunRecord> sorted = by is null && !result.GetValue(descending) ? RunOrder.NewestFirst(left) : RunOrder.By(left, by ?? "started", result.GetValue(descending));
            RunRecord[] listed = [.. sorted.Take(result.GetValue(limit) ?? int.MaxValue)];
            if (result.GetValue(json))
                Print(new JsonArray([.. listed.Select(RunRecordJson.Node)]));
            else if (listed.Length == 0)
                Console.Out.WriteLine(all.Count == 0 ? "no runs yet: Gate, Compare, Evaluate and Train leave one each" : $"none of {Numerals.Count(all.Count, "runs")}");
            else
                RunTables.WriteList(Consoles.Standard(), listed, filters.Select(filter => filter.Name).Concat(by is null ? [] : [by]));
        });
    }

    private Command ShowCommand()
    {
        Argument<string[]> run = Runs("An id, the beginning of one, or latest");
        return Made("show", "Prints all of a run", [json], [run], (result, all) =>
        {
            string[] ids = result.GetValue(run) ?? [];
            if (ids.Length != 1)
                throw FaultException.Misconfigured($"found {Numerals.Count(ids.Length, "runs")} to show, expected one: an id of 'mlci runs list', the beginning of one, or {RunId.Latest}");
            RunRecord found = RunId.Find(all, ids[0]);
            if (result.GetValue(json))
                Print(RunRecordJson.Node(found));
            else
                RunTables.WriteRun(Consoles.Standard(), found);
        });
    }

    private Command CompareCommand()
    {
        Argument<string[]> runs = Runs("Two runs or more, each an id, the beginning of one, or latest");
        return Made("compare", "Puts runs side by side: parameters, metrics with intervals, decisions, digests; what differs is marked", [json], [runs], (result, all) =>
        {
            string[] ids = result.GetValue(runs) ?? [];
            if (ids.Length < 2)
                throw FaultException.Misconfigured($"found {Numerals.Count(ids.Length, "runs")} to compare, expected two or more: ids of 'mlci runs list', beginnings of them, or {RunId.Latest}");
            var comparison = RunComparison.Of([.. ids.Select(id => RunId.Find(all, id))]);
            if (result.GetValue(json))
                Print(comparison.ToJson());
            else
                RunTables.WriteComparison(Consoles.Standard(), comparison);
        });
    }

    private Command PlotCommand()
    {
        Option<string> metric = new("--metric") { HelpName = "NAME", Description = "A metric, or a decision by its id; the first of the newest run if not given" };
        Option<string> x = new("--x") { HelpName = "NAME", Description = "What the horizontal axis shows: started if not given, or such as params.l2" };
        Option<string> output = new("--out") { HelpName = "FILE", Description = "An SVG file to write instead of printing" };
        return Made("plot", "Plots a metric of runs with its intervals", [metric, x, where, output], [], (result, all) =>
        {
            var plot = RunPlot.Of(Chosen(all, Filters(result, all)), result.GetValue(metric), result.GetValue(x) ?? RunPlot.ByStart);
            if (result.GetValue(output) is not { } file)
                RunTables.WritePlot(Consoles.Standard(), plot);
            else if (Directory.Exists(file))
                throw FaultException.Misconfigured($"found a folder at '{file}' for --out, expected a file");
            else
            {
                AtomicFile.WriteText(file, RunPlotSvg.Write(plot));
                Console.Out.WriteLine($"plotted {Numerals.Count(plot.Runs.Count, "runs")} into {file}");
            }
        });
    }

    private Command ExportCommand()
    {
        Option<string> mlflow = new("--mlflow") { HelpName = "FOLDER", Description = "MLflow's file store, such as mlruns; runs that are there already stay as they are" };
        return Made("export", "Writes runs into a file store of MLflow", [mlflow, where], [], (result, all) =>
        {
            if (result.GetValue(mlflow) is not { Length: > 0 } folder)
                throw FaultException.Misconfigured("found nothing to export to, expected --mlflow FOLDER");
            (int written, int kept, int deleted) = MlflowExport.Write(Chosen(all, Filters(result, all)), folder);
            string more = (kept > 0 ? $"; {Numerals.Count(kept)} there already" : "") + (deleted > 0 ? $"; {Numerals.Count(deleted)} of experiments deleted in MLflow left out" : "");
            Console.Out.WriteLine($"exported {Numerals.Count(written, "runs")} to {folder}{more}");
            Console.Out.WriteLine($"to look at them: MLFLOW_ALLOW_FILE_STORE=true mlflow ui --backend-store-uri {folder}");
        });
    }

    private Command PruneCommand()
    {
        Option<int?> keep = Count("--keep", "How many of each pipeline stay: the newest");
        return Made("prune", "Removes the records of old runs", [keep], [], (result, all) =>
        {
            if (result.GetValue(keep) is not { } most)
                throw FaultException.Misconfigured("found nothing to keep, expected --keep N: how many runs of each pipeline stay");
            IReadOnlyList<RunRecord> removed = new RunStore(root(result)).Prune(all, most);
            Console.Out.WriteLine($"removed {Numerals.Count(removed.Count, "runs")}, kept {Numerals.Count(all.Count - removed.Count)}");
        });
    }

    private Command Made(string name, string description, Option[] options, Argument[] arguments, Action<ParseResult, IReadOnlyList<RunRecord>> act)
    {
        var command = new Command(name, description);
        foreach (Argument argument in arguments)
            command.Add(argument);
        foreach (Option option in options)
            command.Add(option);
        unused.SetAction(command, elsewhere, result =>
        {
            act(result, Records(result));
            return ExitCodes.Passed;
        });
        return command;
    }

    private RunFilter[] Filters(ParseResult result, IReadOnlyList<RunRecord> all) => [.. (result.GetValue(where) ?? []).Select(condition => RunFilter.Parse(condition, all))];

    private static RunRecord[] Chosen(IReadOnlyList<RunRecord> all, RunFilter[] filters) => [.. all.Where(record => Array.TrueForAll(filters, filter => filter.Holds(record)))];

    // What is damaged is told, on standard error, and the others are used all the same.
    private IReadOnlyList<RunRecord> Records(ParseResult result)
    {
        (IReadOnlyList<RunRecord> records, IReadOnlyList<Fault> damaged) = new RunStore(root(result)).Read();
        foreach (Fault fault in damaged)
            Console.Error.WriteLine($"warning {InertText.Of(fault.ToString())}");
        string[] wanted = pipelines(result);
        string[] known = [.. records.Select(record => record.Pipeline).Distinct().Order(StringComparer.Ordinal)];
        Fault[] unknown = [.. wanted.Except(known).Where(_ => known.Length > 0).Select(name => new Fault($"found no run of a pipeline '{name}', expected {NearestName.Suggest(name, known)}"))];
        if (unknown.Length > 0)
            throw FaultException.Misconfigured(unknown);
        return wanted.Length == 0 ? records : [.. records.Where(record => wanted.Contains(record.Pipeline))];
    }

    // Their number is looked at where the command runs: a parser that wants them would refuse its help to whoever asks for it.
    private static Argument<string[]> Runs(string description) => new("runs") { HelpName = "RUN", Description = description, Arity = ArgumentArity.ZeroOrMore };

    private static Option<int?> Count(string name, string description) => new(name)
    {
        HelpName = "N",
        Description = description,
        CustomParser = result =>
        {
            string found = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            if (int.TryParse(found, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1)
                return number;
            result.AddError($"found '{found}' for '{name}', expected a whole number from 1 to {int.MaxValue}");
            return null;
        },
    };

    private static void Print(JsonNode node) => Console.Out.Write(node.ToJsonString(GateReportJson.Options) + "\n");
}
