using MlCi.Adapters.Containers;
using MlCi.Data;

namespace MlCi.Adapters.Tests.Containers;

public sealed class DigestedStreamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(65536)]
    [InlineData(200_000)]
    public void PiecesOfAnySize_ArePassedOnInBlocksOfOne(int piece)
    {
        byte[] content = [.. Enumerable.Range(0, 200_000).Select(i => (byte)(i * 7))];
        using Blocks blocks = new();
        using DigestedStream stream = new(blocks);

        for (int at = 0; at < content.Length; at += piece)
            stream.Write(content.AsSpan(at, Math.Min(piece, content.Length - at)));
        stream.Flush();
        string digest = stream.Finish();

        Assert.Equal(Digest.OfBytes(content), digest);
        Assert.Equal(content, blocks.ToArray());
        Assert.Equal([65536, 65536, 65536, 3392], blocks.Lengths);
        Assert.Equal(content.Length, stream.Written);
    }

    private sealed class Blocks : MemoryStream
    {
        public List<int> Lengths { get; } = [];

        public override void Write(byte[] buffer, int offset, int count)
        {
            Lengths.Add(count);
            base.Write(buffer, offset, count);
        }
    }
}
