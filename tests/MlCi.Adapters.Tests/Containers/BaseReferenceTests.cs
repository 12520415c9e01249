using MlCi.Adapters.Containers;
using MlCi.Findings;

namespace MlCi.Adapters.Tests.Containers;

public sealed class BaseReferenceTests
{
    private const string Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("mcr.microsoft.com/dotnet/runtime-deps:10.0@" + Digest, "mcr.microsoft.com", "dotnet/runtime-deps", "10.0", false)]
    [InlineData("ghcr.io/acme/base@" + Digest, "ghcr.io", "acme/base", null, false)]
    [InlineData("localhost:5000/base@" + Digest, "localhost:5000", "base", null, true)]
    [InlineData("127.0.0.1:5000/a/b:v1@" + Digest, "127.0.0.1:5000", "a/b", "v1", true)]
    public void Registry_IsHostRepositoryAndTag(string text, string host, string repository, string? tag, bool isPlain)
    {
        BaseReference.OfRegistry read = Assert.IsType<BaseReference.OfRegistry>(BaseReference.Parse(text, place: null));

        Assert.Equal((host, repository, tag, isPlain, Digest), (read.Address.Host, read.Repository, read.Tag, read.Address.IsPlain, read.Digest));
        Assert.Equal(text, read.Pinned);
    }

    [Theory]
    [InlineData("oci:base@" + Digest, "base", null)]
    [InlineData("oci:../bases/slim:v1@" + Digest, "../bases/slim", "v1")]
    [InlineData("oci:/srv/bases/slim:v1", "/srv/bases/slim", "v1")]
    public void Layout_IsFolderAndTag(string text, string folder, string? tag)
    {
        BaseReference.OfLayout read = Assert.IsType<BaseReference.OfLayout>(BaseReference.Parse(text, place: null));

        Assert.Equal((folder, tag), (read.Folder, read.Tag));
        Assert.Equal(text, read.Pinned);
    }

    [Theory]
    [InlineData("debian", null)]
    [InlineData("debian@" + Digest, Digest)]
    public void Debian_MayBePinned(string text, string? digest) =>
        Assert.Equal(new BaseReference.OfDebian(digest), BaseReference.Parse(text, place: null));

    [Theory]
    [InlineData("")]
    [InlineData("ubuntu")]
    [InlineData("debian:12")]
    [InlineData("library/debian@" + Digest)]
    [InlineData("ghcr.io/acme/base@sha256:12")]
    [InlineData("ghcr.io/acme/base@sha512:" + Digest)]
    [InlineData("ghcr.io/Acme/base@" + Digest)]
    [InlineData("ghcr.io/../base@" + Digest)]
    [InlineData("https://ghcr.io/acme/base@" + Digest)]
    [InlineData("oci:@" + Digest)]
    [InlineData("oci:base image@" + Digest)]
    public void SomethingElse_IsRefused(string text)
    {
        FaultException fault = Assert.Throws<FaultException>(() => BaseReference.Parse(text, new SourcePlace("pipeline.yml", 7)));

        Assert.Equal(ExitCodes.Misconfigured, fault.ExitCode);
        Assert.Contains($"found '{text}' as base, expected registry/name", fault.Message, StringComparison.Ordinal);
        Assert.Contains("pipeline.yml:7", fault.Message, StringComparison.Ordinal);
    }
}
