using System.Collections.Concurrent;
using MlCi.Statistics;

namespace MlCi.Tests.Statistics;

public sealed class WorkersTests
{
    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(1, 7, 1)]
    [InlineData(4, 0, 1)]
    [InlineData(4, 1, 1)]
    [InlineData(3, 50, 3)]
    [InlineData(8, 2, 2)]
    public void EachPiece_IsDoneOnce_AndEachThreadHasItsState(int cores, int pieces, int threads)
    {
        IReadOnlyList<List<int>> states = Workers.Run(cores, pieces, () => new List<int>(), (piece, done) => done.Add(piece));

        Assert.Equal(threads, states.Count);
        Assert.Equal(threads, states.Distinct(ReferenceEqualityComparer.Instance).Count());
        Assert.Equal(Enumerable.Range(0, pieces), states.SelectMany(done => done).Order());
    }

    [Fact]
    public void WorkWithoutState_IsDoneOnce()
    {
        var done = new ConcurrentBag<int>();
        Workers.Run(3, 40, done.Add);

        Assert.Equal(Enumerable.Range(0, 40), done.Order());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(6)]
    public void WhatAPieceThrows_ComesAsItIs(int cores)
    {
        var thrown = Assert.Throws<InvalidTimeZoneException>(
            () => Workers.Run(cores, 6, piece => throw new InvalidTimeZoneException($"piece {piece}")));

        Assert.StartsWith("piece ", thrown.Message, StringComparison.Ordinal);
        Assert.Null(thrown.InnerException);
    }

    [Fact]
    public void NoCore_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("cores", () => Workers.Run(0, 3, _ => { }));
        Assert.Throws<ArgumentOutOfRangeException>("cores", () => Workers.Run(-1, 3, () => 0, (_, _) => { }));
    }
}
