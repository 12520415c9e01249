using MlCi.Adapters.Processes;
using MlCi.Adapters.Snapshots;
using MlCi.Pipelines;

namespace MlCi.Adapters.PullRequests;

/// <summary>
/// Whether a pull request's job could read the labels that it is judged by. They are withheld where they lie apart (<c>data.labels</c>), git
/// holds nothing of them but a pointer, now or in the past so far as this checkout has it, the pointer names no source of which anybody
/// could have them, and the holdout did not stand in git with them before. Where git cannot say, they count as visible.
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
        return files.Length == 0 || Array.Exists(files, file => file.Pointer.Source is not null || IsInGit(root, file))
            || LabelledPast.Holds(root, folder, definition.Holdout.Value, definition.File);
    }

    private static bool IsInGit(string root, TrackedFile file)
    {
        if (GitQuestion.Ask(root, "ls-files", "--", file.Shown) is not { Succeeded: true, Lines: [] })
            return true;
        // The same bytes may have been committed once, or under another name.
        if (!File.Exists(file.FullPath))
            return false;
        return GitQuestion.Ask(root, "hash-object", "--", file.Shown) is not { Succeeded: true, Lines: [var id] } || GitQuestion.Ask(root, "cat-file", "-e", id).Succeeded;
    }
}
