using System.Formats.Tar;
using System.Text;
using MlCi.Adapters.Containers;
using MlCi.Findings;
using MlCi.Images;

namespace MlCi.Adapters.Tests.Containers;

/// <summary>The files of an image's layers.</summary>
public sealed class LayerFilesTests : IDisposable
{
    private readonly ScannedSample image = new();

    public void Dispose() => image.Dispose();

    [Fact]
    public void EveryFileOfEveryLayer_IsVisited_AndWhiteoutsHideThoseBelow()
    {
        image.Layer(("a/one", "1"), ("a/two", "2"), ("b/three", "3"), ("c", "4"))
            .Layer(("a/.wh.one", ""), ("a/five", "5"), ("b/.wh..wh..opq", ""), ("b/six", "6"), ("c", "7"));

        (List<string> visited, IReadOnlyDictionary<string, ImageFile> seen) = Read();

        Assert.Equal(["0 a/one=1", "0 a/two=2", "0 b/three=3", "0 c=4", "1 a/five=5", "1 b/six=6", "1 c=7"], visited);
        Assert.Equal(["a/five 1", "a/two 0", "b/six 1", "c 1"], Shown(seen));
    }

    [Fact]
    public void Whiteout_SparesFilesOfItsOwnLayer_WhateverTheOrder()
    {
        image.Layer(("a/old", "1"), ("b", "2")).Layer(("a/new", "3"), ("a/.wh..wh..opq", ""), ("b", "4"), (".wh.b", ""));

        Assert.Equal(["a/new 1", "b 1"], Shown(Read().Seen));
    }

    [Fact]
    public void FolderThatAFileReplaces_IsGoneWithAllBelowIt()
    {
        image.Layer(("a/b/one", "1"), ("a0", "2"), ("a", "3"));

        Assert.Equal(["a 0", "a0 0"], Shown(Read().Seen));
    }

    [Theory]
    [InlineData("usr/lib", "lib", "lib/libc.so", "usr/lib/libc.so")]
    [InlineData("/usr/lib", "lib", "lib/libc.so", "usr/lib/libc.so")]
    [InlineData("../usr/lib", "a/lib", "a/lib/x/libc.so", "usr/lib/x/libc.so")]
    [InlineData("../../../../usr", "a/lib", "a/lib/libc.so", "usr/libc.so")]
    [InlineData("lib", "lib", "lib/libc.so", "lib/libc.so")]
    public void FileInALinkedFolder_LandsWhereTheLinkPoints(string target, string link, string written, string expected)
    {
        image.Layer(writer => writer.WriteEntry(ScannedSample.Of(TarEntryType.SymbolicLink, link, target))).Layer((written, "x"));

        Assert.Contains(expected, Read().Seen.Keys);
    }

    [Fact]
    public void HardLink_HasTheModeAndSizeOfWhatItPointsAt()
    {
        image.Layer(writer =>
        {
            writer.WriteEntry(ScannedSample.Entry("bin/su", "program", (UnixFileMode)0b100_111_101_101));
            writer.WriteEntry(ScannedSample.Of(TarEntryType.HardLink, "opt/harmless", "bin/su"));
        });

        ImageFile linked = Read().Seen["opt/harmless"];

        Assert.Equal((ImageFileKind.Regular, 0b100_111_101_101, 7L), (linked.Kind, linked.Mode, linked.Size));
    }

    [Theory]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    [InlineData(TarEntryFormat.Ustar)]
    public void EveryForm_IsReadAlike(TarEntryFormat format)
    {
        string name = format == TarEntryFormat.Ustar ? $"{new string('d', 120)}/{new string('f', 90)}" : $"{new string('d', 300)}/{new string('ü', 90)}";
        image.Layer(
            writer =>
            {
                TarEntry file = format switch
                {
                    TarEntryFormat.Gnu => new GnuTarEntry(TarEntryType.RegularFile, name),
                    TarEntryFormat.Ustar => new UstarTarEntry(TarEntryType.RegularFile, name),
                    _ => new PaxTarEntry(TarEntryType.RegularFile, name),
                };
                file.Mode = (UnixFileMode)0b110_100_000;
                (file.Uid, file.Gid) = (1654, 7);
                file.DataStream = new MemoryStream(Encoding.UTF8.GetBytes("content"));
                writer.WriteEntry(file);
            },
            format: format);

        (List<string> visited, IReadOnlyDictionary<string, ImageFile> seen) = Read();

        Assert.Equal([$"0 {name}=content"], visited);
        Assert.Equal(new ImageFile(0, name, ImageFileKind.Regular, 0b110_100_000, 1654, 7, 7), seen[name]);
    }

    [Fact]
    public void KindsOfFiles_AreTold()
    {
        image.Layer(writer =>
        {
            writer.WriteEntry(ScannedSample.Of(TarEntryType.Directory, "./folder/"));
            writer.WriteEntry(ScannedSample.Of(TarEntryType.CharacterDevice, "dev/null"));
            writer.WriteEntry(ScannedSample.Of(TarEntryType.BlockDevice, "dev/sda"));
            writer.WriteEntry(ScannedSample.Of(TarEntryType.Fifo, "pipe"));
            writer.WriteEntry(ScannedSample.Of(TarEntryType.SymbolicLink, "link", "/nowhere"));
        });

        Assert.Equal(
            [("dev/null", ImageFileKind.Device), ("dev/sda", ImageFileKind.Device), ("folder", ImageFileKind.Folder), ("link", ImageFileKind.Link), ("pipe", ImageFileKind.Pipe)],
            Read().Seen.Values.Select(file => (file.Path, file.Kind)).OrderBy(file => file.Path, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("../etc/passwd", "'../etc/passwd', which leaves the image")]
    [InlineData("a/../../b", "which leaves the image")]
    public void PathThatLeavesTheImage_IsRefused(string path, string message)
    {
        image.Layer((path, "x"));

        Assert.Contains(message, Refused(ExitCodes.Negative), StringComparison.Ordinal);
    }

    [Fact]
    public void LinkToNothing_IsRefused()
    {
        image.Layer(writer => writer.WriteEntry(ScannedSample.Of(TarEntryType.HardLink, "a", "nowhere")));

        Assert.Contains("'a', a link to 'nowhere', which no file is", Refused(ExitCodes.Negative), StringComparison.Ordinal);
    }

    [Fact]
    public void LayerPackedWithZstd_IsRefusedByName()
    {
        image.Layer([0x28, 0xB5, 0x2F, 0xFD, 0, 0]);

        Assert.Contains("image layer 1 of 1 (sha256:", Refused(ExitCodes.Misconfigured), StringComparison.Ordinal);
        Assert.Contains("packed with zstd, expected gzip or a plain tar", Refused(ExitCodes.Misconfigured), StringComparison.Ordinal);
    }

    [Fact]
    public void Bomb_IsRefused_LongBeforeItIsUnpacked()
    {
        image.Layer(("zeros", new string('\0', 4 << 20)));

        Assert.Contains("found more than 1,000,000 bytes unpacked", Refused(ExitCodes.Negative, new LayerLimits(Bytes: 1_000_000)), StringComparison.Ordinal);
    }

    [Fact]
    public void BombOfManyLayers_IsCountedTogether()
    {
        for (int i = 0; i < 4; i++)
            image.Layer(($"zeros{i}", new string('\0', 300_000)));

        Assert.Contains("image layer 4 of 4", Refused(ExitCodes.Negative, new LayerLimits(Bytes: 1_000_000)), StringComparison.Ordinal);
    }

    [Fact]
    public void TooManyFiles_AndTooLongNames_AreRefused()
    {
        image.Layer([.. Enumerable.Range(0, 20).Select(i => ($"{new string('n', 40)}{i}", ""))]);

        Assert.Contains("found more than 19 files", Refused(ExitCodes.Negative, new LayerLimits(Files: 19)), StringComparison.Ordinal);
        Assert.Contains("found a name of 41 characters, expected at most 40", Refused(ExitCodes.Negative, new LayerLimits(NameLength: 40)), StringComparison.Ordinal);
    }

    [Fact]
    public void HeaderThatAsksForMemory_IsRefused()
    {
        image.Layer(writer => writer.WriteEntry(ScannedSample.Entry(new string('n', 100_000), "")));

        Assert.Contains("found a header of ", Refused(ExitCodes.Negative, new LayerLimits(NameLength: 1000)), StringComparison.Ordinal);
    }

    [Fact]
    public void BytesAfterTheEnd_AreRefused()
    {
        image.Layer([.. Tar(("a", "1")), .. "a secret that no engine unpacks"u8]);

        Assert.Contains("found bytes after the end of the tar, expected none", Refused(ExitCodes.Negative), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(512)]
    [InlineData(700)]
    [InlineData(100)]
    public void CutTar_IsRefused(int length)
    {
        image.Layer(Tar(("a", "content"))[..length]);

        Assert.Contains("expected a whole tar", Refused(ExitCodes.Negative), StringComparison.Ordinal);
    }

    [Fact]
    public void LayerOfAnotherDigest_IsDamage()
    {
        ContainerImage built = image.Layer(("a", "1")).Build();

        var fault = Assert.Throws<FaultException>(() => LayerFiles.Read(built with { DiffIds = ["sha256:" + new string('0', 64)] }, (_, _) => { }));

        Assert.Equal(ExitCodes.OutOfReach, fault.ExitCode);
        Assert.Contains("as the image's config has it", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BrokenTars_EndInFaults_NeverInAnythingElse()
    {
        byte[] good = Tar(("folder/one", "1"), (new string('n', 200), "2"), ("three", new string('x', 600)));
        int refused = 0;
        for (int i = 0; i < good.Length; i += 7)
        {
            using ScannedSample broken = new();
            byte[] bytes = [.. good];
            bytes[i] ^= (byte)(1 << (i % 8));
            try
            {
                LayerFiles.Read(broken.Layer(bytes).Build(), (_, content) => content.CopyTo(Stream.Null));
            }
            catch (FaultException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 50, good.Length / 7);
    }

    private static byte[] Tar(params (string Path, string Content)[] files)
    {
        using MemoryStream tar = new();
        using (TarWriter writer = new(tar, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach ((string path, string content) in files)
                writer.WriteEntry(ScannedSample.Entry(path, content));
        }

        return tar.ToArray();
    }

    private (List<string> Visited, IReadOnlyDictionary<string, ImageFile> Seen) Read()
    {
        List<string> visited = [];
        IReadOnlyDictionary<string, ImageFile> seen = LayerFiles.Read(image.Build(), (file, content) =>
        {
            using StreamReader reader = new(content);
            visited.Add($"{file.Layer} {file.Path}={reader.ReadToEnd()}");
        });
        return (visited, seen);
    }

    private string Refused(int exitCode, LayerLimits? limits = null)
    {
        var fault = Assert.Throws<FaultException>(() => LayerFiles.Read(image.Build(), (_, _) => { }, limits));
        Assert.Equal(exitCode, fault.ExitCode);
        return fault.Message;
    }

    private static IEnumerable<string> Shown(IReadOnlyDictionary<string, ImageFile> files) => files.Values.Select(file => $"{file.Path} {file.Layer}").Order(StringComparer.Ordinal);
}
