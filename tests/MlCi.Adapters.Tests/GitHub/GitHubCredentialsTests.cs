using System.Security.Cryptography;
using MlCi.Adapters.GitHub;
using MlCi.Findings;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.GitHub;

public sealed class GitHubCredentialsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, string> environment = new(StringComparer.Ordinal);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void TokenOfMlCi_ComesBeforeTheJobs()
    {
        (environment["GITHUB_TOKEN_FILE"], environment["GITHUB_TOKEN"], environment["MLCI_GITHUB_TOKEN"]) = (folder.Write("token", "of-file\n"), "of-job", "of-mlci");
        Assert.Equal(new GitHubToken("MLCI_GITHUB_TOKEN", "of-mlci"), Find());

        environment.Remove("MLCI_GITHUB_TOKEN");
        Assert.Equal(new GitHubToken("GITHUB_TOKEN", "of-job"), Find());

        environment["GITHUB_TOKEN"] = "";
        Assert.Equal(new GitHubToken("GITHUB_TOKEN_FILE", "of-file"), Find());
    }

    [Fact]
    public void App_ComesBeforeTheJobsToken()
    {
        using RSA key = RSA.Create(2048);
        (environment["GITHUB_TOKEN"], environment["MLCI_GITHUB_APP_ID"], environment["MLCI_GITHUB_INSTALLATION_ID"]) = ("of-job", "1", "2");
        environment["MLCI_GITHUB_APP_KEY_FILE"] = folder.Write("key.pem", key.ExportPkcs8PrivateKeyPem());

        GitHubApp app = Assert.IsType<GitHubApp>(Find());
        Assert.Equal(("1", "2"), (app.App, app.Installation));
        Assert.DoesNotContain("PRIVATE", app.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatAnAppLacks_IsToldAtOnce()
    {
        (environment["MLCI_GITHUB_APP_ID"], environment["MLCI_GITHUB_APP_KEY_FILE"]) = ("x", folder.Write("key.pem", "no key"));

        FaultException e = Assert.Throws<FaultException>(Find);

        Assert.Equal(ExitCodes.Misconfigured, e.ExitCode);
        Assert.Equal(
            [
                "MLCI_GITHUB_APP_ID: found 'x', expected a number, as a GitHub App has one",
                "MLCI_GITHUB_INSTALLATION_ID: found '', expected a number, as a GitHub App has one",
                $"MLCI_GITHUB_APP_KEY_FILE: found no such key in {environment["MLCI_GITHUB_APP_KEY_FILE"]}, expected an RSA private key in PEM form, as GitHub gives it",
            ],
            e.Faults.Select(fault => fault.Message));
    }

    [Theory]
    [InlineData("GITHUB_TOKEN", "two words")]
    [InlineData("MLCI_GITHUB_TOKEN", "line\nbreak")]
    public void WhatIsNoToken_IsRefusedWithoutBeingNamed(string name, string value)
    {
        environment[name] = value;

        FaultException e = Assert.Throws<FaultException>(Find);

        Assert.Contains($"{name}: found what is no token", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(value, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NoToken_SaysWhereOneMayBe() => Assert.Contains("expected one in MLCI_GITHUB_TOKEN, GITHUB_TOKEN", Assert.Throws<FaultException>(Find).Message, StringComparison.Ordinal);

    [Fact]
    public void FileThatIsMissing_IsAFault()
    {
        environment["GITHUB_TOKEN_FILE"] = folder.Path("none");

        Assert.StartsWith("GITHUB_TOKEN_FILE: found ", Assert.Throws<FaultException>(Find).Message, StringComparison.Ordinal);
    }

    private GitHubCredential Find() => GitHubCredentials.Find(environment.GetValueOrDefault);
}
