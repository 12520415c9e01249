using MlCi.Adapters.Processes;
using MlCi.Adapters.Snapshots;
using MlCi.Findings;
using MlCi.Pipelines;

namespace MlCi.Adapters.PullRequests;

/// <summary>
/// Whether a pull request's job could read the labels that it is judged by. They are withheld where they lie apart (<c>data.labels</c>), git
/// holds nothing of them but a pointer, now or in the past so far as this checkout has it, and the pointer names no source of which anybody
/// could have them. Where git cannot say, they count as visible.
/// </summary>
internal static class LabelsSight
{
    /// <summary>Whether they are visible.</summary>
    /// <param name="root">The base's checkout.</param>
    /// <param name="folder">The pipeline's folder.</param>
    /// <param name="definition">The pipeline.</param>
    public static bool AreVisible(string root, string folder, PipelineDefinition definition)
    {
        if (definition.Labels is not { } labels)
            return true;
        TrackedFile[] files = [.. PointerFiles.Named(folder, labels.Value).Select(path => PointerFiles.Find(root, path)).OfType<TrackedFile>()];
        return files.Length == 0 || Array.Exists(files, file => file.Pointer.Source is not null || IsInGit(root, file));
    }

    private static bool IsInGit(string root, TrackedFile file)
    {
        if (Ask(root, "ls-files", "--", file.Shown) is not [])
            return true;
        // The same bytes may have been committed once, or under another name.
        if (!File.Exists(file.FullPath))
            return false;
        return Ask(root, "hash-object", "--", file.Shown) is not [var id] || Ask(root, "cat-file", "-e", id) is not null;
    }

    // Null where git says no, or nothing.
    private static IReadOnlyList<string>? Ask(string root, params string[] arguments)
    {
        try
        {
            List<string> lines = [];
            var call = new ProgramCall(arguments[0], "git", arguments, root, GitEnvironment.Of(), TimeSpan.FromMinutes(1)) { Threads = 0 };
            return ProgramRunner.Run(call, lines.Add, CancellationToken.None).Succeeded ? lines : null;
        }
        catch (FaultException)
        {
            return null;
        }
    }
}
