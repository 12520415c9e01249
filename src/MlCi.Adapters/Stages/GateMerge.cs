using MlCi.Adapters.Runs;
using MlCi.Findings;
using MlCi.Reports;

namespace MlCi.Adapters.Stages;

/// <summary>The verdicts of several runs, gathered from the files that they left: nothing is run, and nothing is written.</summary>
internal static class GateMerge
{
    /// <summary>One result for each pipeline that is expected, and for each other one of which there is a verdict.</summary>
    /// <param name="options">What the user asked for; among it the repository's folder, whose commit the verdicts must be on.</param>
    /// <param name="folder">Where the files are, at any depth.</param>
    /// <param name="expected">The pipelines of which there must be a verdict.</param>
    /// <exception cref="FaultException">There is no such folder although verdicts are expected (exit 2).</exception>
    public static IReadOnlyList<PipelineResult> Of(RunOptions options, string folder, IReadOnlyCollection<string> expected)
    {
        string root = options.Root;
        string full = Path.GetFullPath(Path.Combine(root, folder));
        if (!Directory.Exists(full))
        {
            // Where nothing was to be done, nothing was left.
            return expected.Count == 0 ? [] : throw FaultException.Misconfigured($"found no folder '{folder}' for '--merge', expected one with the gate.json of each pipeline");
        }

        string[] files = [.. Directory.EnumerateFiles(full, "gate.json", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }).Order(StringComparer.Ordinal)];
        return
        [
            .. MergedVerdicts.Of(expected, files.Select(file => (Path.GetRelativePath(root, file).Replace('\\', '/'), File.ReadAllText(file))), WorkingTree.Of(options).GetAwaiter().GetResult().Commit)
                .Select(one => new PipelineResult(one.Pipeline, one.Verdict, one.Reason, one.ExitCode, one.File is { } file ? Path.GetDirectoryName(file)!.Replace('\\', '/') : "")),
        ];
    }
}
