using System.Formats.Tar;
using System.Text;
using System.Text.RegularExpressions;
using MlCi.Adapters.Containers;
using MlCi.Findings;

namespace MlCi.IntegrationTests.Containers;

/// <summary>Containers as production runs them, started, asked how they stand, and removed.</summary>
[Collection(EngineCollection.Name)]
public sealed partial class ContainerRunTests(EngineFixture fixture)
{
    private const long Memory = 64L << 20;

    [SkippableFact]
    public void Served_SharesItsSocketsFolder_AndIsGoneAtTheEnd()
    {
        using IContainerEngine engine = fixture.Connect("s3cret-of-ci");
        string image = Built(engine, "CMD [\"echo $MLCI_SERVE_URLS $WORD s3cret-of-ci; touch /run/mlci/model.sock; trap 'exit 3' TERM; while true; do sleep 0.05; done\"]");
        string container, socket;
        using (ContainerRun run = ContainerRun.Start(engine, image, Memory, .5, new Dictionary<string, string>(StringComparer.Ordinal) { ["WORD"] = "given" }))
        {
            container = ShortId().Match(run.Shown).Groups[1].Value;
            socket = run.Socket;
            Assert.Equal($"container {container}, image {image}", run.Shown);
            Assert.True(run.IsContainer);
            Assert.True(run.Started > 0);
            Assert.True(Encoding.UTF8.GetByteCount(socket) < 108);
            for (int tries = 0; tries < 600 && !File.Exists(socket); tries++)
                Thread.Sleep(50);
            Assert.True(File.Exists(socket));
            Assert.Equal(new ServedState(true, null, false), run.State());
            Assert.True(run.PeakMemory() is > 4_096 and <= Memory);
            Assert.Equal(["http://unix:/run/mlci/model.sock given ***"], run.Log(5));
            Assert.Equal(new ServedState(false, 3, false), run.Stop(TimeSpan.FromSeconds(60)));
            Assert.True(run.PeakMemory() is > 4_096);
        }

        Assert.Contains("No such container", Assert.Throws<FaultException>(() => engine.Inspect(container)).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.GetDirectoryName(Path.GetDirectoryName(socket))));
    }

    [SkippableFact]
    public void KilledForWantOfMemory_IsSaidToBeThat()
    {
        using IContainerEngine engine = fixture.Connect();
        string image = Built(engine, "CMD [\"exec tail /dev/zero\"]");
        using ContainerRun run = ContainerRun.Start(engine, image, 16L << 20, 1, new Dictionary<string, string>(StringComparer.Ordinal));

        for (int tries = 0; tries < 600 && run.State().IsRunning; tries++)
            Thread.Sleep(50);

        Assert.Equal(new ServedState(false, 137, true), run.State());
    }

    [SkippableTheory]
    [InlineData("USER root")]
    [InlineData("USER 0:0")]
    [InlineData("USER 00")]
    [InlineData("USER \"\"")]
    public void ImageOfRoot_IsRefused(string line)
    {
        using IContainerEngine engine = fixture.Connect();
        string image = Built(engine, line == "USER \"\"" ? "" : line, line == "USER \"\"" ? "" : "1654");

        FaultException fault = Assert.Throws<FaultException>(() => ContainerRun.Start(engine, image, Memory, 1, new Dictionary<string, string>(StringComparer.Ordinal)));

        Assert.Equal(ExitCodes.Negative, fault.ExitCode);
        Assert.Contains("expected one who is not root", fault.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void ContainerThatDoesNotStart_IsRemoved()
    {
        using IContainerEngine engine = fixture.Connect();
        string image = Built(engine, "ENTRYPOINT [\"/no/program\"]");

        FaultException fault = Assert.Throws<FaultException>(() => ContainerRun.Start(engine, image, Memory, 1, new Dictionary<string, string>(StringComparer.Ordinal)));

        string container = FaultId().Match(fault.Message).Groups[1].Value;
        Assert.Equal(12, container.Length);
        Assert.Throws<FaultException>(() => engine.Inspect(container));
    }

    private string Built(IContainerEngine engine, string lines, string user = "1654")
    {
        _ = fixture.ShellImage;
        using (FileStream archive = File.OpenRead(fixture.ShellFile))
            engine.Load(archive);
        var context = new MemoryStream();
        using (var tar = new TarWriter(context, TarEntryFormat.Gnu, leaveOpen: true))
        {
            // A stage of nothing has no user.
            string first = user.Length == 0 ? "FROM scratch\nCOPY Dockerfile /" : $"FROM {EngineFixture.Shell}";
            tar.WriteEntry(new GnuTarEntry(TarEntryType.RegularFile, "Dockerfile") { DataStream = new MemoryStream(Encoding.UTF8.GetBytes($"{first}\n{lines}\n")) });
        }

        context.Position = 0;
        var none = new Dictionary<string, string>(StringComparer.Ordinal);
        return engine.Build(context, new BuildRequest("Dockerfile", none, none), _ => { });
    }

    [GeneratedRegex("^container ([0-9a-f]{12}), ")]
    private static partial Regex ShortId();

    [GeneratedRegex("container ([0-9a-f]{12}): found")]
    private static partial Regex FaultId();
}
