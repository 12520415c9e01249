using System.Globalization;

namespace MlCi.Adapters.Containers.Engines;

/// <summary>
/// The most memory that a container has used, as the kernel counts it in cgroup v2, of which an engine's API tells only what is used now.
/// </summary>
internal static class ContainerMemory
{
    private const string Root = "/sys/fs/cgroup";

    /// <summary>The bytes, or null where this machine does not have the container, or its kernel does not count.</summary>
    /// <param name="container">The container's id.</param>
    /// <param name="root">Where the groups are.</param>
    public static long? PeakOf(string container, string root = Root)
    {
        if (container.Length < 12 || !container.All(char.IsAsciiHexDigit) || !Directory.Exists(root))
            return null;
        try
        {
            // docker/ID, system.slice/docker-ID.scope, machine.slice/libpod-ID.scope, or below a user's slice.
            return Directory.EnumerateDirectories(root, $"*{container}*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint })
                .Select(folder => Path.Combine(folder, "memory.peak")).Where(File.Exists)
                .Select(file => long.TryParse(File.ReadAllText(file).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out long bytes) ? bytes : (long?)null)
                .FirstOrDefault();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has just ended.
            return null;
        }
    }
}
