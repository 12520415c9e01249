using MlCi.Adapters.Containers;
using MlCi.Adapters.Containers.Engines;
using MlCi.Adapters.Processes;
using MlCi.Testing;
using MlCi.Testing.Containers;

namespace MlCi.IntegrationTests.Containers;

/// <summary>One dockerd for all tests of containers, and in it an image of a shell.</summary>
public sealed class EngineFixture : IDisposable
{
    /// <summary>The shell's image.</summary>
    public const string Shell = "mlci-shell:1";

    private readonly Lazy<DockerEngine> engine = new(() => new DockerEngine());
    private readonly Lazy<ImageArchive> shell;

    public EngineFixture() => shell = new Lazy<ImageArchive>(() =>
    {
        HostLayer.Write(Folder.Path("layer.tar"));
        var made = new ImageArchive(Folder.Path("layer.tar"), Shell, new { User = "1654:1654", Entrypoint = new[] { "/bin/sh", "-c" }, Cmd = new[] { "exec sleep 600" }, WorkingDir = "/", Env = new[] { "PATH=/bin" } });
        made.Write(ShellFile);
        return made;
    });

    /// <summary>A folder for the tests.</summary>
    public TemporaryFolder Folder { get; } = new();

    /// <summary>The engine; skips the test where it is not installed.</summary>
    public DockerEngine Engine
    {
        get
        {
            Skip.IfNot(DockerEngine.IsInstalled, DockerEngine.Missing);
            return engine.Value;
        }
    }

    /// <summary>The file of the shell's image.</summary>
    public string ShellFile => Folder.Path("shell.tar");

    /// <summary>The shell's image, written.</summary>
    public ImageArchive ShellImage => shell.Value;

    /// <summary>A client of the engine's socket.</summary>
    public IContainerEngine Connect(params string[] secrets) =>
        ContainerEngines.Connect(EngineAddress.OfSocket(Engine.Socket), new EnginePatience(), new SecretTexts(secrets), CancellationToken.None);

    /// <summary>The same for a user who interrupts.</summary>
    public IContainerEngine Connect(CancellationToken interrupted) =>
        ContainerEngines.Connect(EngineAddress.OfSocket(Engine.Socket), new EnginePatience(), new SecretTexts([]), interrupted);

    public void Dispose()
    {
        if (engine.IsValueCreated)
            engine.Value.Dispose();
        Folder.Dispose();
    }
}

[CollectionDefinition(Name)]
public sealed class EngineCollection : ICollectionFixture<EngineFixture>
{
    public const string Name = "container engine";
}
