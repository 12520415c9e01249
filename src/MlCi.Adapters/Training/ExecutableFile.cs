using System.Collections.Concurrent;
using MlCi.Adapters.Processes;
using MlCi.Adapters.Storage;

namespace MlCi.Adapters.Training;

/// <summary>The file behind the name of an executable: another interpreter may train another model.</summary>
public static class ExecutableFile
{
    private static readonly ConcurrentDictionary<string, string> Digests = new(StringComparer.Ordinal);

    /// <summary>The digest of an executable's bytes, or <c>none</c> where there is no such file: then it cannot be started either.</summary>
    /// <param name="name">A name that PATH is searched for, or a path relative to the working folder.</param>
    /// <param name="folder">The working folder.</param>
    /// <param name="environment">The environment of the program.</param>
    public static string DigestOf(string name, string folder, IReadOnlyDictionary<string, string> environment) =>
        Find(name, folder, environment) is { } file ? Digests.GetOrAdd(file, FileDigests.OfFile) : "none";

    /// <summary>The full path of an executable, links followed, or null where there is none.</summary>
    /// <inheritdoc cref="DigestOf"/>
    internal static string? Find(string name, string folder, IReadOnlyDictionary<string, string> environment) =>
        ExecutablePath.Find(name, folder, environment) is { } file ? Followed(file) : null;

    // Links are followed: /usr/bin/python3 is one.
    private static string Followed(string file) => File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file;
}
