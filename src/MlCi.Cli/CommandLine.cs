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
        using var interrupted = new CancellationTokenSource();
        using PosixSignalRegistration interrupt = StopOn(PosixSignal.SIGINT, interrupted);
        using PosixSignalRegistration terminate = StopOn(PosixSignal.SIGTERM, interrupted);

        var tree = new CommandTree(
            (stage, options) => RunStage(stage, options, interrupted.Token),
            RunOnPredictions,
            (options, asJson) => ShowHoldoutUse(options, asJson, interrupted.Token));
        ParseResult result = tree.Root.Parse([.. args]);
        if (result.Errors.Count > 0)
        {
            foreach (string fault in CommandLineFaults.Of(result))
                Console.Error.WriteLine($"error {fault}");
            return ExitCodes.Misconfigured;
        }

        return result.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }

    private static int RunStage(StageInfo stage, RunOptions options, CancellationToken interrupted)
    {
        var engine = new Engine(options, Consoles.Standard(), interrupted);
        foreach (StageInfo step in stage.IsBuilt ? StagePlan.For([stage.Name]) : [stage])
            engine.Run(step.Name);
        return engine.ExitCode;
    }

    private static int RunOnPredictions(StageInfo stage, PredictionsOptions options) => Guarded(() =>
        stage.Name == "Compare" ? PredictionsComparison.Run(options, Consoles.Standard()) : PredictionsEvaluation.Run(options, Consoles.Standard()));

    /// <summary>Runs what needs no engine; prints its faults and gives their exit code.</summary>
    internal static int Guarded(Func<int> action)
    {
        try
        {
            return action();
        }
        catch (FaultException e)
        {
            foreach (Fault fault in e.Faults)
                Console.Error.WriteLine($"error {InertText.Of(fault.ToString())}");
            return e.ExitCode;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"error the file system refused: {InertText.Of(e.Message)}");
            return ExitCodes.OutOfReach;
        }
    }

    private static int ShowHoldoutUse(RunOptions options, bool asJson, CancellationToken interrupted)
    {
        var engine = new Engine(options, Consoles.Standard(), interrupted);
        engine.ShowHoldoutUse(asJson);
        return engine.ExitCode;
    }

    private static PosixSignalRegistration StopOn(PosixSignal signal, CancellationTokenSource source) =>
        PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            source.Cancel();
        });
}
