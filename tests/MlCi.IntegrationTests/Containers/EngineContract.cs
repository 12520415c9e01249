using System.Formats.Tar;
using System.Text;
using MlCi.Adapters.Containers;
using MlCi.Adapters.Containers.Engines;
using MlCi.Adapters.Processes;
using MlCi.Findings;

namespace MlCi.IntegrationTests.Containers;

/// <summary>What every client of an engine does, whatever it is made with.</summary>
public abstract class EngineContract(EngineFixture fixture) : IDisposable
{
    private const string Secret = "s3cret-of-ci";
    private const long Memory = 64L << 20;
    private readonly List<string> containers = [];
    private IContainerEngine? engine;

    /// <summary>A client.</summary>
    protected abstract IContainerEngine Connect(EngineFixture fixture, SecretTexts secrets, CancellationToken interrupted);

    private IContainerEngine Engine => engine ??= Connect(fixture, new SecretTexts([Secret]), CancellationToken.None);

    public void Dispose()
    {
        Dispose(isDisposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool isDisposing)
    {
        foreach (string container in containers)
            engine!.Remove(container);
        engine?.Dispose();
    }

    [SkippableFact]
    public void Version_IsThatOfTheEngine()
    {
        EngineVersion version = Engine.Version();

        Assert.Equal("Docker Engine", version.Name);
        Assert.Matches(@"^\d+\.\d+", version.Version);
        Assert.Matches(@"^1\.\d+$", version.ApiVersion);
    }

    [SkippableFact]
    public void LoadedImage_HasTheIdOfItsConfig()
    {
        string id = Load();

        EngineImage image = Engine.Image(EngineFixture.Shell);
        Assert.Equal(fixture.ShellImage.Id, id);
        Assert.Equal((id, "1654:1654", false), (image.Id, image.User, image.IsRoot));
        Assert.Equal([fixture.ShellImage.DiffId], image.DiffIds);
    }

    [SkippableFact]
    public void SavedImage_LoadsAsTheSame()
    {
        string id = Load();
        using var saved = new MemoryStream();

        Engine.Save(id, saved);

        saved.Position = 0;
        Assert.Equal(id, Engine.Load(saved));
    }

    [SkippableFact]
    public void WhatIsNoImage_IsRefusedInTheEnginesWords()
    {
        FaultException fault = Assert.Throws<FaultException>(() => Engine.Load(Tar(("some", "file"))));

        Assert.Equal(ExitCodes.OutOfReach, fault.ExitCode);
        Assert.Contains("no such file", fault.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Build_TakesArgumentsAndLabels()
    {
        Load();
        List<string> log = [];

        string id = Build("""
            ARG BASE
            FROM ${BASE}
            ARG WORD
            COPY some /some
            RUN echo "$WORD $(cat /some)"
            """, log, ("BASE", EngineFixture.Shell), ("WORD", "said"));

        EngineImage built = Engine.Image(id);
        Assert.Equal((id, "1654:1654"), (built.Id, built.User));
        Assert.Equal(fixture.ShellImage.DiffId, built.DiffIds[0]);
        Assert.True(built.DiffIds.Count > 1);
        Assert.Contains("said file", log);
        Assert.Contains(log, line => line.Contains("FROM", StringComparison.Ordinal));
        using var saved = new MemoryStream();
        Engine.Save(id, saved);
        Assert.Contains("\"dev.mlci.test\":\"label\"", Encoding.UTF8.GetString(saved.ToArray()), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void FailingStep_IsNamedWithItsLastOutput()
    {
        Load();

        FaultException fault = Assert.Throws<FaultException>(() => Build($"""
            FROM {EngineFixture.Shell}
            RUN echo before
            RUN echo {Secret}; echo went wrong >&2; exit 3
            """, []));

        Assert.Equal(ExitCodes.Negative, fault.ExitCode);
        // The engine makes a step of the labels, too.
        Assert.Contains("Dockerfile, step 3/4 (RUN echo ***; echo went wrong >&2; exit 3): found", fault.Message, StringComparison.Ordinal);
        Assert.Contains("returned a non-zero code: 3", fault.Message, StringComparison.Ordinal);
        Assert.Contains("went wrong", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("before", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, fault.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void DockerfileThatIsNone_IsWrongConfiguration()
    {
        FaultException fault = Assert.Throws<FaultException>(() => Build("FRM nothing", []));

        Assert.Equal(ExitCodes.Misconfigured, fault.ExitCode);
        Assert.Contains("unknown instruction: FRM", fault.Message, StringComparison.OrdinalIgnoreCase);
    }

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
        Assert.Equal(["line 49", "line 50", "no end", "token ***"], Engine.Log(container, 4).Order(StringComparer.Ordinal));
    }

    [SkippableFact]
    public void TooMuchMemory_IsSaidToBeThat()
    {
        string container = Run("exec tail /dev/zero", memory: 16L << 20);

        Assert.Equal(new ServedState(false, 137, true), Ended(container));
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

        Assert.ThrowsAny<OperationCanceledException>(() => own.Image(EngineFixture.Shell));
        own.Remove(container);
        Assert.Throws<FaultException>(() => Engine.Inspect(container));
    }

    private static int Place(string line) => Array.FindIndex(["1654", "CapBnd", "CapEff", "NoNewPrivs", "read-only", "shared", "lo:", "given"], start => line.StartsWith(start, StringComparison.Ordinal));

    private string Load()
    {
        // The engine first: without one the test is skipped.
        IContainerEngine loading = Engine;
        _ = fixture.ShellImage;
        using FileStream archive = File.OpenRead(fixture.ShellFile);
        return loading.Load(archive);
    }

    private string Build(string dockerfile, List<string> log, params (string Name, string Value)[] arguments) => Engine.Build(
        Tar(("Dockerfile", dockerfile), ("some", "file")),
        new BuildRequest("Dockerfile", arguments.ToDictionary(one => one.Name, one => one.Value, StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal) { ["dev.mlci.test"] = "label" }),
        log.Add);

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

    private static MemoryStream Tar(params (string Name, string Text)[] files)
    {
        var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, TarEntryFormat.Gnu, leaveOpen: true))
        {
            foreach ((string name, string text) in files)
                tar.WriteEntry(new GnuTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)), Mode = (UnixFileMode)0b110_100_100 });
        }

        bytes.Position = 0;
        return bytes;
    }
}
