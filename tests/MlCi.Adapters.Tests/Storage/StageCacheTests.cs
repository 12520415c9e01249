using MlCi.Adapters.Storage;
using MlCi.Data;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Storage;

/// <summary>What is kept beside a result.</summary>
public sealed class StageCacheTests
{
    [Fact]
    public void Time_IsThatOfTheProgram_WhereItIsTold()
    {
        using var folder = new TemporaryFolder();
        var cache = new StageCache(folder.Root);
        var told = TimeSpan.FromDays(2);

        string result = cache.Make("Train", Digest.OfText("a"), files =>
        {
            File.WriteAllText(Path.Combine(files, "model"), "m");
            StageCache.SetTime(files, told);
        });

        Assert.Equal(told, StageCache.TimeOf(result));
        Assert.NotNull(cache.Find("Train", Digest.OfText("a")));
    }

    [Fact]
    public void WhatVanishesWhileItIsListed_IsLeftOut()
    {
        using var folder = new TemporaryFolder();

        Assert.Null(CacheInventory.Entry("Train", folder.Path("gone"), StageCache.LastUse, StageCache.IsWhole));
    }

    [SkippableFact]
    public void ResultThatLosesAFile_IsListedAsBroken()
    {
        Skip.If(OperatingSystem.IsWindows(), "links need rights there");
        using var folder = new TemporaryFolder();
        folder.Write(".mlci/cache/Train/a/digest", "sha256:0");
        folder.Write(".mlci/cache/Train/a/files/here", "a");
        // A link to nothing is found by its name, and then is not there.
        File.CreateSymbolicLink(folder.Path(".mlci", "cache", "Train", "a", "files", "gone"), folder.Path("nothing"));

        Assert.False(Assert.Single(CacheInventory.Of(folder.Root)).IsWhole);
    }
}
