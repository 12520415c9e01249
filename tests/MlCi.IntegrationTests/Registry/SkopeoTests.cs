using System.Text;
using MlCi.Adapters.Registry;
using MlCi.Data;
using MlCi.IntegrationTests.Registry.Remote;
using MlCi.Promotion;
using MlCi.Testing;

namespace MlCi.IntegrationTests.Registry;

/// <summary>What another OCI tool makes of the registry folder.</summary>
public sealed class SkopeoTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public void Inspect_ShowsTheManifest()
    {
        RegisteredModel model = Register();

        byte[] raw = Skopeo.Run("inspect", "--raw", $"oci:{folder.Path("registry", "telco")}:candidate");

        Assert.Equal(model.Digest, Digest.OfBytes(raw));
    }

    [SkippableFact]
    public void Inspect_ShowsWhatIsAttached()
    {
        RegisteredModel model = Register();
        new ModelRegistry(new FolderPlace(folder.Path("registry")), TimeProvider.System).Promote("telco", null, Alias.Production, "ana", "first release");

        byte[] raw = Skopeo.Run("inspect", "--raw", $"oci:{folder.Path("registry", "telco")}:sha256-{model.Digest[7..]}");

        string list = Encoding.UTF8.GetString(raw);
        Assert.Contains(MediaTypes.GateReport, list, StringComparison.Ordinal);
        Assert.Contains(MediaTypes.Promotion, list, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Copy_KeepsTheDigest()
    {
        RegisteredModel model = Register();
        string copy = folder.Path("copy", "telco");
        Directory.CreateDirectory(folder.Path("copy"));

        Skopeo.Run("--insecure-policy", "copy", "--preserve-digests", $"oci:{folder.Path("registry", "telco")}:candidate", $"oci:{copy}:production");

        RegisteredModel? copied = new ModelRegistry(new FolderPlace(folder.Path("copy")), TimeProvider.System).Champion("telco");
        Assert.Equal(model.Digest, copied?.Digest);
    }

    private RegisteredModel Register()
    {
        Skopeo.Require();
        return RegisteredSample.Register(folder, new ModelRegistry(new FolderPlace(folder.Path("registry")), TimeProvider.System));
    }
}
