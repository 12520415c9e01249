using System.Formats.Tar;
using MlCi.Adapters.Registry;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Registry;

public sealed class ProgramTarTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Bytes_AreTheSameOnEveryMachine()
    {
        folder.Write("in/b.dll", "library");
        folder.Write("in/" + new string('l', 150) + "/a.txt", "long");
        folder.Write("in/B.dll", "other case");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder.Path("in", "b.dll"), UnixFileMode.UserRead | UnixFileMode.UserWrite);

        // A constant: another process, day, user or umask must not change it.
        Assert.Equal("sha256:731ab4eb7d0f41c60b9390c05c3d435687b7a35f0093c18f0b1abaa68fe6f39c", Digest.OfBytes(Pack().ToArray()));
    }

    [Fact]
    public void RightToRun_IsKept()
    {
        if (OperatingSystem.IsWindows())
            return;
        File.SetUnixFileMode(folder.Write("in/run", "#!/bin/sh"), (UnixFileMode)0b111_000_000);
        File.SetUnixFileMode(folder.Write("in/plain", ""), (UnixFileMode)0b110_000_000);

        ProgramTar.Extract(Pack(), folder.Path("out"), "p");

        Assert.Equal((UnixFileMode)0b111_101_101, File.GetUnixFileMode(folder.Path("out", "run")));
        Assert.Equal((UnixFileMode)0b110_100_100, File.GetUnixFileMode(folder.Path("out", "plain")));
    }

    [Theory]
    [InlineData("../escaped")]
    [InlineData("a/../../escaped")]
    [InlineData("/escaped")]
    [InlineData("a//b")]
    [InlineData("./a")]
    [InlineData("a\\b")]
    [InlineData("c:escaped")]
    public void PathThatLeavesTheFolder_IsRefused(string name) =>
        AssertRefused($"found the path '{name}'", new GnuTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream("x"u8.ToArray()) });

    [Theory]
    [InlineData(TarEntryType.SymbolicLink)]
    [InlineData(TarEntryType.HardLink)]
    public void Link_IsRefused(TarEntryType type) =>
        AssertRefused($"found 'innocent', which is a {type}", new GnuTarEntry(type, "innocent") { LinkName = "/etc/passwd" });

    [Theory]
    [InlineData(TarEntryType.Fifo)]
    [InlineData(TarEntryType.CharacterDevice)]
    public void Device_IsRefused(TarEntryType type) => AssertRefused($"which is a {type}", new GnuTarEntry(type, "device"));

    [Fact]
    public void SameFileTwice_IsRefused() => AssertRefused(
        "found 'a' twice",
        new GnuTarEntry(TarEntryType.RegularFile, "a") { DataStream = new MemoryStream("x"u8.ToArray()) },
        new GnuTarEntry(TarEntryType.RegularFile, "a") { DataStream = new MemoryStream("y"u8.ToArray()) });

    [Fact]
    public void FileUnderAFile_IsRefused() => Assert.Throws<FaultException>(() => ProgramTar.Extract(
        Tar(
            new GnuTarEntry(TarEntryType.RegularFile, "a") { DataStream = new MemoryStream("x"u8.ToArray()) },
            new GnuTarEntry(TarEntryType.RegularFile, "a/b") { DataStream = new MemoryStream("y"u8.ToArray()) }),
        folder.Path("out", "program"),
        "p"));

    [Fact]
    public void CutOffTar_IsRefused_OrWhole()
    {
        folder.Write("in/a", new string('a', 700));
        folder.Write("in/b", "b");
        byte[] tar = Pack().ToArray();
        for (int length = 1; length < tar.Length; length += 37)
        {
            try
            {
                ProgramTar.Extract(new MemoryStream(tar[..length]), folder.Path("out"), "p");
            }
            catch (FaultException exception)
            {
                Assert.Equal(ExitCodes.OutOfReach, exception.ExitCode);
            }
        }
    }

    private void AssertRefused(string message, params TarEntry[] entries)
    {
        string place = folder.Path("out", "program");

        var exception = Assert.Throws<FaultException>(() => ProgramTar.Extract(Tar(entries), place, "program p"));

        Assert.Equal(ExitCodes.OutOfReach, exception.ExitCode);
        Assert.StartsWith("program p: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.False(Path.Exists(place));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path("out")));
        Assert.False(File.Exists(folder.Path("escaped")));
    }

    private static MemoryStream Tar(params TarEntry[] entries)
    {
        MemoryStream archive = new();
        using (TarWriter writer = new(archive, TarEntryFormat.Gnu, leaveOpen: true))
        {
            foreach (TarEntry entry in entries)
                writer.WriteEntry(entry);
        }

        archive.Position = 0;
        return archive;
    }

    private MemoryStream Pack()
    {
        MemoryStream archive = new();
        ProgramTar.Pack(folder.Path("in"), archive);
        archive.Position = 0;
        return archive;
    }
}
