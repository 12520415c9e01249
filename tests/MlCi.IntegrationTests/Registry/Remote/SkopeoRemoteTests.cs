using System.Text;
using MlCi.Adapters.Registry;
using MlCi.Data;
using MlCi.Promotion;
using MlCi.Testing;

namespace MlCi.IntegrationTests.Registry.Remote;

/// <summary>What another OCI tool makes of a remote registry, and that both kinds of registry hold the same.</summary>
public sealed class SkopeoRemoteTests(PlainRegistry registry) : IClassFixture<PlainRegistry>, IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string space = RemoteTest.NewNamespace();

    public void Dispose() => folder.Dispose();

    private ModelRegistry Remote => new(RemoteTest.Place(registry.Server, folder.Root, space), TimeProvider.System);

    private string At(string tag) => $"docker://{registry.Server.Host}/{space}/telco:{tag}";

    [SkippableFact]
    public void Inspect_ShowsWhatWasPushed()
    {
        RegisteredModel model = RegisteredSample.Register(folder, Remote);
        Remote.Promote("telco", null, Alias.Production, "ana", "first release");

        Assert.Equal(model.Digest, Digest.OfBytes(Skopeo.Run("inspect", "--tls-verify=false", "--raw", At("production"))));
        string attached = Encoding.UTF8.GetString(Skopeo.Run("inspect", "--tls-verify=false", "--raw", At($"sha256-{model.Digest[7..]}")));
        Assert.Contains(MediaTypes.GateReport, attached, StringComparison.Ordinal);
        Assert.Contains(MediaTypes.Promotion, attached, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void CopyOfTheFolder_KeepsDigests_AndIsTheChampionThere()
    {
        string server = registry.Server.Host;
        var local = new ModelRegistry(new FolderPlace(folder.Path("registry")), TimeProvider.System);
        RegisteredModel model = RegisteredSample.Register(folder, local);

        Skopeo.Run("--insecure-policy", "copy", "--dest-tls-verify=false", "--preserve-digests", $"oci:{folder.Path("registry", "telco")}:candidate", $"docker://{server}/{space}/telco:production");

        Assert.Equal(model.Digest, Remote.Champion("telco")?.Digest);
        // Registered there by us, it is the same.
        Assert.Equal(model.Digest, RegisteredSample.Register(folder, Remote).Digest);
    }
}
