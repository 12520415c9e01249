using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using MlCi.Adapters.PredictionFiles;
using MlCi.Adapters.Stages;
using MlCi.Adapters.Storage;
using MlCi.Findings;
using MlCi.Pipelines;
using MlCi.Promotion;

namespace MlCi.Cli;

/// <summary>The commands: one for each stage, each with its options and its help.</summary>
internal sealed class CommandTree
{
    private readonly Option<string[]> pipeline = new("--pipeline", "-p")
    {
        Description = "A pipeline's name, or several with commas between; all if not given",
        HelpName = "NAME",
        Recursive = true,
    };

    private readonly Option<string> root = new("--root") { Description = "The repository's folder; where you stand, or the nearest above with pipelines", HelpName = "FOLDER", Recursive = true };
    private readonly Option<bool> quiet = new("--quiet") { Description = "Print verdicts and errors only", Recursive = true };
    private readonly Option<bool> verbose = new("--verbose") { Description = "Print what builds and model programs print, too", Recursive = true };
    private readonly Option<bool> force = new("--force") { Description = "Run every stage anew, whatever an earlier run left", Recursive = true };
    private readonly Option<bool> explain = new("--explain") { Description = "Say of each stage why it ran or did not: what changed since the run before", Recursive = true };
    private readonly Option<bool> noCache = new("--no-cache") { Description = "Neither look for earlier results nor keep these" };
    private readonly Option<bool> verify = new("--verify-reproducible") { Description = "Train a second time, and compare; register always does" };
    private readonly Option<bool> smoke = new("--smoke") { Description = "Go the whole way on 500 rows, in seconds and without a verdict" };
    private readonly Option<bool> withoutLabels = new("--without-labels") { Description = "Where holdout labels lie apart (data.labels), do without them: train and predict, without a verdict" };
    private readonly Option<int?> jobs = new("--jobs") { Description = "The most pipelines to run side by side; as many as there are cores if not given", HelpName = "N" };
    private readonly Option<string> affectedSince = new("--affected-since") { Description = "Only pipelines whose inputs changed since HEAD left a branch, tag or commit, such as origin/main", HelpName = "REF" };
    private readonly Option<string> merge = new("--merge") { Description = "Run nothing, gather the gate.json of other runs from a folder, and give their one exit code", HelpName = "FOLDER" };
    private readonly Option<bool> json = new("--json") { Description = "Print what came of each pipeline as JSON, and all else on standard error" };
    private readonly Option<string> to = new("--to") { Description = "The alias to move", HelpName = "ALIAS" };
    private readonly Option<string> model = new("--model") { Description = "The model: a tag or digest; if not given, promote takes the candidate, rollback the good model before", HelpName = "REFERENCE" };
    private readonly UnusedOptions unused = new();
    private readonly Option<string> releaseTag = new(ReleaseTag.Option) { Description = "The git tag of a release, such as telco-churn/v1.4.0: puts the model of the tag's source tree into production as that version", HelpName = "TAG" };
    private readonly Option<string> why = new("--why") { Description = "Why, for the record", HelpName = "TEXT" };

    public CommandTree(
        Func<StageInfo, RunOptions, bool, int> run, Func<StageInfo, PredictionsRequest, int> runOnPredictions, Func<RunOptions, bool, int> showHoldoutUse)
    {
        string[] aliases = [.. Alias.All.Select(alias => alias.Name)];
        to.CompletionSources.Add(aliases);
        pipeline.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.Tokens.All(token => token.Value.Trim(',', ' ').Length == 0))
                result.AddError("found no name for '--pipeline', expected one: leave the option out for all pipelines");
        });
        jobs.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var found }] && !(int.TryParse(found, out int number) && number is >= 1 and <= 1024))
                result.AddError($"found '{found}' for '--jobs', expected a whole number from 1 to 1024");
        });
        Root = new RootCommand("Gates machine-learning models the way CI gates code: from data to verdict.");
        foreach (Option option in new Option[] { pipeline, root, quiet, verbose, force, explain })
            Root.Add(option);
        foreach (StageInfo stage in StagePlan.All)
            Root.Add(CommandOf(stage, run, runOnPredictions));
        Option[] ofStages = [quiet, verbose, force, explain];
        Root.Add(MatrixCommand.Create(unused, affectedSince, ofStages, result => new RunOptions
        {
            Root = RootOf(result),
            Pipelines = PipelinesOf(result),
            AffectedSince = result.GetValue(affectedSince),
        }));
        Root.Add(new Command("holdout", "Plans a holdout, or shows how often it has decided")
        {
            HoldoutPlanCommand.Create(unused, [pipeline, root, .. ofStages]),
            StatusCommand(showHoldoutUse),
        });
        Root.Add(CacheCommand.Create(unused, ExistingRootOf, [pipeline, .. ofStages]));
        Root.Add(RunsCommand.Create(unused, ExistingRootOf, PipelinesOf, ofStages));
        Root.Add(DataCommand.Create(unused, ExistingRootOf, PipelinesOf, pipeline, ofStages));
        foreach (Command command in PromotionCommands.Create(unused, ExistingRootOf, PipelinesOf, ofStages))
            Root.Add(command);
        Root.Add(ModelsCommand.Create(unused, ExistingRootOf, PipelinesOf, ofStages));
        Root.Add(CatalogueCommand.Create(unused, ofStages, result => new RunOptions { Root = RootOf(result), Pipelines = PipelinesOf(result) }));
        foreach (Command command in AttestationCommands.Create(unused, ExistingRootOf, PipelinesOf, quiet, [verbose, force, explain]))
            Root.Add(command);
        Root.Add(ExplainCommand.Create(unused, ExistingRootOf, PipelinesOf, verbose, [quiet, force, explain]));
        Root.Add(DeployFilesCommand.Create(unused, ExistingRootOf, PipelinesOf, force, [quiet, verbose, explain]));
        Root.Add(JudgeCommand.Create(unused, ExistingRootOf, quiet, [pipeline, verbose, force, explain]));
        Root.Add(GitHubCommand.Create(unused, [pipeline, root, quiet, verbose, force, explain]));
        Root.Add(InitCommand.Create(unused, RootOf, quiet, [pipeline, force, explain], (result, name) => run(StagePlan.Find("Gate")!, new RunOptions
        {
            Root = RootOf(result),
            Pipelines = [name],
            Quiet = result.GetValue(quiet),
            Verbose = result.GetValue(verbose),
            VerdictStage = StagePlan.VerdictOf(["Gate"]),
            GroupsLog = Environment.GetEnvironmentVariable("GITHUB_ACTIONS") is "true",
            StepSummary = Environment.GetEnvironmentVariable(StepSummaryFile.Variable),
        }, false)));
        PathOptions.RefuseEmpty(Root);
        foreach (Command group in Root.Subcommands.Where(command => command.Subcommands.Count > 0))
            ShowHelpWithout(group);
        foreach (HelpOption help in Root.Options.OfType<HelpOption>())
            help.Action = new HelpWithExamples(new HelpAction(), unused);
        ShowHelpWithout(Root);
    }

    public RootCommand Root { get; }

    private Command CommandOf(StageInfo stage, Func<StageInfo, RunOptions, bool, int> run, Func<StageInfo, PredictionsRequest, int> runOnPredictions)
    {
        var command = new Command(stage.Command, stage.Summary);
        bool moves = stage.Name is "Promote" or "Rollback";
        if (moves)
        {
            command.Add(to);
            command.Add(model);
            command.Add(why);
            if (stage.Name == "Promote")
                command.Add(releaseTag);
        }

        Option[] ofRun = stage.Name switch
        {
            "Doctor" or "Report" => [],
            "Gate" => [noCache, jobs, affectedSince, json, verify, smoke, withoutLabels, merge],
            "Promote" or "Rollback" => [noCache, jobs],
            _ when StagePlan.For([stage.Name]).Any(step => step.Name == "Train") => [noCache, jobs, affectedSince, verify],
            _ => [noCache, jobs, affectedSince],
        };
        foreach (Option option in ofRun)
            command.Add(option);

        PredictionsCommand? predictions = stage.Name is "Evaluate" or "Compare" ? new(command, [pipeline, root, force, explain, .. ofRun]) : null;
        FilesCheckCommand? files = stage.Name == "ValidateData" ? new(command, [pipeline, root, verbose, force, explain, .. ofRun]) : null;
        command.SetAction(result => files?.Read(result, result.GetValue(quiet)) is { } check ? FilesCheckCommand.Run(check) : predictions?.Read(result, result.GetValue(quiet)) is { } request ? runOnPredictions(stage, request) : run(stage, new RunOptions
        {
            Root = RootOf(result),
            Pipelines = PipelinesOf(result),
            Quiet = result.GetValue(quiet),
            VerdictStage = StagePlan.VerdictOf([stage.Name]),
            Verbose = result.GetValue(verbose),
            Force = result.GetValue(force),
            Explain = result.GetValue(explain),
            AffectedSince = ofRun.Contains(affectedSince) ? result.GetValue(affectedSince) : null,
            Merge = ofRun.Contains(merge) ? result.GetValue(merge) : null,
            NoCache = ofRun.Contains(noCache) && result.GetValue(noCache),
            VerifyReproducible = StagePlan.Registers([stage.Name]) || (ofRun.Contains(verify) && result.GetValue(verify)),
            Smoke = ofRun.Contains(smoke) && result.GetValue(smoke),
            WithoutLabels = ofRun.Contains(withoutLabels) && result.GetValue(withoutLabels),
            Jobs = ofRun.Contains(jobs) ? result.GetValue(jobs) : null,
            GroupsLog = Environment.GetEnvironmentVariable("GITHUB_ACTIONS") is "true",
            StepSummary = Environment.GetEnvironmentVariable(StepSummaryFile.Variable),
            To = moves ? result.GetValue(to) : null,
            Model = moves ? result.GetValue(model) : null,
            Why = moves ? result.GetValue(why) : null,
            ReleaseTag = stage.Name == "Promote" ? result.GetValue(releaseTag) : null,
        }, ofRun.Contains(json) && result.GetValue(json)));
        return command;
    }

    private Command StatusCommand(Func<RunOptions, bool, int> show)
    {
        Option<bool> asJson = new("--json") { Description = "Print JSON" };
        var command = new Command("status", "Prints the decisions that were taken on each pipeline's holdout") { asJson };
        unused.SetAction(command, [quiet, force, explain], result => show(
            new RunOptions { Root = RootOf(result), Pipelines = PipelinesOf(result), Verbose = result.GetValue(verbose) }, result.GetValue(asJson)));
        return command;
    }

    // Without a command: help, and the exit code of a wrong command line.
    private void ShowHelpWithout(Command command) => command.SetAction(result =>
    {
        new HelpWithExamples(new HelpAction(), unused).Invoke(result);
        return ExitCodes.Misconfigured;
    });

    private string RootOf(ParseResult result) => Path.GetFullPath(result.GetValue(root) ?? NearestRoot());

    // What only looks at a repository must not take a folder that is none for one in which nothing was done yet.
    private string ExistingRootOf(ParseResult result) => RootOf(result) is var folder && Directory.Exists(folder) ? folder
        : throw FaultException.Misconfigured($"found no folder '{folder}' for '--root', expected the repository's");

    private string[] PipelinesOf(ParseResult result) =>
        [.. (result.GetValue(pipeline) ?? []).SelectMany(names => names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    private static string NearestRoot()
    {
        for (string? folder = Environment.CurrentDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Directory.Exists(Path.Combine(folder, "pipelines")) || Directory.Exists(Path.Combine(folder, ".mlci")) || Path.Exists(Path.Combine(folder, ".git")))
                return folder;
        }

        return Environment.CurrentDirectory;
    }

    private sealed class HelpWithExamples(HelpAction help, UnusedOptions unused) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            // Options of all commands are listed for each of them.
            Option[] hidden = [.. unused.Of(parseResult.CommandResult.Command)];
            foreach (Option option in hidden)
                option.Hidden = true;
            int code = help.Invoke(parseResult);
            foreach (Option option in hidden)
                option.Hidden = false;
            parseResult.InvocationConfiguration.Output.Write(HelpTexts.After(parseResult.CommandResult.Command));
            return code;
        }
    }
}
