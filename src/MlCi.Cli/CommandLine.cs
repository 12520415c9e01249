using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using MlCi.Adapters.PredictionFiles;
using MlCi.Adapters.Stages;
using MlCi.Adapters.Terminal;
using MlCi.Findings;
using MlCi.Pipelines;

namespace MlCi.Cli;

/// <summary>The command <c>mlci</c>: the product's stages, with the words, output and exit codes of <c>./build.sh</c>.</summary>
public static class CommandLine
{
    /// <summary>Runs a command line.</summary>
    /// <param name="args">The arguments.</param>
    /// <returns>The exit code.</returns>
    public static int Run(IReadOnlyList<string> args)
    {
        // Numbers look the same wherever it runs.
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        // Only an engine stops by itself, so that nothing half-done is kept; anything else a signal ends at once.
        var tree = new CommandTree(
            (stage, options, asJson) => Interruptible(interrupted => RunStage(stage, options, asJson, interrupted)),
            RunOnPredictions,
            (options, asJson) => Interruptible(interrupted => ShowHoldoutUse(options, asJson, interrupted)));
        ParseResult result = tree.Root.Parse([.. args]);
        if (result.Errors.Count > 0)
        {
            foreach (string fault in CommandLineFaults.Of(result))
                Console.Error.WriteLine($"error {fault}");
            return ExitCodes.Misconfigured;
        }

        return result.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }

    private static int RunStage(StageInfo stage, RunOptions options, bool asJson, CancellationToken interrupted)
    {
        // What a machine reads is all that goes to standard output; what people read goes beside it.
        using var engine = new Engine(options, asJson ? Consoles.Error() : Consoles.Standard(), interrupted);
        engine.Run([.. StagePlan.For([stage.Name]).Select(step => step.Name)]);
        if (asJson)
            Console.Out.Write(RunSummary.Json(engine.Results, engine.ExitCode));
        return engine.ExitCode;
    }

    private static int RunOnPredictions(StageInfo stage, PredictionsRequest request) =>
        PrintedFaults.Of(() => PredictionsRun.Of(stage.Command, request, Consoles.Standard()));

    private static int ShowHoldoutUse(RunOptions options, bool asJson, CancellationToken interrupted)
    {
        using var engine = new Engine(options, Consoles.Standard(), interrupted);
        engine.ShowHoldoutUse(asJson);
        return engine.ExitCode;
    }

    /// <summary>Runs what a signal asks to stop, so that nothing half-done is kept.</summary>
    internal static int Interruptible(Func<CancellationToken, int> run)
    {
        using var interrupted = new CancellationTokenSource();
        using PosixSignalRegistration interrupt = StopOn(PosixSignal.SIGINT, interrupted);
        using PosixSignalRegistration terminate = StopOn(PosixSignal.SIGTERM, interrupted);
        return run(interrupted.Token);
    }

    private static PosixSignalRegistration StopOn(PosixSignal signal, CancellationTokenSource source) =>
        PosixSignalRegistration.Create(signal, context =>
        {
            // Whoever says it twice has waited long enough.
            context.Cancel = !source.IsCancellationRequested;
            source.Cancel();
        });
}
