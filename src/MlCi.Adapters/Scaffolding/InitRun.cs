using MlCi.Findings;
using Spectre.Console;

namespace MlCi.Adapters.Scaffolding;

/// <summary>A pipeline is written and its gate run, whichever front door was asked.</summary>
public static class InitRun
{
    /// <summary>Writes it, runs its gate, and says what came of it.</summary>
    /// <param name="request">What the user wants.</param>
    /// <param name="withoutGate">Whether to leave the gate out.</param>
    /// <param name="console">Where it is told.</param>
    /// <param name="gate">Runs the gate of a pipeline by its name, and gives its exit code.</param>
    /// <returns>The gate's exit code.</returns>
    /// <exception cref="FaultException">It cannot be made, and nothing was written; every fault is listed.</exception>
    public static int Of(ScaffoldRequest request, bool withoutGate, IAnsiConsole console, Func<string, int> gate)
    {
        string name = Scaffold.Write(request, console);
        if (request.IsDry || withoutGate)
            return ExitCodes.Passed;
        int code = gate(name);
        string came = code switch
        {
            ExitCodes.Passed => "its gate passed",
            ExitCodes.Negative => "its gate did not pass, for the reason above",
            ExitCodes.Interrupted => "its gate was interrupted",
            _ => "its gate could not run, for the reason above",
        };
        Console.Out.WriteLine($"pipelines/{name} is written, and {came} (exit {code}). Next: read pipelines/{name}/pipeline.yml, and make it yours.");
        return code;
    }
}
