using System.Formats.Tar;
using System.Text;
using MlCi.Adapters.Containers;
using MlCi.Adapters.Containers.Engines;
using MlCi.Adapters.Processes;
using MlCi.Findings;

namespace MlCi.IntegrationTests.Containers;

/// <summary>What every client of an engine does, whatever it is made with.</summary>
public abstract partial class EngineContract(EngineFixture fixture) : IDisposable
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
        // Another each time: what an engine has built before, it does not run again.
        string word = $"said-{Guid.NewGuid():N}";

        string id = Build("""
            ARG BASE
            FROM ${BASE}
            ARG WORD
            COPY some /some
            RUN echo "$WORD $(cat /some)"
            """, log, ("BASE", EngineFixture.Shell), ("WORD", word));

        EngineImage built = Engine.Image(id);
        Assert.Equal((id, "1654:1654"), (built.Id, built.User));
        Assert.Equal(fixture.ShellImage.DiffId, built.DiffIds[0]);
        Assert.True(built.DiffIds.Count > 1);
        Assert.Contains($"{word} file", log);
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
