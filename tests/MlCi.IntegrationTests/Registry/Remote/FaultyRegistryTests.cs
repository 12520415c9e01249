using System.Text;
using MlCi.Adapters.Registry;
using MlCi.Adapters.Registry.Remote;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Testing;
using MlCi.Testing.Registries;

namespace MlCi.IntegrationTests.Registry.Remote;

/// <summary>Lines that break, registries that are busy, and content that is not what it should be: survived, or reported with exit 3.</summary>
public sealed class FaultyRegistryTests(PlainRegistry registry) : IClassFixture<PlainRegistry>, IDisposable
{
    private const int Large = 40 << 20;
    private readonly TemporaryFolder folder = new();
    private readonly string space = RemoteTest.NewNamespace();

    public void Dispose() => folder.Dispose();

    private RegistryServer Server => registry.Server;

    private IRepository Repository(string? host = null, RegistryPatience? patience = null) => RemoteTest.Place(Server, folder.Root, space, host, patience: patience).Repository("telco");

    private string LargeFile()
    {
        string path = folder.Path("large");
        byte[] bytes = new byte[Large];
        new Random(7).NextBytes(bytes);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    [SkippableTheory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(429)]
    public void BusyRegistry_IsAskedAgain(int status)
    {
        using var proxy = new TcpProxy(Server.Port);
        proxy.Answers.Enqueue(TcpProxy.Answer(status));
        proxy.Answers.Enqueue(TcpProxy.Answer(status, "Retry-After: 0\r\n"));
        IRepository repository = Repository(proxy.Host);

        Descriptor put = repository.PutBlob("text/plain", Encoding.UTF8.GetBytes($"busy {status}"));

        Assert.Equal(2, proxy.Answered);
        Assert.Equal($"busy {status}", Encoding.UTF8.GetString(repository.ReadBlob(put)));
    }

    [SkippableFact]
    public void RegistryThatStaysBusy_IsOutOfReach()
    {
        using var proxy = new TcpProxy(Server.Port);
        for (int answer = 0; answer < 20; answer++)
            proxy.Answers.Enqueue(TcpProxy.Answer(503));

        FaultException fault = Assert.Throws<FaultException>(() => Repository(proxy.Host).Tags());

        Assert.Equal(ExitCodes.OutOfReach, fault.ExitCode);
        Assert.Equal($"{proxy.Host}/{space}/telco: found 503 ServiceUnavailable, 6 times; expected a registry that answers (pull)", fault.Message);
        Assert.Equal(6, proxy.Answered);
    }

    [SkippableFact]
    public void NobodyThere_IsOutOfReach()
    {
        FaultException fault = Assert.Throws<FaultException>(() => Repository($"127.0.0.1:{FreePort.Next()}").Exists());

        Assert.Equal(ExitCodes.OutOfReach, fault.ExitCode);
        Assert.Contains("refused", fault.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void SilentRegistry_IsOutOfReach()
    {
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        RegistryPatience brief = RemoteTest.Quick with { Silence = TimeSpan.FromMilliseconds(200), Tries = 2 };

        FaultException fault = Assert.Throws<FaultException>(() => Repository($"127.0.0.1:{((System.Net.IPEndPoint)silent.LocalEndpoint).Port}", brief).Exists());

        Assert.Contains("found nothing for 0.2 s, 2 times", fault.Message, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData(10 << 20)]
    [InlineData(35 << 20)]
    [InlineData(Large + 1000)]
    public void UploadThatBreaks_IsCompleted(long cut)
    {
        string file = LargeFile();
        using var proxy = new TcpProxy(Server.Port);
        proxy.CutAfterUp(cut);

        Descriptor put = Repository(proxy.Host).PutFile("text/plain", file);

        Assert.Equal(1, proxy.Cuts);
        using Stream back = Repository().OpenBlob(put);
        Assert.Equal((Large, put.Digest), (back.Length, Digest.OfStream(back)));
    }

    [SkippableFact]
    public void DownloadThatBreaks_GoesOnWhereItWas()
    {
        Descriptor put = Repository().PutFile("text/plain", LargeFile());
        using var proxy = new TcpProxy(Server.Port);
        proxy.CutAfterDown(30 << 20);

        using Stream back = Repository(proxy.Host).OpenBlob(put);

        Assert.Equal(1, proxy.Cuts);
        Assert.Equal((Large, 0), (back.Length, back.Position));
        Assert.Equal(put.Digest, Digest.OfStream(back));
        Assert.True(proxy.Down < Large + (16 << 20), $"{proxy.Down} bytes came, expected little more than {Large}");
        Assert.Empty(Directory.GetFiles(folder.Path(".mlci", "tmp")));
    }

    [SkippableFact]
    public void BlobThatChangedOnTheRegistrysDisk_IsFound()
    {
        Descriptor put = Repository().PutBlob("text/plain", "hello"u8.ToArray());
        File.WriteAllText(Server.FileOf(put.Digest), "hallo");

        FaultException fault = Assert.Throws<FaultException>(() => Repository().ReadBlob(put));

        File.WriteAllText(Server.FileOf(put.Digest), "hello");
        Assert.Equal(ExitCodes.OutOfReach, fault.ExitCode);
        Assert.Equal(
            $"{Server.Host}/{space}/telco@{put.Digest}: found content of digest {Digest.OfText("hallo")}, expected {put.Digest}; the registry does not hold what was registered: register anew",
            fault.Message);
    }

    [SkippableFact]
    public void BlobThatIsCutOffOnTheRegistrysDisk_IsFound()
    {
        Descriptor put = Repository().PutBlob("text/plain", "a text to cut"u8.ToArray());
        File.WriteAllText(Server.FileOf(put.Digest), "a text");

        Assert.Contains("found 6 bytes, expected 13", Assert.Throws<FaultException>(() => Repository().CheckPresent(put)).Message, StringComparison.Ordinal);
        Assert.Contains("found 6 bytes, expected 13", Assert.Throws<FaultException>(() => Repository().ReadBlob(put)).Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void ManifestThatChangedOnTheRegistrysDisk_IsFound()
    {
        Descriptor config = Repository().PutBlob("text/plain", "{}"u8.ToArray());
        Descriptor manifest = Repository().PutManifest(OciManifest.Of("application/x", config, [config]));
        string path = Server.FileOf(manifest.Digest);
        string text = File.ReadAllText(path);
        File.WriteAllText(path, text.Replace("application/x", "application/y", StringComparison.Ordinal));

        FaultException fault = Assert.Throws<FaultException>(() => Repository(patience: RemoteTest.Quick with { Tries = 2 }).ReadManifest(manifest));

        Assert.Equal(ExitCodes.OutOfReach, fault.ExitCode);
    }

    [SkippableFact]
    public void ContentIsTakenOver_FromAnotherRepositoryOfTheRegistry()
    {
        RemotePlace place = RemoteTest.Place(Server, folder.Root, space);
        Descriptor put = place.Repository("telco").PutBlob("text/plain", "taken over"u8.ToArray());
        IRepository other = place.Repository("other");

        Assert.False(other.TryMount(put with { Digest = Digest.OfText("nothing") }, place.Repository("telco")));
        Assert.True(other.TryMount(put, place.Repository("telco")));

        Assert.Equal("taken over", Encoding.UTF8.GetString(other.ReadBlob(put)));
    }

    [SkippableFact]
    public void InterruptedUser_WaitsForNothing()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Pipelines.RegistryAddress.Parse($"{Server.Address}/{space}", out Pipelines.RegistryAddress? address);
        using var client = new RegistryClient(address!, RemoteTest.Environment(Server));
        var place = new RemotePlace(client, folder.Root, [], stop.Token);

        Assert.ThrowsAny<OperationCanceledException>(() => place.Repository("telco").Exists());
    }

    [SkippableFact]
    public void TagThatSomebodyElseMovesMeanwhile_IsReported()
    {
        IRepository repository = Repository();
        Descriptor config = repository.PutBlob("text/plain", "{}"u8.ToArray());
        Descriptor mine = repository.PutManifest(OciManifest.Of("application/mine", config, [config]));
        Descriptor theirs = repository.PutManifest(OciManifest.Of("application/theirs", config, [config]));
        using var stop = new CancellationTokenSource();
        // Another machine, which knows nothing of this one's lock.
        using var elsewhere = new TemporaryFolder();
        IRepository other = RemoteTest.Place(Server, elsewhere.Root, space).Repository("telco");
        Task rival = Task.Run(() =>
        {
            using RegistryLock held = other.Lock();
            while (!stop.IsCancellationRequested)
                other.Publish(held, new Dictionary<string, Descriptor>(StringComparer.Ordinal) { ["production"] = theirs }, []);
        });

        FaultException? fault = null;
        using (RegistryLock held = repository.Lock())
        {
            for (int tries = 0; tries < 2000 && fault is null && !rival.IsCompleted; tries++)
                fault = Record(() => repository.Publish(held, new Dictionary<string, Descriptor>(StringComparer.Ordinal) { ["production"] = mine }, []));
        }

        stop.Cancel();
        fault ??= rival.Exception?.InnerException as FaultException;
        Assert.NotNull(fault);
        Assert.Contains("found the tag 'production' moved meanwhile to sha256:", fault.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.OutOfReach, fault.ExitCode);
        Task.WhenAny(rival).Wait();
    }

    private static FaultException? Record(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (FaultException e)
        {
            return e;
        }
    }
}
