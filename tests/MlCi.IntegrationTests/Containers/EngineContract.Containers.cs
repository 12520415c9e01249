using MlCi.Adapters.Containers;
using MlCi.Adapters.Containers.Engines;
using MlCi.Adapters.Processes;
using MlCi.Findings;

namespace MlCi.IntegrationTests.Containers;

/// <summary>What it does with containers.</summary>
public abstract partial class EngineContract
{
    [SkippableFact]
    public void Container_IsLockedIn()
    {
        string container = Run("""
            id -u; id -g
            while read line; do case $line in CapEff*|CapBnd*|NoNewPrivs*) echo $line;; esac; done < /proc/self/status
            touch /tmp/x || echo read-only
            touch /run/mlci/x && echo shared
            while read name rest; do case $name in *:*) echo $name;; esac; done < /proc/net/dev
            echo $WORD
            """, new Dictionary<string, string>(StringComparer.Ordinal) { ["WORD"] = "given" }, out string shared);

        Assert.Equal(new ServedState(false, 0, false), Ended(container));
        string[] log = [.. Engine.Log(container, 100).Where(line => !line.StartsWith("touch:", StringComparison.Ordinal))];
        Assert.Equal(["1654", "1654", "CapBnd: 0000000000000000", "CapEff: 0000000000000000", "NoNewPrivs: 1", "read-only", "shared", "lo:", "given"], log.OrderBy(Place));
        Assert.True(File.Exists(Path.Combine(shared, "x")));
    }

    [SkippableFact]
    public void Ended_SaysItsCodeAndItsLastLines()
    {
        string container = Run("""
            i=0; while [ $i -lt 50 ]; do i=$((i+1)); echo line $i; done
            echo token s3cret-of-ci >&2
            printf 'no end'
            exit 42
            """);

        Assert.Equal(new ServedState(false, 42, false), Ended(container));
        // An engine keeps the order of each stream, and not of the two.
        IReadOnlyList<string> log = Engine.Log(container, 100);
        Assert.Contains("token ***", log);
        Assert.Equal([.. Enumerable.Range(1, 50).Select(number => $"line {number}"), "no end"], log.Where(line => line != "token ***"));
        Assert.Equal(4, Engine.Log(container, 4).Count);
    }

    [SkippableFact]
    public void TooMuchMemory_IsSaidToBeThat()
    {
        // A child of the first process: of the first itself an engine is not always told why it was killed.
        string container = Run("tail /dev/zero; sleep 2; exit 9", memory: 16L << 20);

        Assert.Equal(new ServedState(false, 9, true), Ended(container));
    }

    [SkippableFact]
    public void Running_SaysWhatMemoryItUsed()
    {
        string container = Run("exec sleep 600");

        Assert.True(Engine.Inspect(container).IsRunning);
        Assert.Null(Engine.Inspect(container).ExitCode);
        Assert.True((Engine.PeakMemory(container) ?? ContainerMemory.PeakOf(container)) is > 4_096 and <= Memory);
    }

    [SkippableFact]
    public void Stop_AsksAndThenKills()
    {
        string willing = Run("trap 'exit 7' TERM; echo ready; while true; do sleep 0.05; done");
        string unwilling = Run("trap '' TERM; echo ready; while true; do sleep 0.05; done");
        WaitFor(willing, "ready");
        WaitFor(unwilling, "ready");

        Engine.Stop(willing, TimeSpan.FromSeconds(60));
        Engine.Stop(unwilling, TimeSpan.FromSeconds(1));
        Engine.Stop(unwilling, TimeSpan.FromSeconds(1));

        Assert.Equal(new ServedState(false, 7, false), Engine.Inspect(willing));
        Assert.Equal(new ServedState(false, 137, false), Engine.Inspect(unwilling));
    }

    [SkippableFact]
    public void WhatIsNotThere_IsSaidInTheEnginesWords()
    {
        FaultException image = Assert.Throws<FaultException>(() => Engine.Create(Request("mlci-nothing:1", fixture.Folder.Root)));
        FaultException look = Assert.Throws<FaultException>(() => Engine.Image("mlci-nothing:1"));
        FaultException container = Assert.Throws<FaultException>(() => Engine.Inspect("0123456789ab"));

        Assert.Contains("No such image: mlci-nothing:1", image.Message, StringComparison.Ordinal);
        Assert.Contains("No such image: mlci-nothing:1", look.Message, StringComparison.Ordinal);
        Assert.Contains("No such container: 0123456789ab", container.Message, StringComparison.Ordinal);
        Assert.All([image, look, container], fault => Assert.Equal(ExitCodes.OutOfReach, fault.ExitCode));
        Engine.Remove("0123456789ab");
        Engine.RemoveImage("mlci-nothing:1");
    }

    [SkippableFact]
    public void ProgramThatIsNotThere_IsTheImagesFault()
    {
        Load();
        string image = Build($"FROM {EngineFixture.Shell}\nENTRYPOINT [\"/no/program\"]", []);
        string container = Engine.Create(Request(image, fixture.Folder.Root));
        containers.Add(container);

        FaultException fault = Assert.Throws<FaultException>(() => Engine.Start(container));

        Assert.Equal(ExitCodes.Negative, fault.ExitCode);
        Assert.Contains("/no/program", fault.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void RemovedContainer_IsGone()
    {
        string container = Run("exec sleep 600");

        Engine.Remove(container);
        Engine.Remove(container);

        Assert.Throws<FaultException>(() => Engine.Inspect(container));
    }

    [SkippableFact]
    public async Task InterruptedUser_WaitsForNothing_AndContainersAreStillRemoved()
    {
        string container = Run("exec sleep 600");
        using var interrupted = new CancellationTokenSource();
        using IContainerEngine own = Connect(fixture, new SecretTexts([]), interrupted.Token);
        own.Version();
        await interrupted.CancelAsync();

        Assert.ThrowsAny<OperationCanceledException>(() => own.Start(container));
        own.Remove(container);
        Assert.Throws<FaultException>(() => Engine.Inspect(container));
    }

    private static int Place(string line) => Array.FindIndex(["1654", "CapBnd", "CapEff", "NoNewPrivs", "read-only", "shared", "lo:", "given"], start => line.StartsWith(start, StringComparison.Ordinal));

    private string Run(string script, long memory = Memory) => Run(script, new Dictionary<string, string>(StringComparer.Ordinal), out _, memory);

    // The script comes through a variable, as a request has no command: what runs is what the image says.
    private string Run(string script, Dictionary<string, string> environment, out string shared, long memory = Memory)
    {
        Load();
        shared = Directory.CreateDirectory(fixture.Folder.Path($"shared-{containers.Count}-{GetHashCode()}")).FullName;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(shared, (UnixFileMode)0b111_111_111);
        environment["SCRIPT"] = script;
        string image = Build($"FROM {EngineFixture.Shell}\nCMD [\"eval \\\"$SCRIPT\\\"\"]", []);
        string container = Engine.Create(Request(image, shared) with { Environment = environment, Memory = memory });
        containers.Add(container);
        Engine.Start(container);
        return container;
    }

    private static ContainerRequest Request(string image, string shared) => new(image, shared, Memory, 1, new Dictionary<string, string>(StringComparer.Ordinal));

    private ServedState Ended(string container)
    {
        for (int tries = 0; tries < 600; tries++)
        {
            ServedState state = Engine.Inspect(container);
            if (!state.IsRunning)
                return state;
            Thread.Sleep(50);
        }

        throw new InvalidOperationException("the container does not end");
    }

    private void WaitFor(string container, string line)
    {
        for (int tries = 0; tries < 600 && !Engine.Log(container, 10).Contains(line); tries++)
            Thread.Sleep(50);
    }
}
