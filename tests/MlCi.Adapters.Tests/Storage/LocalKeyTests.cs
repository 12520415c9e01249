using MlCi.Adapters.Storage;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Storage;

/// <summary>Digests that nobody can guess a short value from.</summary>
public sealed class LocalKeyTests
{
    [Fact]
    public void Digest_IsTheSameInOneFolder_AndInNoOther()
    {
        using TemporaryFolder one = new(), other = new();

        string digest = LocalKey.DigestOf(one.Root, "DEVICE=3");

        Assert.True(Digest.IsWellFormed(digest));
        Assert.Equal(digest, LocalKey.DigestOf(one.Root, "DEVICE=3"));
        Assert.NotEqual(digest, LocalKey.DigestOf(one.Root, "DEVICE=4"));
        Assert.NotEqual(digest, LocalKey.DigestOf(other.Root, "DEVICE=3"));
        Assert.NotEqual(digest, Digest.OfText("DEVICE=3"));
        Assert.Equal(["key"], Directory.GetFileSystemEntries(one.Path(".mlci")).Select(Path.GetFileName));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(one.Path(".mlci", "key")));
    }

    [Fact]
    public async Task ManyAtOnce_UseOneKey()
    {
        using var folder = new TemporaryFolder();

        string[] digests = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => LocalKey.DigestOf(folder.Root, "a"))));

        Assert.Single(digests.Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public void DamagedKey_IsNamed()
    {
        using var folder = new TemporaryFolder();
        folder.Write(".mlci/key", "short");

        FaultException fault = Assert.Throws<FaultException>(() => LocalKey.DigestOf(folder.Root, "a"));

        Assert.Equal(ExitCodes.OutOfReach, fault.ExitCode);
        Assert.Contains("found 5 bytes, expected the 32 of a key", fault.Message, StringComparison.Ordinal);
    }
}
