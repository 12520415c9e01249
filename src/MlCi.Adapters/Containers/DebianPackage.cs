using MlCi.Adapters.Storage;
using MlCi.Findings;

namespace MlCi.Adapters.Containers;

/// <summary>A package as apt would download it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Digest">The digest of its file.</param>
internal sealed record DebianPackage(string Name, string Version, string Digest)
{
    // What a self-contained .NET program opens, what those need, and what says which Debian it is. Each by the names that it has had.
    private static readonly string[][] Wanted =
    [
        ["base-files"], ["ca-certificates"], ["libc6"], ["libcrypt1"], ["libgcc-s1"], ["libssl3t64", "libssl3"], ["libstdc++6"], ["netbase"], ["tzdata"], ["zlib1g"],
    ];

    /// <summary>The packages of a base in the versions that apt has now, by name.</summary>
    /// <exception cref="FaultException">There is no apt, or it does not know one (exit 3).</exception>
    public static IReadOnlyList<DebianPackage> All(CancellationToken interrupted)
    {
        List<DebianPackage> known = Known(Wanted.SelectMany(names => names), interrupted, out HashSet<string> bases);
        // The licences of GCC's libraries are in a package that is named after its version.
        known.AddRange(Known(bases, interrupted, out _));
        foreach (string[] names in Wanted.Where(names => !known.Exists(package => names.Contains(package.Name))))
            throw FaultException.OutOfReach($"found no package {string.Join(" or ", names)} for amd64 among those that apt knows, expected it for the base 'debian': apt-get update");
        return [.. known.OrderBy(package => package.Name, StringComparer.Ordinal)];
    }

    /// <summary>Downloads packages.</summary>
    /// <param name="packages">Which.</param>
    /// <param name="folder">An empty folder.</param>
    /// <param name="interrupted">Ends it.</param>
    /// <returns>Their files, in the same order.</returns>
    /// <exception cref="FaultException">One cannot be had, or is another (exit 3).</exception>
    public static IReadOnlyList<string> Download(IReadOnlyList<DebianPackage> packages, string folder, CancellationToken interrupted)
    {
        (Processes.ProgramOutcome outcome, IReadOnlyList<string> lines) = DebianTool.Run("apt-get", ["download", "-q", .. packages.Select(package => $"{package.Name}={package.Version}")], folder, interrupted);
        if (!outcome.Succeeded)
            throw FaultException.OutOfReach($"apt-get download ended with exit code {outcome.ExitCode}, expected the packages of the base 'debian': {InertText.Of(string.Join(' ', lines.TakeLast(3)))}");
        Dictionary<string, string> files = Directory.GetFiles(folder, "*.deb").ToDictionary(FileDigests.OfFile, StringComparer.Ordinal);
        return [.. packages.Select(package => files.GetValueOrDefault(package.Digest)
            ?? throw FaultException.OutOfReach($"apt-get download: found no file of digest {package.Digest}, expected {package.Name} {package.Version}"))];
    }

    private static List<DebianPackage> Known(IEnumerable<string> names, CancellationToken interrupted, out HashSet<string> bases)
    {
        bases = new(StringComparer.Ordinal);
        List<DebianPackage> known = [];
        // Names that it does not know it leaves out, and ends with an error.
        IReadOnlyList<string> lines = DebianTool.Run("apt-cache", ["--no-all-versions", "show", .. names], Path.GetTempPath(), interrupted).Lines;
        Dictionary<string, string> fields = new(StringComparer.Ordinal);
        foreach (string line in lines.Append(""))
        {
            if (line.Length == 0)
            {
                Take(fields, known, bases);
                fields.Clear();
            }
            else if (line[0] != ' ' && line.IndexOf(": ", StringComparison.Ordinal) is > 0 and var colon)
            {
                fields.TryAdd(line[..colon], line[(colon + 2)..]);
            }
        }

        return known;
    }

    private static void Take(Dictionary<string, string> fields, List<DebianPackage> known, HashSet<string> bases)
    {
        if (!fields.TryGetValue("Package", out string? name) || !fields.TryGetValue("Version", out string? version) || !fields.TryGetValue("SHA256", out string? digest)
            || fields.GetValueOrDefault("Architecture") is not ("amd64" or "all") || known.Exists(package => package.Name == name))
            return;
        known.Add(new DebianPackage(name, version, Data.Digest.Prefix + digest));
        foreach (string needed in fields.GetValueOrDefault("Depends", "").Split([',', '|'], StringSplitOptions.TrimEntries))
        {
            if (needed.Split(' ', '(')[0] is var other && other.StartsWith("gcc-", StringComparison.Ordinal) && other.EndsWith("-base", StringComparison.Ordinal))
                bases.Add(other);
        }
    }
}
