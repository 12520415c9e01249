using System.Text;
using MlCi.Adapters.Registry;
using MlCi.Adapters.Snapshots;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Pipelines;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Snapshots;

public sealed class SnapshotRegistryTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly byte[] rows = [.. Enumerable.Range(0, 3_000_000).Select(at => (byte)(at * 31 % 251))];

    public void Dispose() => folder.Dispose();

    private TrackedFile Data(string path = "pipelines/a/data/train.csv")
    {
        string full = folder.Path(path.Split('/'));
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, rows);
        return new TrackedFile(full, path, new DataPointer(Digest.OfBytes(rows), rows.Length));
    }

    private FolderRegistry Layout => new(folder.Path(".mlci", "registry"), "a");

    private string Blob => Path.Combine(Layout.Folder, "blobs", "sha256", Digest.OfBytes(rows)[7..]);

    private void AssertPushed(TrackedFile file)
    {
        using Stream? stream = new SnapshotRegistry(folder.Root).Open(file);
        Assert.NotNull(stream);
        Assert.Equal(file.Pointer.Digest, Digest.OfStream(stream));
        Assert.Empty(Directory.GetFiles(Layout.Folder, "*.part", SearchOption.AllDirectories));
    }

    [Fact]
    public void Snapshot_IsAnArtifactOfOneLayer_ThatAnyToolFinds()
    {
        TrackedFile file = Data();

        Assert.True(new SnapshotRegistry(folder.Root).Push(file, file.FullPath, CancellationToken.None));
        Assert.False(new SnapshotRegistry(folder.Root).Push(file, file.FullPath, CancellationToken.None));

        OciManifest manifest = Layout.ReadManifest(Layout.Resolve($"data-{file.Pointer.Digest[7..]}")!);
        Descriptor layer = Assert.Single(manifest.Layers);
        Assert.Equal((MediaTypes.DataSnapshot, MediaTypes.Dataset), (manifest.ArtifactType, layer.MediaType));
        Assert.Equal((file.Pointer.Digest, file.Pointer.Size, "train.csv"), (layer.Digest, layer.Size, layer.Annotation(AnnotationKeys.FilePath)));
        // No model has that name.
        Assert.Empty(Layout.Tags());
    }

    [Fact]
    public void SameData_InAnotherPlace_AreFound()
    {
        var registry = new SnapshotRegistry(folder.Root);
        TrackedFile first = Data(), second = Data("pipelines/b/data/copy.csv"), third = Data("elsewhere/x.csv");

        registry.Push(first, first.FullPath, CancellationToken.None);

        Assert.True(registry.Has(second));
        Assert.True(registry.Has(third));
        Assert.False(registry.Has(first with { Pointer = new DataPointer(Digest.OfText("other"), 5) }));
    }

    [Fact]
    public void InterruptedPush_NamesNothing_AndTheNextOneIsWhole()
    {
        TrackedFile file = Data();
        var registry = new SnapshotRegistry(folder.Root);

        Assert.Throws<OperationCanceledException>(() => registry.Push(file, file.FullPath, new CancellationToken(canceled: true)));

        Assert.False(registry.Has(file));
        Assert.False(File.Exists(Blob));
        Assert.True(registry.Push(file, file.FullPath, CancellationToken.None));
        AssertPushed(file);
    }

    [Fact]
    public void KilledPush_WhoseBlobIsCutOff_IsMadeWhole()
    {
        TrackedFile file = Data();
        Layout.Lock().Dispose();
        File.WriteAllBytes(Blob, rows[..1000]);

        Assert.False(new SnapshotRegistry(folder.Root).Has(file));
        Assert.True(new SnapshotRegistry(folder.Root).Push(file, file.FullPath, CancellationToken.None));

        AssertPushed(file);
    }

    [Fact]
    public void PushesAtOnce_AllSucceed_AndKeepOneCopy()
    {
        TrackedFile file = Data();
        TrackedFile[] others = [.. Enumerable.Range(0, 6).Select(at => Other(at))];

        Parallel.ForEach([.. Enumerable.Repeat(file, 6), .. others], new ParallelOptions { MaxDegreeOfParallelism = 12 }, one =>
            new SnapshotRegistry(folder.Root).Push(one, one.FullPath, CancellationToken.None));

        AssertPushed(file);
        Assert.All(others, AssertPushed);
        // Each its bytes and its manifest, and one empty config.
        Assert.Equal(7 + 7 + 1, Directory.GetFiles(Path.GetDirectoryName(Blob)!).Length);

        TrackedFile Other(int at)
        {
            byte[] bytes = Encoding.UTF8.GetBytes($"rows {at}");
            string path = folder.Path("pipelines", "a", "data", $"{at}.csv");
            File.WriteAllBytes(path, bytes);
            return new TrackedFile(path, $"pipelines/a/data/{at}.csv", new DataPointer(Digest.OfBytes(bytes), bytes.Length));
        }
    }

    [Fact]
    public void OtherBytes_AreRefused_AndNothingIsKept()
    {
        TrackedFile file = Data() with { Pointer = new DataPointer(Digest.OfText("other"), 5) };

        FaultException e = Assert.Throws<FaultException>(() => new SnapshotRegistry(folder.Root).Push(file, file.FullPath, CancellationToken.None));

        Assert.Equal(ExitCodes.OutOfReach, e.ExitCode);
        Assert.False(File.Exists(Blob));
    }

    [Fact]
    public void LostBlob_IsDamage_AndNotNothing()
    {
        TrackedFile file = Data();
        new SnapshotRegistry(folder.Root).Push(file, file.FullPath, CancellationToken.None);
        File.Delete(Blob);

        Assert.Equal(ExitCodes.OutOfReach, Assert.Throws<FaultException>(() => new SnapshotRegistry(folder.Root).Has(file)).ExitCode);
    }
}
