using System.IO.Enumeration;
using MlCi.Adapters.Runs;
using MlCi.Findings;
using MlCi.Reports;

namespace MlCi.Adapters.Stages;

/// <summary>The verdicts of several runs, gathered from the files that they left: nothing is run, and nothing is written.</summary>
internal static class GateMerge
{
    /// <summary>What is said where there is no commit to hold the verdicts against.</summary>
    public const string CommitUnchecked = "found no git commit here, so nobody checked that the verdicts are on the commit that is merged";

    /// <summary>One result for each pipeline that is expected, and for each other one of which there is a verdict.</summary>
    /// <param name="options">What the user asked for; among it the repository's folder, whose commit the verdicts must be on.</param>
    /// <param name="folder">Where the files are, at any depth; from where the user stands.</param>
    /// <param name="expected">The pipelines of which there must be a verdict.</param>
    /// <returns>The results, and a note for people or null.</returns>
    /// <exception cref="FaultException">There is no such folder although verdicts are expected (exit 2).</exception>
    public static (IReadOnlyList<PipelineResult> Results, string? Note) Of(RunOptions options, string folder, IReadOnlyCollection<string> expected)
    {
        string root = options.Root;
        string full = Path.GetFullPath(folder);
        if (!Directory.Exists(full))
        {
            // Where nothing was to be done, nothing was left.
            return expected.Count == 0 ? ([], null) : throw FaultException.Misconfigured($"found no folder '{full}' for '--merge', expected one with the gate.json of each pipeline");
        }

        string? commit = WorkingTree.Of(options).GetAwaiter().GetResult().Commit;
        PipelineResult[] results =
        [
            .. MergedVerdicts.Of(expected, Files(full).Select(file => (Path.GetRelativePath(root, file).Replace('\\', '/'), Text(file))), commit, [.. expected.Where(name => HasLabelsApart(root, name))])
                .Select(one => new PipelineResult(one.Pipeline, one.Verdict, one.Reason, one.ExitCode, one.File is { } file ? Path.GetDirectoryName(file)!.Replace('\\', '/') : "")),
        ];
        return (results, commit is null && results.Length > 0 ? CommitUnchecked : null);
    }

    /// <summary>Refuses what a merge would pass over without a word.</summary>
    /// <exception cref="FaultException">No folder was named, or options of a run stand beside it (exit 2).</exception>
    public static void Check(RunOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Merge))
            throw FaultException.Misconfigured("found nothing for '--merge', expected a folder");
        (string Option, bool IsGiven)[] ofRuns =
        [
            ("--no-cache", options.NoCache), ("--jobs", options.Jobs is not null), ("--verify-reproducible", options.VerifyReproducible),
            ("--smoke", options.Smoke), ("--without-labels", options.WithoutLabels), ("--force", options.Force), ("--verbose", options.Verbose),
        ];
        Fault[] faults = [.. ofRuns.Where(one => one.IsGiven).Select(one => new Fault($"found '{one.Option}' beside '--merge', which runs nothing; expected it to be left out"))];
        if (faults.Length > 0)
            throw FaultException.Misconfigured(faults);
    }

    // No link is followed: what it leads to is nothing that a run left here, and it may lead back.
    private static string[] Files(string folder)
    {
        var found = new FileSystemEnumerable<string>(
            folder, (ref FileSystemEntry entry) => entry.ToFullPath(), new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => entry.FileName is "gate.json" or WithheldReport.FileName && (!entry.IsDirectory || IsLink(ref entry)),
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !IsLink(ref entry),
        };
        return [.. found.Order(StringComparer.Ordinal)];
    }

    private static bool HasLabelsApart(string root, string pipeline)
    {
        try
        {
            return Workspace.Read(root, pipeline).Definition.Labels is not null;
        }
        catch (FaultException)
        {
            return false; // Of one that cannot be read a verdict is expected.
        }
    }

    private static bool IsLink(ref FileSystemEntry entry) => entry.Attributes.HasFlag(FileAttributes.ReparsePoint);

    private static string? Text(string file)
    {
        try
        {
            return new FileInfo(file).LinkTarget is null ? File.ReadAllText(file) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
