using MlCi.Findings;
using MlCi.Reports;

namespace MlCi.Adapters.Storage;

/// <summary>The file that GitHub Actions shows on the page of a run, one for each step.</summary>
/// <remarks>https://docs.github.com/actions/reference/workflow-commands-for-github-actions#adding-a-job-summary</remarks>
public static class StepSummaryFile
{
    /// <summary>The variable that names the file.</summary>
    public const string Variable = "GITHUB_STEP_SUMMARY";

    /// <summary>Adds to the file what still has room in it. Nothing depends on it, so that it fails nothing.</summary>
    /// <param name="file">The file; null or empty where there is none.</param>
    /// <param name="write">The text, of no more than so many bytes.</param>
    /// <param name="warn">Is told where it cannot be written.</param>
    public static void Append(string? file, Func<long, string> write, Action<string> warn)
    {
        if (string.IsNullOrEmpty(file))
            return;
        try
        {
            long length = File.Exists(file) ? new FileInfo(file).Length : 0;
            File.AppendAllText(file, write(StepSummary.MostBytes - length));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            warn($"the step's summary ({Variable}) was not written: {InertText.Of(e.Message)}");
        }
    }
}
