using MlCi.Adapters.GitHub;
using MlCi.Findings;
using MlCi.Testing.GitHub;

namespace MlCi.Adapters.Tests.GitHub;

public abstract partial class GitHubContract
{
    [Fact]
    public void Artifacts_AreThoseOfTheRun()
    {
        for (int i = 0; i < 101; i++)
            Repository.AddArtifact(1, $"results-{i}", 5_000_000_000, () => Stream.Null, isExpired: i == 100);
        Repository.AddArtifact(2, "other", 1, () => Stream.Null);

        IReadOnlyList<RunArtifact> artifacts = Site.Client().ListArtifacts(1);

        Assert.Equal((101, 5_000_000_000, true), (artifacts.Count, artifacts[0].Size, artifacts[100].IsExpired));
        Assert.False(artifacts[99].IsExpired);
    }

    [Fact]
    public void Artifact_IsBroughtWhole()
    {
        byte[] bytes = new byte[300_000];
        Random.Shared.NextBytes(bytes);
        long artifact = Repository.AddArtifact(1, "results", bytes.Length, () => new MemoryStream(bytes));
        string file = folder.Path("new/results.zip");
        Fake.Fail("storage", new FakeFault(0), new FakeFault(503));

        Site.Client().DownloadArtifact(artifact, file, bytes.Length);

        Assert.Equal(bytes, File.ReadAllBytes(file));
        Assert.Equal([file], Directory.GetFiles(Path.GetDirectoryName(file)!));
    }

    [Fact]
    public void HugeArtifact_IsRefusedAsSoonAsItShows()
    {
        const long Huge = 1L << 40;
        long artifact = Repository.AddArtifact(1, "results", 1, () => new ZeroStream(Huge));
        string file = folder.Path("results.zip");

        Assert.Contains(
            $"found more than 1000000 bytes in artifact {artifact}, expected 1000000 at most; nothing was kept",
            GitHubSite.MessageOf(() => Site.Client().DownloadArtifact(artifact, file, 1_000_000), ExitCodes.Negative), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Root));
        Assert.True(Fake.Sent < Huge / 1000);
    }

    [Fact]
    public void ArtifactThatIsGone_IsAFault()
    {
        string file = folder.Path("results.zip");

        Assert.Contains("found 404 NotFound (Not Found) as answer to GET actions/artifacts/5/zip", GitHubSite.MessageOf(() => Site.Client().DownloadArtifact(5, file, 1)), StringComparison.Ordinal);
    }

    private sealed class ZeroStream(long length) : Stream
    {
        private long left = length;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => left;

        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int read = (int)Math.Min(left, count);
            left -= read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
