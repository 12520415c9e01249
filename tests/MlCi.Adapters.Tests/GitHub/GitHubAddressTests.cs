using MlCi.Adapters.GitHub;
using MlCi.Findings;

namespace MlCi.Adapters.Tests.GitHub;

public sealed class GitHubAddressTests
{
    [Theory]
    [InlineData(null, "https://api.github.com/repos/o/n/pulls", true)]
    [InlineData(null, "https://uploads.github.com/repos/o/n/releases/1/assets", true)]
    [InlineData(null, "https://github.com/o/n", false)]
    [InlineData(null, "https://api.github.com.evil.example/repos", false)]
    [InlineData(null, "http://api.github.com/repos", false)]
    [InlineData("https://ghe.example/api/v3", "https://ghe.example/api/v3/repos/o/n/pulls", true)]
    [InlineData("https://ghe.example/api/v3/", "https://ghe.example/api/uploads/repos/o/n", true)]
    [InlineData("https://ghe.example/api/v3", "https://ghe.example/_services/files/1", false)]
    [InlineData("https://api.corp.ghe.com", "https://uploads.corp.ghe.com/repos/o/n", true)]
    public void Token_IsForGitHubAlone(string? api, string address, bool isOwn) => Assert.Equal(isOwn, GitHubAddress.Parse(api, "o/n").IsOwn(new Uri(address)));

    [Theory]
    [InlineData("http://ghe.example/api/v3", "o/n", "GITHUB_API_URL: found http://ghe.example, expected https")]
    [InlineData("ghe.example", "o/n", "GITHUB_API_URL: found no address, or one with a name, password or query, expected one like https://api.github.com")]
    [InlineData("https://me:secret@ghe.example", "o/n", "GITHUB_API_URL: found no address, or one with a name, password or query, expected one like https://api.github.com")]
    [InlineData(null, null, "GITHUB_REPOSITORY: found '', expected owner/name")]
    [InlineData(null, "o/..", "GITHUB_REPOSITORY: found 'o/..', expected owner/name")]
    [InlineData(null, "o/n/x", "GITHUB_REPOSITORY: found 'o/n/x', expected owner/name")]
    public void WrongAddress_IsRefused(string? api, string? repository, string message)
    {
        FaultException e = Assert.Throws<FaultException>(() => GitHubAddress.Parse(api, repository));

        Assert.Equal((ExitCodes.Misconfigured, message), (e.ExitCode, e.Message));
    }

    [Fact]
    public void EveryFault_IsTold() => Assert.Equal(2, Assert.Throws<FaultException>(() => GitHubAddress.Parse("ftp://x", "x")).Faults.Count);

    [Theory]
    [InlineData("POST", "check-runs", null, "checks: write")]
    [InlineData("GET", "commits/1/check-runs", null, "checks: read")]
    [InlineData("POST", "statuses/1", null, "statuses: write")]
    [InlineData("POST", "deployments/1/statuses", null, "deployments: write")]
    [InlineData("GET", "pulls/7/files", null, "pull-requests: read")]
    [InlineData("POST", "issues/7/comments", null, "pull-requests: write")]
    [InlineData("GET", "actions/artifacts/1/zip", null, "actions: read")]
    [InlineData("POST", "releases", null, "contents: write")]
    [InlineData("PUT", "branches/main/protection", null, "administration: write")]
    [InlineData("POST", "issues/7/comments", "issues=write; pull_requests=write", "issues: write or pull-requests: write")]
    [InlineData("POST", "releases", "contents=write,workflows=write", "contents: write, workflows: write")]
    [InlineData("POST", "check-runs", "<script>", "checks: write")]
    public void Permission_IsThatOfTheRequest(string method, string path, string? told, string permission) =>
        Assert.Equal(permission, GitHubPermission.Of(new HttpMethod(method), GitHubAddress.Parse(null, "o/n").InRepository(path), told));
}
