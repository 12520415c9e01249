namespace MlCi.Adapters.PullRequests;

/// <summary>Reads a change's own pipeline.yml files out of a folder into which somebody who is trusted put them, such as by GitHub's API.</summary>
public static class ProposalFiles
{
    /// <summary>The bytes of each that the change touches; null of one that is not there, which the change takes away.</summary>
    /// <param name="folder">The folder; each file lies at its path in the repository.</param>
    /// <param name="changed">The changed files.</param>
    public static IReadOnlyDictionary<string, byte[]?> Read(string folder, IEnumerable<string> changed)
    {
        Dictionary<string, byte[]?> read = new(StringComparer.Ordinal);
        foreach (string path in changed)
        {
            // A name of git's holds no "..", but a list is only a text.
            if (ChangedRules.PipelineOf(path) is not { } name || name is "." or ".." || name.Contains('\\', StringComparison.Ordinal))
                continue;
            var file = new FileInfo(Path.Combine(folder, path));
            // No link is followed, and what is too large is as good as none that can be read.
            read[name] = IsLink(file) ? [] : !file.Exists ? null : file.Length > ProposedRules.MostBytes ? [] : File.ReadAllBytes(file.FullName);
        }

        return read;
    }

    private static bool IsLink(FileInfo file) => file.LinkTarget is not null || file.Directory is { LinkTarget: not null } || file.Directory?.Parent is { LinkTarget: not null };
}
