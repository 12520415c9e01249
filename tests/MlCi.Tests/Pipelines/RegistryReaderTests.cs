using MlCi.Findings;
using MlCi.Pipelines;

namespace MlCi.Tests.Pipelines;

public sealed class RegistryReaderTests
{
    private const string Expected = "expected host[:port]/namespace, such as ghcr.io/acme/models, or folder for .mlci/registry";

    private static RegistrySetting Read(string yaml) => PipelineFile.Read(Sample.And(yaml), "pipeline.yml", "telco").Registry;

    [Fact]
    public void NothingSaid_IsTheFolder()
    {
        Assert.Equal(RegistrySetting.None, Read("seed: 1"));
        Assert.Equal(RegistrySetting.None, Read("registry: folder"));
    }

    [Theory]
    [InlineData("ghcr.io/acme/models", "ghcr.io", "acme/models", false)]
    [InlineData("https://ghcr.io/acme", "ghcr.io", "acme", false)]
    [InlineData("oci://GHCR.io/acme/", "ghcr.io", "acme", false)]
    [InlineData("registry.acme.org:5000/a/b-c/d_e", "registry.acme.org:5000", "a/b-c/d_e", false)]
    [InlineData("http://registry.acme.org/a", "registry.acme.org", "a", true)]
    [InlineData("localhost:5000/a", "localhost:5000", "a", true)]
    [InlineData("127.0.0.1:5000/a", "127.0.0.1:5000", "a", true)]
    [InlineData("[::1]:5000/a", "[::1]:5000", "a", true)]
    [InlineData("https://127.0.0.1:5000/a", "127.0.0.1:5000", "a", false)]
    [InlineData("127.0.0.1.acme.org/a", "127.0.0.1.acme.org", "a", false)]
    public void Address_IsHostAndNamespace(string text, string host, string space, bool isPlain) =>
        Assert.Equal(new RegistryAddress(host, space, isPlain), Read($"registry: \"{text}\"").Address);

    [Theory]
    [InlineData("acme/models", "found acme/models, which names no host")]
    [InlineData("ghcr.io", "found ghcr.io, which names no namespace of lower-case letters and digits, parted by '/', '.', '_' or '-'")]
    [InlineData("ghcr.io/Acme", "found ghcr.io/Acme, which names no namespace of lower-case letters and digits, parted by '/', '.', '_' or '-'")]
    [InlineData("ghcr.io/../x", "found ghcr.io/../x, which names no namespace of lower-case letters and digits, parted by '/', '.', '_' or '-'")]
    [InlineData("ghcr.io/a?x=y", "found ghcr.io/a?x=y, which names no namespace of lower-case letters and digits, parted by '/', '.', '_' or '-'")]
    [InlineData("https://me:s3cret@ghcr.io/a", "found an address with a name or password in it")]
    [InlineData("ghcr.io:99999/a", "found ghcr.io:99999/a, which names no host")]
    [InlineData("ftp://ghcr.io/a", "found ftp://ghcr.io/a, which names no host")]
    public void WrongAddress_IsAFault(string text, string found) =>
        Assert.Equal($"13:11: {found} for 'registry', {Expected}", Sample.Faults(Sample.And($"registry: \"{text}\"")));

    [Fact]
    public void Lock_IsAnExecutable_OrOneWithArguments()
    {
        Assert.Equal(["ci/lock"], Read("registry: {address: ghcr.io/a, lock: ci/lock}").Lock);
        Assert.Equal(["python3", "ci/lock.py"], Read("registry: {address: ghcr.io/a, lock: [python3, ci/lock.py]}").Lock);
    }

    [Theory]
    [InlineData("registry: {lock: x}", "found no 'registry.address'")]
    [InlineData("registry: {address: ghcr.io/a, lock: []}", "found an empty 'registry.lock'")]
    [InlineData("registry: {address: ghcr.io/a, lock: {a: b}}", "for 'registry.lock', expected an executable, or a list of one and its arguments")]
    [InlineData("registry: {address: ghcr.io/a, look: x}", "found unknown key 'registry.look'")]
    [InlineData("registry: [ghcr.io/a]", "for 'registry', expected an address")]
    public void WrongMapping_IsAFault(string lines, string fault) => Assert.Contains(fault, Sample.Faults(Sample.And(lines)), StringComparison.Ordinal);

    [Fact]
    public void RegistryAlone_IsReadOutOfAPipelineThatIsBeingWritten()
    {
        Assert.Equal("acme", RegistryReader.Read("registry: ghcr.io/acme\ntask: nonsense\n", "pipeline.yml").Address!.Namespace);
        Assert.Equal(ExitCodes.Misconfigured, Assert.Throws<FaultException>(() => RegistryReader.Read("registry: acme\n", "pipeline.yml")).ExitCode);
    }

    [Theory]
    [InlineData("oci://ghcr.io/acme/models/data", "ghcr.io/acme/models", "data", null, null, false)]
    [InlineData("oci://127.0.0.1:5000/a/data:v1", "127.0.0.1:5000/a", "data", "v1", null, true)]
    [InlineData("registry://ghcr.io/a/b:v1@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "ghcr.io/a", "b", "v1", "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", false)]
    public void Reference_NamesARepository(string text, string place, string name, string? tag, string? digest, bool isPlain)
    {
        Assert.Null(RegistryReference.Parse(text, out RegistryReference? reference));
        Assert.Equal((place, name, tag, digest, isPlain), (reference!.Address.Shown, reference.Repository, reference.Tag, reference.Digest, reference.Address.IsPlain));
    }

    [Theory]
    [InlineData("oci://ghcr.io/data")]
    [InlineData("oci://ghcr.io/a/B")]
    [InlineData("oci://ghcr.io/a/b@sha256:12")]
    [InlineData("oci://me@ghcr.io/a/b")]
    [InlineData("oci://ghcr.io/a/b?x")]
    [InlineData("https://ghcr.io/a/b")]
    public void WrongReference_IsNone(string text) => Assert.NotNull(RegistryReference.Parse(text, out _));
}
