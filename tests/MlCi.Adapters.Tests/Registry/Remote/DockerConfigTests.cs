using System.Text;
using MlCi.Adapters.Registry.Remote;
using MlCi.Findings;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Registry.Remote;

public sealed class DockerConfigTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<string> asked = [];

    public void Dispose() => folder.Dispose();

    private static string Auth(string login) => Convert.ToBase64String(Encoding.UTF8.GetBytes(login));

    private RegistryCredential? Find(string json, string host = "ghcr.io", string? answers = null)
    {
        folder.Write("config.json", json);
        return new DockerConfig(folder.Root).Find(host, (helper, server) =>
        {
            asked.Add($"{helper} {server}");
            return answers is null || !$"{helper} {server}".Contains(answers, StringComparison.Ordinal) ? null : new RegistryCredential(helper) { User = "u", Password = "p" };
        });
    }

    [Fact]
    public void NoFile_IsNoCredential() => Assert.Null(new DockerConfig(folder.Path("none")).Find("ghcr.io", (_, _) => null));

    [Theory]
    [InlineData("ghcr.io", "ghcr.io")]
    [InlineData("https://ghcr.io", "ghcr.io")]
    [InlineData("https://ghcr.io/v2/", "ghcr.io")]
    [InlineData("host:5000", "host:5000")]
    [InlineData("https://index.docker.io/v1/", "docker.io")]
    public void Login_IsFoundByItsHost(string name, string host)
    {
        RegistryCredential? found = Find($$$$"""{"auths":{"other":{},"{{{{name}}}}":{"auth":"{{{{Auth("me:pass:word")}}}}"}}}""", host);

        Assert.Equal(("me", "pass:word", folder.Path("config.json")), (found?.User, found?.Password, found?.Source));
        Assert.DoesNotContain("pass:word", found!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ghcr.io.evil.org")]
    [InlineData("evil.org")]
    [InlineData("ghcr.io:5000")]
    [InlineData("io")]
    public void AnotherHost_GetsNothing(string host) => Assert.Null(Find($$$$"""{"auths":{"ghcr.io":{"auth":"{{{{Auth("me:x")}}}}"}}}""", host));

    [Fact]
    public void IdentityToken_IsToBeExchanged() => Assert.Equal("t0ken", Find($$$$"""{"auths":{"ghcr.io":{"auth":"{{{{Auth("me:")}}}}","identitytoken":"t0ken"}}}""")!.IdentityToken);

    [Fact]
    public void HelperOfTheHost_ComesFirst_ThenTheStore_ThenTheFile()
    {
        string json = $$$$"""{"credHelpers":{"gcr.io":"gcloud"},"credsStore":"desktop","auths":{"ghcr.io":{"auth":"{{{{Auth("me:x")}}}}"},"gcr.io":{}}}""";

        Assert.Equal("gcloud", Find(json, "gcr.io", "gcloud")!.Source);
        Assert.Equal("desktop", Find(json, "ghcr.io", "desktop")!.Source);
        Assert.Equal("me", Find(json)!.User);
        Assert.Equal(["gcloud gcr.io", "desktop ghcr.io", "desktop ghcr.io", "desktop https://ghcr.io"], asked);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"auths\":{\"ghcr.io\":{\"auth\":\"s3cret!\"}}}")]
    [InlineData("{\"auths\":{\"ghcr.io\":{\"auth\":\"czNjcmV0\"}}}")]
    [InlineData("{\"auths\":[\"s3cret!\"]}")]
    [InlineData("{\"auths\":{\"ghcr.io\":{\"auth\":5}}}")]
    public void FileThatCannotBeRead_IsAFault_WithoutItsText(string json)
    {
        FaultException fault = Assert.Throws<FaultException>(() => Find(json));

        Assert.Equal(ExitCodes.Misconfigured, fault.ExitCode);
        Assert.StartsWith($"{folder.Path("config.json")}: found a file that cannot be read as Docker's config.json", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", fault.Message, StringComparison.Ordinal);
    }
}
