using MlCi.Adapters.Stages;
using MlCi.Adapters.Terminal;
using MlCi.Findings;
using MlCi.Testing;
using Spectre.Console;

namespace MlCi.Adapters.Tests.Stages;

/// <summary>What counts as held, and what as interrupted.</summary>
public sealed class PipelineLockTests
{
    [Fact]
    public void LockThatIsHeld_IsNotTaken()
    {
        using var folder = new TemporaryFolder();
        using FileStream? held = PipelineLock.TryTake(folder.Path("a.lock"));

        Assert.NotNull(held);
        Assert.Null(PipelineLock.TryTake(folder.Path("a.lock")));
    }

    [Theory]
    [InlineData(11, true)]
    [InlineData(unchecked((int)0x80070020), true)]
    [InlineData(24, false)]
    [InlineData(5, false)]
    [InlineData(unchecked((int)0x80131620), false)]
    public void OnlyALockOfAnother_IsWaitedFor(int code, bool isHeld) => Assert.Equal(isHeld, PipelineLock.IsHeld(code));

    [Fact]
    public void CancellationThatNobodyAskedFor_IsABug_AndNoInterruption()
    {
        using var output = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) });
        using var ordered = new OrderedOutput(console, TimeProvider.System, isLive: false, isQuiet: false);
        using OutputLane lane = ordered.Open("");

        int? code = new FaultGuard(CancellationToken.None).Run(new StageLines(lane, quiet: false, verbose: false), () => throw new OperationCanceledException());

        Assert.Equal(ExitCodes.OutOfReach, code);
    }
}
