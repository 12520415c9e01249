using System.Diagnostics;
using MlCi.Data;
using MlCi.Testing;

namespace MlCi.IntegrationTests.Samples;

/// <summary>A sample's model program in a process of its own, as the engine runs it.</summary>
/// <param name="Name">The pipeline's name.</param>
/// <param name="Label">The label's column.</param>
/// <param name="Parameters">The parameters of pipeline.yml, as JSON.</param>
/// <param name="Training">The command that trains.</param>
/// <param name="Predicting">The command that predicts.</param>
internal sealed record SampleProgram(string Name, string Label, string Parameters, string[] Training, string[] Predicting)
{
    /// <summary>Did a customer leave?</summary>
    public static SampleProgram Churn { get; } = InCSharp("telco-churn", "TelcoChurn.dll", "churn");

    /// <summary>What does a stone cost?</summary>
    public static SampleProgram Diamonds { get; } = InCSharp("diamond-price", "DiamondPrice.dll", "price");

    /// <summary>Will a loan go bad? In Python.</summary>
    public static SampleProgram Loans { get; } =
        new("lending-club", "Class", """{"C": 0.03}""", [Sklearn.Python, "-B", Script("train.py")], [Sklearn.Python, "-B", Script("predict.py")]);

    /// <summary>The folder of its data.</summary>
    public string Data => Path.Combine(RepositoryRoot.Path, "pipelines", Name, "data");

    /// <summary>Trains with the parameters of pipeline.yml.</summary>
    public void Train(TemporaryFolder folder, string model)
    {
        string parameters = folder.Write("params.json", Parameters);
        Run(Training[0], [.. Training[1..], "--data", Path.Combine(Data, "train.csv"),
            "--params", parameters, "--seed", "20240501", "--out", folder.Path(model)]);
    }

    /// <summary>Predicts the holdout, which is given without its label; gives the predictions' path.</summary>
    public string Predict(TemporaryFolder folder, string model)
    {
        Table holdout = CsvReader.Read(File.ReadAllBytes(Path.Combine(Data, "holdout.csv")), "holdout.csv");
        string rows = folder.Path("rows.csv");
        File.WriteAllBytes(rows, CsvWriter.Write(holdout.Without(Label)));

        string predictions = folder.Path("predictions.csv");
        Run(Predicting[0], [.. Predicting[1..], "--model", folder.Path(model), "--data", rows, "--out", predictions]);
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

    public override string ToString() => Name;

    private static SampleProgram InCSharp(string name, string assembly, string label)
    {
        string file = Path.Combine(AppContext.BaseDirectory, assembly);
        return new(name, label, """{"l2": 1.0}""", ["dotnet", file, "train"], ["dotnet", file, "predict"]);
    }

    private static string Script(string file) => Path.Combine(RepositoryRoot.Path, "pipelines", "lending-club", "model", file);
}
