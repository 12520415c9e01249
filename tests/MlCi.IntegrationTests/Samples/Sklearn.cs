using System.Diagnostics;
using System.Globalization;
using MlCi.Testing;

namespace MlCi.IntegrationTests.Samples;

/// <summary>Debian's scikit-learn, which says what values ours must have.</summary>
internal static class Sklearn
{
    /// <summary>Debian's Python.</summary>
    public const string Python = "/usr/bin/python3";

    private static readonly Lazy<bool> Found = new(() =>
    {
        if (!File.Exists(Python))
            return false;
        var start = new ProcessStartInfo(Python, ["-c", "import sklearn, pandas"]) { UseShellExecute = false, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    });

    /// <summary>Skips the test where it is not installed.</summary>
    public static void SkipWithout() => Skip.IfNot(Found.Value, $"{Python} has no scikit-learn and pandas (Debian: python3-sklearn, python3-pandas)");

    /// <summary>The numbers that a script beside this file prints.</summary>
    /// <param name="script">Its name.</param>
    /// <param name="program">The sample, whose training data and holdout it is given.</param>
    /// <param name="predictions">The predictions of the holdout.</param>
    public static double[] Run(string script, SampleProgram program, string predictions)
    {
        string file = Path.Combine(RepositoryRoot.Path, "tests", "MlCi.IntegrationTests", "Samples", script);
        string output = SampleProgram.Run(
            Python, file, Path.Combine(program.Data, "train.csv"), Path.Combine(program.Data, "holdout.csv"), predictions);
        return [.. output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
    }
}
