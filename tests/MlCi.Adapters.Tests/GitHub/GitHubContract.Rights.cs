using MlCi.Adapters.GitHub;
using MlCi.Testing.GitHub;

namespace MlCi.Adapters.Tests.GitHub;

public abstract partial class GitHubContract
{
    private GitHubApp App => new("MLCI_GITHUB_APP_ID", FakeGitHub.AppId, FakeGitHub.Installation, Fake.AppKey);

    [Fact]
    public void Author_IsWhomTheTokenIsOf()
    {
        Assert.Equal(FakeGitHub.Job, Site.Client().Author());
        Assert.Equal(FakeGitHub.Person, Site.Client(new GitHubToken("MLCI_GITHUB_TOKEN", FakeGitHub.PersonToken)).Author());
        Assert.Equal($"{FakeGitHub.AppSlug}[bot]", Site.Client(App).Author());
    }

    [Fact]
    public void App_WritesUnderItsName()
    {
        IGitHub client = Site.Client(App);

        Assert.Equal(client.Author(), client.CreateComment(7, "text").Author);
        client.ListComments(7);
        Assert.Equal(1, Fake.Count("apps/create-installation-access-token"));
    }

    [Fact]
    public void TokenOfAnApp_IsRenewedBeforeItEndsAndWhenItIsRefused()
    {
        IGitHub client = Site.Client(App);
        client.ListComments(7);
        Site.PassTime(TimeSpan.FromMinutes(56));
        client.ListComments(7);
        Assert.Equal(2, Fake.Count("apps/create-installation-access-token"));

        Fake.Revoke();
        client.ListComments(7);
        Assert.Equal(3, Fake.Count("apps/create-installation-access-token"));
    }

    [Fact]
    public void WrongInstallation_IsAFaultAndNoAbsence()
    {
        string message = GitHubSite.MessageOf(() => Site.Client(App with { Installation = "1" }).ReadRelease("v1"));

        Assert.Contains("found 404 NotFound (Not Found) as answer to POST app/installations/1/access_tokens, expected the app of MLCI_GITHUB_APP_ID with that key to be known, and installed there", message, StringComparison.Ordinal);
    }
}
