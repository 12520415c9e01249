using MlCi.Adapters.Snapshots;

namespace MlCi.Adapters.Tests.Snapshots;

public sealed class NetrcFileTests
{
    [Theory]
    [InlineData("machine host login me password pw", "me:pw")]
    [InlineData("machine other login a password b\nmachine HOST\n\tlogin me\n\tpassword pw\n", "me:pw")]
    [InlineData("machine host login me password pw machine other login a password b", "me:pw")]
    [InlineData("machine host account x login me password pw\ndefault login c password d", "me:pw")]
    [InlineData("# machine host login no password no\nmachine host login me password pw", "me:pw")]
    [InlineData("default login me password pw", null)]
    [InlineData("machine host login me", null)]
    [InlineData("machine host.other login me password pw", null)]
    [InlineData("machine host", null)]
    [InlineData("", null)]
    public void Login_IsThatOfTheHost(string text, string? login) =>
        Assert.Equal(login, NetrcFile.Find(text, "host") is var (name, password) ? $"{name}:{password}" : null);
}
