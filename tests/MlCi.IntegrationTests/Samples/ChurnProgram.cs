using System.Diagnostics;
using MlCi.Testing;

namespace MlCi.IntegrationTests.Samples;

/// <summary>The sample's model program in a process of its own, as the engine runs it.</summary>
internal static class ChurnProgram
{
    /// <summary>The sample's folder.</summary>
    public static string Pipeline { get; } = Path.Combine(RepositoryRoot.Path, "pipelines", "telco-churn");

    /// <summary>Trains with the parameters of pipeline.yml.</summary>
    public static void Train(TemporaryFolder folder, string model)
    {
        string parameters = folder.Write("params.json", """{"l2": 1.0}""");
        Run("dotnet", ProgramFile, "train", "--data", Path.Combine(Pipeline, "data", "train.csv"),
            "--params", parameters, "--seed", "20240501", "--out", folder.Path(model));
    }

    /// <summary>Predicts the holdout, which is given without its label; gives the predictions' path.</summary>
    public static string Predict(TemporaryFolder folder, string model)
    {
        string[] lines = File.ReadAllLines(Path.Combine(Pipeline, "data", "holdout.csv"));
        Assert.StartsWith("\"churn\",", lines[0], StringComparison.Ordinal);
        string rows = folder.Write("rows.csv", string.Join('\n', lines.Select(line => line[(line.IndexOf(',') + 1)..])) + "\n");

        string predictions = folder.Path("predictions.csv");
        Run("dotnet", ProgramFile, "predict", "--model", folder.Path(model), "--data", rows, "--out", predictions);
        return predictions;
    }

    /// <summary>Runs a command that must succeed, and gives its output.</summary>
    public static string Run(string command, params string[] args)
    {
        var start = new ProcessStartInfo(command, args)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{command} {string.Join(' ', args)}: exit {process.ExitCode}\n{errors.Result}");
        return output;
    }

    private static string ProgramFile => Path.Combine(AppContext.BaseDirectory, "TelcoChurn.dll");
}
