using MlCi.Adapters.Stages;
using MlCi.Findings;
using MlCi.Pipelines;

namespace MlCi.Adapters.Snapshots;

/// <summary>Which data files hold labels that lie apart from their holdout (<c>data.labels</c>): these go to a registry of their own, and to no other.</summary>
/// <param name="root">The repository's folder.</param>
internal sealed class LabelFiles(string root)
{
    private readonly Dictionary<string, FaultException> unread = new(StringComparer.Ordinal);
    private HashSet<string>? paths;

    /// <summary>Whether a file holds labels.</summary>
    /// <exception cref="FaultException">It lies in the folder of a pipeline whose pipeline.yml cannot be read, so that nobody can tell (exit 2).</exception>
    public bool Holds(TrackedFile file)
    {
        paths ??= Find();
        foreach ((string folder, FaultException fault) in unread)
        {
            if (file.FullPath.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                throw fault;
        }

        return paths.Contains(file.FullPath);
    }

    private HashSet<string> Find()
    {
        HashSet<string> found = new(StringComparer.Ordinal);
        foreach (string name in Workspace.Names(root))
        {
            string file = Workspace.FileOf(root, name), folder = Path.GetDirectoryName(file)!;
            try
            {
                if (PipelineFile.ReadLabels(File.ReadAllText(file), Path.GetRelativePath(root, file)) is { } labels)
                    found.UnionWith(PointerFiles.Named(folder, labels.Value));
            }
            catch (FaultException e)
            {
                unread[folder] = e;
            }
        }

        return found;
    }
}
