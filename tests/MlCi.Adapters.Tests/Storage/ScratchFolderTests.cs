using MlCi.Adapters.Storage;

namespace MlCi.Adapters.Tests.Storage;

/// <summary>Temporary files are their owner's, and do not hide how the work ended.</summary>
public sealed class ScratchFolderTests
{
    [Fact]
    public async Task FolderThatSomebodyStillWritesInto_DoesNotThrow()
    {
        var folder = new ScratchFolder("mlcitest-");
        using var ended = new CancellationTokenSource();
        Task writer = Task.Run(() =>
        {
            for (int i = 0; !ended.IsCancellationRequested; i++)
                Directory.CreateDirectory(Path.Combine(folder.Path, "a", $"{i}"));
        });
        SpinWait.SpinUntil(() => Directory.Exists(Path.Combine(folder.Path, "a")));

        folder.Dispose();

        await ended.CancelAsync();
        await writer;
        folder.Dispose();
        Assert.False(Directory.Exists(folder.Path));
    }

    [SkippableFact]
    public void Folder_IsItsOwnersOnly()
    {
        using var folder = new ScratchFolder("mlcitest-");

        Skip.If(OperatingSystem.IsWindows(), "Windows has no such modes");
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.Path));
    }
}
