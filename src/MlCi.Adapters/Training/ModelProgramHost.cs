using System.Globalization;
using MlCi.Adapters.Processes;
using MlCi.Findings;

namespace MlCi.Adapters.Training;

/// <summary>Runs a model program's verbs in a fixed environment: same culture, time zone and variables everywhere.</summary>
/// <param name="assembly">The program's assembly.</param>
/// <param name="log">Is given what it prints.</param>
/// <param name="interrupted">Stops it.</param>
public sealed class ModelProgramHost(string assembly, Action<string> log, CancellationToken interrupted)
{
    /// <summary>Trains into a folder.</summary>
    /// <param name="data">The training data.</param>
    /// <param name="parameters">A file of parameters, JSON.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="output">An empty folder.</param>
    /// <param name="timeout">The longest that it may take.</param>
    /// <exception cref="FaultException">It failed, took too long, or wrote nothing (exit 1).</exception>
    public void Train(string data, string parameters, long seed, string output, TimeSpan timeout)
    {
        Run("train", ["--data", data, "--params", parameters, "--seed", seed.ToString(CultureInfo.InvariantCulture), "--out", output], timeout);
        if (!Directory.Exists(output) || !Directory.EnumerateFiles(output, "*", SearchOption.AllDirectories).Any())
            throw FaultException.Negative("the program's train ended well but wrote no file into --out, expected a model");
    }

    /// <summary>Predicts rows without their label into a file.</summary>
    /// <param name="model">The model's folder.</param>
    /// <param name="data">The rows.</param>
    /// <param name="key">The column that names each row, or null.</param>
    /// <param name="output">The file to write.</param>
    /// <param name="timeout">The longest that it may take.</param>
    /// <exception cref="FaultException">It failed, took too long, or wrote nothing (exit 1).</exception>
    public void Predict(string model, string data, string? key, string output, TimeSpan timeout)
    {
        string[] keyed = key is null ? [] : ["--key", key];
        Run("predict", ["--model", model, "--data", data, "--out", output, .. keyed], timeout);
        if (!File.Exists(output))
            throw FaultException.Negative("the program's predict ended well but wrote no --out file, expected predictions");
    }

    private void Run(string verb, string[] arguments, TimeSpan timeout)
    {
        var call = new ProgramCall(verb, "dotnet", ["exec", assembly, verb, .. arguments], Path.GetDirectoryName(assembly)!, ProgramEnvironment.OfPrograms(), timeout);
        ProgramRunner.Run(call, log, interrupted).ThrowIfFailed();
    }
}
