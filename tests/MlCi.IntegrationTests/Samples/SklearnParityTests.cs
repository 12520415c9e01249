using System.Diagnostics;
using System.Globalization;
using MlCi.Testing;

namespace MlCi.IntegrationTests.Samples;

public sealed class SklearnParityTests : IDisposable
{
    private const string Python = "/usr/bin/python3";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public void HoldoutAuc_IsScikitLearns()
    {
        Skip.IfNot(HasSklearn(), $"{Python} has no scikit-learn (Debian: python3-sklearn)");
        ChurnProgram.Train(folder, "model");
        string predictions = ChurnProgram.Predict(folder, "model");

        string script = Path.Combine(RepositoryRoot.Path, "tests", "MlCi.IntegrationTests", "Samples", "sklearn_parity.py");
        string data = Path.Combine(ChurnProgram.Pipeline, "data");
        string[] aucs = ChurnProgram
            .Run(Python, script, Path.Combine(data, "train.csv"), Path.Combine(data, "holdout.csv"), predictions)
            .Split();
        double ours = double.Parse(aucs[0], CultureInfo.InvariantCulture);
        double theirs = double.Parse(aucs[1], CultureInfo.InvariantCulture);

        Assert.Equal(theirs, ours, tolerance: 0.003);
        Assert.InRange(theirs, 0.84, 0.86);
    }

    private static bool HasSklearn()
    {
        if (!File.Exists(Python))
            return false;
        var start = new ProcessStartInfo(Python, ["-c", "import sklearn"]) { UseShellExecute = false, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
