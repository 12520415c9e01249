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
        double[] aucs = OursAndTheirs(SampleProgram.Churn, "sklearn_parity.py");

        (double ours, double theirs) = (aucs[0], aucs[1]);
        Assert.Equal(theirs, ours, tolerance: 0.003);
        Assert.InRange(theirs, 0.84, 0.86);
    }

    [SkippableFact]
    public void HoldoutErrorsOfPrices_AreScikitLearns()
    {
        double[] errors = OursAndTheirs(SampleProgram.Diamonds, "sklearn_prices.py");

        // MAE, RMSE, R², MAPE. Both solve the same equations: nothing but rounding is between them.
        (double[] ours, double[] theirs) = (errors[..4], errors[4..]);
        Assert.Equal(theirs, ours, (a, b) => Math.Abs(a - b) < 1e-8 * a);
        Assert.Equal([378.004, 734.162, 0.965615, 0.0952927], theirs, (a, b) => Math.Abs(a - b) < 1e-5 * a);
    }

    private double[] OursAndTheirs(SampleProgram program, string script)
    {
        Skip.IfNot(HasSklearn(), $"{Python} has no scikit-learn (Debian: python3-sklearn)");
        program.Train(folder, "model");
        string predictions = program.Predict(folder, "model");

        string file = Path.Combine(RepositoryRoot.Path, "tests", "MlCi.IntegrationTests", "Samples", script);
        string output = SampleProgram.Run(
            Python, file, Path.Combine(program.Data, "train.csv"), Path.Combine(program.Data, "holdout.csv"), predictions);
        return [.. output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
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
