using MlCi.Testing;

namespace MlCi.Tests;

public sealed class SnapshotTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task ApprovedText_Passes()
    {
        folder.Write("Some.Test.verified.md", "one\ntwo\n");

        await Verify("one\r\ntwo\r\n");

        Assert.False(File.Exists(folder.Path("Some.Test.received.md")));
    }

    [Fact]
    public async Task OtherText_Fails_AndIsWrittenBesideTheTest()
    {
        folder.Write("Some.Test.verified.md", "one\ntwo\nthree\nfour\n");

        Exception exception = await Assert.ThrowsAnyAsync<Exception>(() => Verify("one\ntwo\n3\nfour\n"));

        Assert.Contains("three", exception.Message, StringComparison.Ordinal);
        Assert.Equal("one\ntwo\n3\nfour\n", await File.ReadAllTextAsync(folder.Path("Some.Test.received.md")));
    }

    [Fact]
    public async Task MissingText_Fails()
    {
        await Assert.ThrowsAnyAsync<Exception>(() => Verify("one"));

        Assert.Equal("one", await File.ReadAllTextAsync(folder.Path("Some.Test.received.md")));
        Assert.False(File.Exists(folder.Path("Some.Test.verified.md")));
    }

    private Task Verify(string text) => Snapshot.Verify(text, "md", folder.Path("Some.cs"), "Test");
}
