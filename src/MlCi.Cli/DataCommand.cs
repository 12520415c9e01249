using System.CommandLine;
using MlCi.Adapters.Snapshots;
using MlCi.Adapters.Terminal;
using MlCi.Findings;

namespace MlCi.Cli;

/// <summary>The commands <c>data add|push|pull|status|prune</c>: large data stay out of git, which holds pointers to them.</summary>
internal sealed class DataCommand
{
    private readonly UnusedOptions unused;
    private readonly Func<ParseResult, string> root;
    private readonly Func<ParseResult, string[]> pipelines;
    private readonly Option[] elsewhere;
    private readonly Option pipeline;

    private DataCommand(UnusedOptions unused, Func<ParseResult, string> root, Func<ParseResult, string[]> pipelines, Option pipeline, Option[] elsewhere) =>
        (this.unused, this.root, this.pipelines, this.pipeline, this.elsewhere) = (unused, root, pipelines, pipeline, elsewhere);

    /// <summary>Makes the command.</summary>
    /// <param name="unused">Takes down what the commands do not use.</param>
    /// <param name="root">The repository's folder.</param>
    /// <param name="pipelines">The pipelines that were named.</param>
    /// <param name="pipeline">The option that names them.</param>
    /// <param name="elsewhere">Options of all commands that mean nothing here.</param>
    public static Command Create(UnusedOptions unused, Func<ParseResult, string> root, Func<ParseResult, string[]> pipelines, Option pipeline, Option[] elsewhere)
    {
        var data = new DataCommand(unused, root, pipelines, pipeline, elsewhere);
        return new Command("data", "Keeps large data out of git: adds, pushes and pulls what pointers (FILE.mlci) stand for, and says how it stands")
        {
            data.AddCommand(), data.PushCommand(), data.PullCommand(), data.StatusCommand(), data.PruneCommand(), data.SplitLabelsCommand(),
        };
    }

    private Command AddCommand()
    {
        Argument<string[]> files = Files("Data files; where there is a pointer already, it follows the change");
        Option<string> url = new("--url") { HelpName = "ADDRESS", Description = "Where others can have the one file: https://…, file:///… or a path; it is brought from there if it is not here" };
        return Made("add", "Gives data files pointers, and has git ignore the files", files, [url], [pipeline], (commands, result) =>
        {
            commands.Add(result.GetValue(files) ?? [], result.GetValue(url));
            return ExitCodes.Passed;
        });
    }

    private Command PushCommand()
    {
        Argument<string[]> files = Files("Data files, pointers or folders; all if not given");
        return Made("push", "Keeps data in the registry folder, .mlci/registry", files, [], [], (commands, result) =>
        {
            commands.Push(result.GetValue(files) ?? [], pipelines(result));
            return ExitCodes.Passed;
        });
    }

    private Command PullCommand()
    {
        Argument<string[]> files = Files("Data files, pointers or folders; all if not given");
        Option<bool> overwrite = new("--overwrite") { Description = "Replace files that were changed, too" };
        Option<bool> withoutLabels = WithoutLabels();
        return Made("pull", "Puts data into their places: from the local store, the registry folder or their source", files, [overwrite, withoutLabels], [], (commands, result) =>
        {
            commands.Pull(result.GetValue(files) ?? [], pipelines(result), result.GetValue(overwrite), result.GetValue(withoutLabels));
            return ExitCodes.Passed;
        });
    }

    private Command StatusCommand()
    {
        Argument<string[]> files = Files("Data files, pointers or folders; all if not given");
        Option<bool> json = new("--json") { Description = "Print JSON" };
        Option<bool> pushed = new("--pushed") { Description = "End with 1, too, where data are neither pushed nor have a source" };
        Option<bool> withoutLabels = WithoutLabels();
        return Made("status", "Says of each pointer whether its data are in place (0) or something is missing or changed (1), with digests", files, [json, pushed, withoutLabels], [], (commands, result) =>
            commands.Status(result.GetValue(files) ?? [], pipelines(result), result.GetValue(json), result.GetValue(pushed), result.GetValue(withoutLabels)));
    }

    private Command PruneCommand()
    {
        Option<bool> dry = new("--dry-run") { Description = "Only say what would go" };
        return Made("prune", "Removes copies from .mlci/data that no pointer of the repository names", files: null, [dry], [pipeline], (commands, result) =>
        {
            commands.Prune(result.GetValue(dry));
            return ExitCodes.Passed;
        });
    }

    private Command SplitLabelsCommand() => Made("split-labels", "Takes the label out of a pipeline's holdout, into the file that its data.labels names", files: null, [], [], (commands, result) =>
    {
        commands.SplitLabels(pipelines(result));
        return ExitCodes.Passed;
    });

    private static Option<bool> WithoutLabels() => new("--without-labels") { Description = "Leave out holdout labels that lie apart (data.labels), which not everybody can read" };

    private Command Made(string name, string description, Argument<string[]>? files, Option[] options, Option[] also, Func<SnapshotCommands, ParseResult, int> act)
    {
        var command = new Command(name, description);
        if (files is not null)
            command.Add(files);
        foreach (Option option in options)
            command.Add(option);
        unused.SetAction(command, [.. also, .. elsewhere], result => CommandLine.Interruptible(interrupted =>
        {
            try
            {
                return act(new SnapshotCommands(root(result), Consoles.Standard(), TimeProvider.System, interrupted), result);
            }
            catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
            {
                Console.Error.WriteLine("error interrupted; what was downloaded is kept, and the same command continues");
                return ExitCodes.Interrupted;
            }
        }));
        return command;
    }

    // Their number is looked at where the command runs: a parser that wants them would refuse its help to whoever asks for it.
    private static Argument<string[]> Files(string description) => new("files") { HelpName = "FILE", Description = description, Arity = ArgumentArity.ZeroOrMore };
}
