using MlCi.Findings;

namespace MlCi.Images;

/// <summary>What an image is looked at for beside its secrets.</summary>
/// <param name="User">The user of its config, as it is written.</param>
/// <param name="UserNumber">The number that the image's etc/passwd gives that user; null where it gives none.</param>
/// <param name="Labels">How many labels it has.</param>
/// <param name="Files">The files that a container sees.</param>
public sealed record ImageFacts(string User, long? UserNumber, int Labels, IReadOnlyCollection<ImageFile> Files);

/// <summary>What somebody who has broken into a container would use.</summary>
public static class HardeningRules
{
    private const int SetUser = 0b100_000_000_000, SetGroup = 0b010_000_000_000, Sticky = 0b001_000_000_000, AnybodyWrites = 2;

    private static readonly HashSet<string> Shells = new(StringComparer.Ordinal)
    {
        "sh", "bash", "dash", "ash", "zsh", "ksh", "csh", "tcsh", "fish", "mksh", "rbash", "busybox", "toybox", "pwsh",
    };

    private static readonly HashSet<string> PackageManagers = new(StringComparer.Ordinal)
    {
        "apt", "apt-get", "aptitude", "dpkg", "apk", "yum", "dnf", "microdnf", "rpm", "zypper", "pacman", "opkg", "pip", "pip3", "conda", "mamba", "npm", "gem",
    };

    private static readonly HashSet<string> ProgramFolders = new(StringComparer.Ordinal) { "bin", "sbin" };

    /// <summary>Every rule that an image breaks, one finding each.</summary>
    /// <param name="facts">The image.</param>
    /// <param name="blocks">Whether what is found blocks: true of an image that MlCi wrote, false of a Dockerfile's. Root always does.</param>
    public static IReadOnlyList<Finding> Check(ImageFacts facts, bool blocks)
    {
        ImageFile[] files = [.. facts.Files.OrderBy(file => file.Path, StringComparer.Ordinal)];
        return
        [
            .. new[]
            {
                RunsAsRoot(facts) is { } user ? Made("root", user, "a user other than root, such as 1654", 1) with { Blocks = true } : null,
                Of("shell", "a shell", "shells", files.Where(file => IsProgram(file, Shells)), "no shell"),
                Of("package-manager", "a package manager", "package managers", files.Where(file => IsProgram(file, PackageManagers)), "no package manager"),
                Of("setuid", "a file that runs as its owner or group", "files that run as their owner or group", files.Where(file => file.Kind == ImageFileKind.Regular && (file.Mode & (SetUser | SetGroup)) != 0), "no bits for setuid and setgid"),
                Of("device", "a device node", "device nodes", files.Where(file => file.Kind == ImageFileKind.Device), "no device nodes"),
                Of("world-writable", "a file that anybody may write", "files that anybody may write", files.Where(IsOpen), "none outside tmp and var/tmp"),
                facts.Labels == 0 ? Made("labels", "no labels", "org.opencontainers.image.revision and others, which say what it was made of", 1) : null,
            }.OfType<Finding>(),
        ];

        Finding? Of(string rule, string one, string several, IEnumerable<ImageFile> found, string expected)
        {
            ImageFile[] all = [.. found];
            string shown = string.Join(", ", all.Take(Finding.MaximumListed).Select(file => InertText.Of(file.Path)));
            return all.Length == 0 ? null : Made(
                rule, $"{(all.Length == 1 ? one : $"{Numerals.Count(all.Length)} {several}")}: {shown}{(all.Length > Finding.MaximumListed ? ", …" : "")}", expected, all.Length);
        }

        Finding Made(string rule, string found, string expected, int count) =>
            new($"hardening:{rule}", "image", null, expected, count, Math.Max(count, files.Length), []) { Found = found, Blocks = blocks };
    }

    private static string? RunsAsRoot(ImageFacts facts)
    {
        string user = facts.User.Split(':')[0];
        if (user.Length == 0)
            return "no user, which is root";
        if (user.All(char.IsAsciiDigit))
            return user.All(digit => digit == '0') ? $"user '{InertText.Of(facts.User)}', which is root" : null;
        return facts.UserNumber switch
        {
            0 => $"user '{InertText.Of(facts.User)}', which is root",
            null => $"user '{InertText.Of(facts.User)}', who is not in etc/passwd",
            _ => null,
        };
    }

    private static bool IsProgram(ImageFile file, HashSet<string> names) =>
        names.Contains(file.Name) && file.Path.Split('/') is [.., var folder, _] && ProgramFolders.Contains(folder)
        && (file.Kind == ImageFileKind.Link || (file.Kind == ImageFileKind.Regular && (file.Mode & 0b001_001_001) != 0));

    // A sticky folder is one of those in which nobody may touch another's files.
    private static bool IsOpen(ImageFile file) =>
        (file.Mode & AnybodyWrites) != 0 && file.Kind is (ImageFileKind.Regular or ImageFileKind.Folder or ImageFileKind.Pipe)
        && !(file.Kind == ImageFileKind.Folder && (file.Mode & Sticky) != 0)
        && !IsBelow(file.Path, "tmp") && !IsBelow(file.Path, "var/tmp");

    private static bool IsBelow(string path, string folder) => path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal);
}
