using MlCi.Adapters.Registry.Remote;

namespace MlCi.Adapters.Tests.Registry.Remote;

public sealed class AuthenticationChallengeTests
{
    private static string Shown(string header) => string.Join(
        " | ", AuthenticationChallenge.ParseAll(header).Select(one => $"{one.Scheme} {string.Join("; ", one.Parameters.Select(pair => $"{pair.Key}={pair.Value}"))}".TrimEnd()));

    [Theory]
    [InlineData("", "")]
    [InlineData("Basic", "basic")]
    [InlineData("Basic realm=\"registry\"", "basic realm=registry")]
    [InlineData("Bearer realm=\"https://auth.docker.io/token\",service=\"registry.docker.io\",scope=\"repository:a/b:pull,push repository:c:pull\"", "bearer realm=https://auth.docker.io/token; service=registry.docker.io; scope=repository:a/b:pull,push repository:c:pull")]
    [InlineData("bearer Realm = \"x\" , SERVICE=y", "bearer realm=x; service=y")]
    [InlineData("Negotiate, Basic realm=\"a \\\"quoted\\\" one\", charset=\"UTF-8\"", "negotiate | basic realm=a \"quoted\" one; charset=UTF-8")]
    [InlineData("Bearer realm=\"one\",realm=\"two\"", "bearer realm=one")]
    [InlineData("Bearer realm=\"never ends", "bearer realm=never ends")]
    [InlineData("Bearer realm=\"ends in a backslash\\", "bearer realm=ends in a backslash\\")]
    [InlineData("Bearer =x, ä", "bearer")]
    public void Header_IsReadAsItIs(string header, string shown) => Assert.Equal(shown, Shown(header));
}
