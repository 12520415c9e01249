namespace MlCi.Adapters.Processes;

/// <summary>
/// Where the file behind the name of a program lies. .NET would look into its own folder and the caller's current one before PATH,
/// and into the caller's PATH: a file that somebody put there would run in the place of the one that is meant.
/// </summary>
public static class ExecutablePath
{
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The full path, links not followed, or null where no file that may be executed has the name.</summary>
    /// <param name="name">A name that PATH is searched for, or a path relative to the working folder.</param>
    /// <param name="folder">The working folder.</param>
    /// <param name="environment">The environment of the program, or null for one's own.</param>
    public static string? Find(string name, string folder, IReadOnlyDictionary<string, string>? environment)
    {
        bool isPath = name.Contains('/', StringComparison.Ordinal) || name.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal);
        IEnumerable<string> places = isPath ? [folder] : Searched(environment).Select(place => Path.Combine(folder, place));
        return places.SelectMany(place => Candidates(Path.GetFullPath(Path.Combine(place, name)))).FirstOrDefault(IsExecutable);
    }

    // An empty entry means the current folder to a shell, and is a slip of whoever wrote it.
    private static string[] Searched(IReadOnlyDictionary<string, string>? environment)
    {
        StringComparison same = OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        string? path = environment is null ? Environment.GetEnvironmentVariable("PATH") : environment.FirstOrDefault(variable => variable.Key.Equals("PATH", same)).Value;
        return (path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
    }

    private static string[] Candidates(string file) => OperatingSystem.IsWindows() && !Path.HasExtension(file) ? [file + ".exe", file] : [file];

    private static bool IsExecutable(string file) => File.Exists(file) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(file) & Executable) != UnixFileMode.None);
}
