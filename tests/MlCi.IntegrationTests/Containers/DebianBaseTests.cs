using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using MlCi.Adapters.Containers;
using MlCi.Findings;
using MlCi.Testing;

namespace MlCi.IntegrationTests.Containers;

/// <summary>The base of this machine's Debian packages.</summary>
public sealed class DebianBaseTests : IDisposable
{
    private static readonly string[] Shells = ["sh", "bash", "dash", "busybox", "dpkg", "apt-get", "ldconfig"];
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public void MadeTwice_ItIsTheSame() => Assert.Equal(Made(folder.Path("one")).Digest, Made(folder.Path("two")).Digest);

    [SkippableFact]
    public void PinnedToAnotherDigest_ItIsRefused()
    {
        string digest = Made(folder.Root).Digest;
        string other = "sha256:" + new string('a', 64);

        Assert.Equal(digest, Find(folder.Root, $"debian@{digest}").Digest);
        FaultException fault = Assert.Throws<FaultException>(() => Find(folder.Root, $"debian@{other}"));
        Assert.Equal(ExitCodes.Misconfigured, fault.ExitCode);
        Assert.Contains($"found debian@{digest} as base", fault.Message, StringComparison.Ordinal);
        Assert.Contains($"expected debian@{other}", fault.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void ItHoldsLibrariesAndRecords_AndNothingToRun()
    {
        Dictionary<string, TarEntry> entries = Entries(Made(folder.Root));

        Assert.DoesNotContain(entries.Keys, name => Shells.Contains(Path.GetFileName(name)));
        Assert.All(entries.Values, entry => Assert.Contains(entry.EntryType, new[] { TarEntryType.RegularFile, TarEntryType.Directory, TarEntryType.SymbolicLink }));
        Assert.All(entries.Values, entry => Assert.Equal(UnixFileMode.None, entry.Mode & (UnixFileMode.SetUser | UnixFileMode.SetGroup)));
        Assert.All(entries.Values, entry => Assert.True(entry.EntryType == TarEntryType.SymbolicLink || entry.Name == "tmp/" || (entry.Mode & UnixFileMode.OtherWrite) == UnixFileMode.None, entry.Name));
        Assert.Contains("app:x:1654:1654:", Text(entries["etc/passwd"]), StringComparison.Ordinal);
        Assert.Contains("-----BEGIN CERTIFICATE-----", Text(entries["etc/ssl/certs/ca-certificates.crt"]), StringComparison.Ordinal);
        Assert.Contains("Package: libc6\n", Text(entries["var/lib/dpkg/status.d/libc6"]), StringComparison.Ordinal);
        Assert.Contains(entries.Keys, name => name.StartsWith("var/lib/dpkg/status.d/libssl3", StringComparison.Ordinal));
        Assert.Contains("usr/share/zoneinfo/UTC", entries.Keys);
        Assert.Contains("usr/share/doc/libc6/copyright", entries.Keys);
        Assert.DoesNotContain(entries.Keys, name => name.Contains("changelog", StringComparison.Ordinal));
        Assert.Equal((UnixFileMode)0b001_111_111_111, entries["tmp/"].Mode);
    }

    /// <summary>The base as it is made below a folder; skips where this machine has no Debian packages.</summary>
    internal static BaseImage Made(string root)
    {
        Xunit.Skip.IfNot(File.Exists("/usr/bin/apt-get") && File.Exists("/usr/bin/dpkg-deb"), "apt-get and dpkg-deb are not installed");
        try
        {
            return Find(root, "debian");
        }
        catch (FaultException e) when (e.ExitCode == ExitCodes.OutOfReach)
        {
            throw new SkipException($"Debian packages cannot be had: {e.Message}", e);
        }
    }

    private static BaseImage Find(string root, string reference) => BaseImages.Find(reference, root, root, place: null, _ => { }, CancellationToken.None);

    private static string Text(TarEntry entry)
    {
        using StreamReader reader = new(entry.DataStream!, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static Dictionary<string, TarEntry> Entries(BaseImage found)
    {
        using GZipStream gzip = new(Assert.Single(found.Layers).Open(), CompressionMode.Decompress);
        using TarReader reader = new(gzip);
        Dictionary<string, TarEntry> entries = new(StringComparer.Ordinal);
        while (reader.GetNextEntry(copyData: true) is { } entry)
            entries.Add(entry.Name, entry);
        return entries;
    }
}
