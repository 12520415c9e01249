using MlCi.Adapters.Processes;
using MlCi.Adapters.Storage;
using MlCi.Findings;

namespace MlCi.Adapters.Training;

/// <summary>Runs the verbs of a model's program, and sees that they leave what they should.</summary>
/// <param name="log">Is given what it prints.</param>
/// <param name="interrupted">Stops it.</param>
public sealed class ModelProgramHost(Action<string> log, CancellationToken interrupted)
{
    /// <summary>Trains into a folder.</summary>
    /// <param name="command">How.</param>
    /// <param name="data">The training data.</param>
    /// <param name="parameters">A file of parameters, JSON.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="output">An empty folder.</param>
    /// <returns>How long the program ran.</returns>
    /// <exception cref="FaultException">It failed, took too much, or wrote nothing (exit 1).</exception>
    public TimeSpan Train(VerbCommand command, string data, string parameters, long seed, string output)
    {
        TimeSpan elapsed = Run(command, ("data", data), ("params", parameters), ("seed", VerbCommand.Text(seed)), ("out", output));
        if (!Directory.Exists(output) || !Directory.EnumerateFiles(output, "*", SearchOption.AllDirectories).Any())
            throw FaultException.Negative("the program's train ended well but wrote no file into --out, expected a model");
        return elapsed;
    }

    /// <summary>Predicts rows without their label into a file.</summary>
    /// <param name="command">How.</param>
    /// <param name="model">The model's folder.</param>
    /// <param name="data">The rows.</param>
    /// <param name="key">The column that names each row, or null.</param>
    /// <param name="output">The file to write.</param>
    /// <exception cref="FaultException">It failed, took too much, or wrote nothing (exit 1).</exception>
    public void Predict(VerbCommand command, string model, string data, string? key, string output)
    {
        (string, string)[] keyed = key is null ? [] : [("key", key)];
        Run(command, [("model", model), ("data", data), ("out", output), .. keyed]);
        if (!File.Exists(output))
            throw FaultException.Negative("the program's predict ended well but wrote no --out file, expected predictions");
    }

    /// <summary>Has it say what predictions are made of, as JSON Lines.</summary>
    /// <param name="command">How.</param>
    /// <param name="model">The model's folder.</param>
    /// <param name="data">The rows, which it predicts without a fault.</param>
    /// <param name="output">The file to write.</param>
    /// <returns>Null, or why it cannot say it.</returns>
    /// <exception cref="FaultException">It failed, took too much, or wrote nothing (exit 1).</exception>
    public string? Explain(VerbCommand command, string model, string data, string output)
    {
        ProgramOutcome outcome = Outcome(command, ("model", model), ("data", data), ("out", output));
        // Data and model were good enough to predict: what is refused is the verb.
        if (outcome is { ExitCode: ExitCodes.Misconfigured, TimedOut: false, OverMemory: null })
            return outcome.LastLines.FirstOrDefault(line => line.StartsWith("explain: ", StringComparison.Ordinal))?["explain: ".Length..] ?? "its program has no verb explain: it was built with an earlier version";
        outcome.ThrowIfFailed();
        return File.Exists(output) ? null : throw FaultException.Negative("the program's explain ended well but wrote no --out file, expected explanations");
    }

    private TimeSpan Run(VerbCommand command, params (string, string)[] options)
    {
        ProgramOutcome outcome = Outcome(command, options);
        outcome.ThrowIfFailed();
        return outcome.Elapsed;
    }

    private ProgramOutcome Outcome(VerbCommand command, params (string, string)[] options)
    {
        ProgramCall call = command.With(options);
        if (!command.RunsInCopy)
            return ProgramRunner.Run(call, log, interrupted);
        using var copy = new ScratchFolder("mlci-program-");
        FolderCopy.Into(copy.Path, call.Folder);
        return ProgramRunner.Run(call with { Folder = copy.Path }, log, interrupted);
    }
}
