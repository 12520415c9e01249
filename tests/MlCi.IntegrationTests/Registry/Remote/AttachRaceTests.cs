using System.Text;
using System.Text.Json;
using MlCi.Adapters.Registry;
using MlCi.Testing;

namespace MlCi.IntegrationTests.Registry.Remote;

/// <summary>Several processes at one remote repository, on one machine and as if on several.</summary>
public sealed class AttachRaceTests(PlainRegistry registry) : IClassFixture<PlainRegistry>, IDisposable
{
    private const int Count = 8, Rounds = 5;
    private readonly TemporaryFolder folder = new();
    private readonly string space = RemoteTest.NewNamespace();

    public void Dispose() => folder.Dispose();

    private IRepository Repository => RemoteTest.Place(registry.Server, folder.Root, space).Repository("telco");

    [SkippableTheory]
    [InlineData("one")]
    [InlineData("many")]
    public void ProcessesThatAttachAtOnce_LoseNothing(string machines)
    {
        string address = $"{registry.Server.Address}/{space}";
        Descriptor subject = RegistryWriter.Subject(Repository);

        // Of one machine they wait for each other's lock; of many they do not know of each other.
        new WriterProcesses($"attach-{machines}", $"{address} {folder.Root}").RunAtOnce(Count, Rounds);

        IReadOnlyList<Descriptor> attached = Repository.Referrers(subject.Digest, RegistryWriter.ArtifactType);
        Assert.Equal(Count * Rounds, attached.Count);
        Assert.Equal(
            Enumerable.Range(0, Count).SelectMany(writer => Enumerable.Range(0, Rounds).Select(round => $"{writer} {round}")).Order(StringComparer.Ordinal),
            attached.Select(entry => Encoding.UTF8.GetString(Repository.ReadBlob(Repository.ReadManifest(entry).Layers[0]))).Order(StringComparer.Ordinal));
        Assert.Equal([subject.Digest], Repository.Subjects());
        if (machines == "one")
            Assert.Equal(Count * Rounds, Listed(subject));
    }

    // What other tools see, under OCI's fallback tag.
    private int Listed(Descriptor subject)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{registry.Server.Address}/v2/{space}/telco/manifests/sha256-{subject.Digest[7..]}"));
        request.Headers.Accept.ParseAdd(MediaTypes.Index);
        using HttpResponseMessage response = http.Send(request);
        using JsonDocument index = JsonDocument.Parse(response.Content.ReadAsStream());
        return index.RootElement.GetProperty("manifests").GetArrayLength();
    }
}
