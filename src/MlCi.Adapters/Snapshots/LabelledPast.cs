using MlCi.Adapters.Processes;
using MlCi.Findings;
using MlCi.Pipelines;

namespace MlCi.Adapters.Snapshots;

/// <summary>
/// Whether a holdout whose labels lie apart stood in git with them, in itself or by its pointer: whoever has the commit then has the labels,
/// or the digest under which the registry of other data keeps them. It did where a commit that made it another than it is has a
/// pipeline.yml without <c>data.labels</c>, or none.
/// </summary>
internal static class LabelledPast
{
    /// <summary>Whether it did, in any commit of this checkout; where git cannot say, it did.</summary>
    /// <param name="root">The repository's folder.</param>
    /// <param name="folder">The pipeline's folder.</param>
    /// <param name="holdout">The holdout's path in pipeline.yml.</param>
    /// <param name="definition">The path of pipeline.yml below the repository's folder.</param>
    public static bool Holds(string root, string folder, string holdout, string definition)
    {
        string path = PointerFiles.Shown(root, Path.GetFullPath(Path.Combine(folder, holdout)));
        string[] paths = [path, path + DataPointer.Extension];
        GitAnswer index = GitQuestion.Ask(root, ["ls-files", "--stage", "--", .. paths]);
        // Merges, too, and what no branch's present came from.
        GitAnswer log = GitQuestion.Ask(
            root, ["log", "--all", "--full-history", "-m", "--root", "--raw", "--no-abbrev", "--no-renames", "--no-color", "--diff-filter=d", "--format=%H", "--", .. paths]);
        if (!index.Succeeded || !log.Succeeded)
            return true;
        // A line of the index: mode, id, stage. One of the log: a commit, or two modes, two ids, what was done.
        HashSet<string> present = [.. index.Lines.Select(line => line.Split(' ')[1])];
        HashSet<string> commits = new(StringComparer.Ordinal);
        string commit = "";
        foreach (string line in log.Lines)
        {
            if (!line.StartsWith(':'))
                commit = line.Length > 0 ? line : commit;
            else if (!present.Contains(line.Split(' ')[3]))
                commits.Add(commit);
        }

        return commits.Any(one => !NamesLabels(root, one, definition));
    }

    private static bool NamesLabels(string root, string commit, string definition)
    {
        GitAnswer text = GitQuestion.Ask(root, "cat-file", "blob", $"{commit}:./{definition}");
        try
        {
            return text.Succeeded && PipelineFile.ReadLabels(string.Join('\n', text.Lines), definition) is not null;
        }
        catch (FaultException)
        {
            return false;
        }
    }
}
