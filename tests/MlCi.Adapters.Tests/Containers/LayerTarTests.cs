using System.Formats.Tar;
using MlCi.Adapters.Containers;
using MlCi.Data;

namespace MlCi.Adapters.Tests.Containers;

public sealed class LayerTarTests
{
    private static readonly LayerEntry[] Entries =
    [
        LayerEntry.File("usr/lib/b", "b"u8.ToArray()), LayerEntry.Link("usr/lib/a", "b"), LayerEntry.File("usr-x", "x"u8.ToArray()),
        new("home", LayerEntry.Runnable) { Owner = 1654 }, LayerEntry.File("home/" + new string('l', 150), "long"u8.ToArray()),
    ];

    // A constant: another process, day, user or machine must not change it.
    [Fact]
    public void Bytes_AreTheSameOnEveryMachine() =>
        Assert.Equal("sha256:e289ccf5921a1780d62535cc1c859a3fa00fe10481b39eea7d44dd2b5a8bfbf9", Digest.OfBytes(Tar(Entries)));

    [Fact]
    public void OrderOfEntries_ChangesNothing() => Assert.Equal(Tar(Entries), Tar([.. Entries.Reverse()]));

    [Fact]
    public void FolderStandsBeforeWhatIsInIt()
    {
        string[] names = [.. Read(Tar(Entries)).Select(entry => entry.Name)];

        Assert.Equal(["home/", "home/" + new string('l', 150), "usr-x", "usr/", "usr/lib/", "usr/lib/a", "usr/lib/b"], names);
    }

    [Fact]
    public void EverythingIsOfRootAnd1970_UnlessItSaysSo()
    {
        TarEntry[] entries = Read(Tar(Entries));

        Assert.All(entries, entry => Assert.Equal(DateTimeOffset.UnixEpoch, entry.ModificationTime));
        Assert.All(entries, entry => Assert.Equal(entry.Name == "home/" ? 1654 : 0, entry.Uid));
        Assert.All(entries, entry => Assert.Equal(entry.Uid, entry.Gid));
    }

    [Fact]
    public void SameNameTwice_IsRefused() => Assert.Throws<ArgumentException>(() => Tar([Entries[0], Entries[0]]));

    private static byte[] Tar(LayerEntry[] entries)
    {
        using MemoryStream tar = new();
        LayerTar.Write(entries, tar, CancellationToken.None);
        return tar.ToArray();
    }

    private static TarEntry[] Read(byte[] tar)
    {
        using TarReader reader = new(new MemoryStream(tar));
        List<TarEntry> entries = [];
        while (reader.GetNextEntry(copyData: true) is { } entry)
            entries.Add(entry);
        return [.. entries];
    }
}
