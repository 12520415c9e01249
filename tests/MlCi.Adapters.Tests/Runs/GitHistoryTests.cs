using MlCi.Adapters.Runs;

namespace MlCi.Adapters.Tests.Runs;

public sealed class GitHistoryTests
{
    [Theory]
    [InlineData("https://github.com/o/r.git", "https://github.com/o/r.git")]
    [InlineData("https://ana:ghp_secret@github.com/o/r.git", "https://github.com/o/r.git")]
    [InlineData("https://x-access-token:t@host.example:8443/o/r", "https://host.example:8443/o/r")]
    [InlineData("https://host.example/o/r?token=t#x", "https://host.example/o/r")]
    [InlineData("ssh://git@github.com/o/r.git", "ssh://github.com/o/r.git")]
    [InlineData("ssh://git@github.com:2222/o/r.git", "ssh://github.com:2222/o/r.git")]
    [InlineData("git@github.com:o/r.git", "github.com:o/r.git")]
    [InlineData("/srv/git/r.git", null)]
    [InlineData("../r", null)]
    [InlineData("file:///srv/git/r.git", null)]
    [InlineData(@"C:\git\r", null)]
    public void Source_HasNoCredentials_AndIsNoPathOfThisMachine(string url, string? expected) => Assert.Equal(expected, GitHistory.WithoutCredentials(url));
}
