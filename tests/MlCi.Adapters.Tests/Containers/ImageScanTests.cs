using System.Formats.Tar;
using System.Text;
using MlCi.Adapters.Containers;
using MlCi.Findings;

namespace MlCi.Adapters.Tests.Containers;

/// <summary>Secrets in an image, and what makes it easy to attack. Tokens are put together here, so that this file holds none.</summary>
public sealed class ImageScanTests : IDisposable
{
    private const string Mixed = "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hJ6kM9nP2rS5uV8xA1cD4fG7iL0oQ3t";
    private static readonly string Letters = string.Concat(Enumerable.Range(0, 34).Select(i => (char)((i % 2 == 0 ? 'a' : 'A') + (i * 7) % 26)));
    private static readonly Dictionary<string, string> None = [];

    private readonly ScannedSample image = new();

    public void Dispose() => image.Dispose();

    public static TheoryData<string, string> Shapes() => new()
    {
        { "private-key", $"-----BEGIN RSA PRIVATE KEY-----\n{Mixed}\n" },
        { "private-key", $"-----BEGIN OPENSSH PRIVATE KEY-----\r\n{Mixed}\r\n" },
        { "private-key", $"\"private_key\": \"-----BEGIN PRIVATE KEY-----\\n{Mixed}\\n\"" },
        { "private-key", $"-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n{Mixed}\n" },
        { "aws-access-key", "AKIA" + "Q3ZXV7BNM2LKJ5HG" },
        { "github-token", "ghp_" + Mixed[..36] },
        { "github-token", "github_pat_" + (Mixed + Mixed)[..82] },
        { "gitlab-token", "glpat-" + Mixed[..20] },
        { "slack-token", "xoxb-" + "123456789012-123456789012-" + Mixed[..24] },
        { "slack-webhook", "https://hooks.slack.com/" + "services/T01234567/B01234567/" + Mixed[..24] },
        { "google-api-key", "AIza" + Mixed[..35] },
        { "google-client-secret", "GOCSPX-" + Mixed[..28] },
        { "azure-storage-key", "AccountKey=" + (Mixed + Mixed)[..86] + "==" },
        { "npm-token", "npm_" + Mixed[..36] },
        { "pypi-token", "pypi-AgE" + Mixed },
        { "huggingface-token", "hf_" + Letters },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Secret_IsFoundByItsShape_AndNeverShown(string rule, string secret)
    {
        image.Layer(("app/settings.txt", $"key: '{secret}';\n"));

        Finding found = Assert.Single(Scan());

        Assert.Equal(($"secret:{rule}", true), (found.Rule, found.Blocks));
        Assert.Matches("^image layer 1 of 1 \\(sha256:[0-9a-f]{12}\\), app/settings.txt$", found.File);
        Assert.DoesNotContain(secret, found.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("bC0eF3", found.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUFADBaMQswCQYDVQQGEwJJ\n-----END CERTIFICATE-----")]
    [InlineData("-----BEGIN PRIVATE KEY-----\0-----BEGIN PUBLIC KEY-----\0%s")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\n...\n-----END RSA PRIVATE KEY-----")]
    [InlineData("AKIA" + "IOSFODNN7EXAMPLE")]
    [InlineData("ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    [InlineData("export HF_TOKEN=hf_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    [InlineData("AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==")]
    [InlineData("the function sighp_abcdefghijklmnopqrstuvwxyz0123456789ABCD")]
    public void WhatEverybodyMayRead_IsNoSecret(string text)
    {
        image.Layer(("app/text.txt", text));

        Assert.Empty(Scan());
    }

    [Theory]
    [InlineData("usr/share/doc/tool/README", true)]
    [InlineData("usr/lib/python3/dist-packages/tornado/test/test.key", true)]
    [InlineData("app/.venv/lib/python3.11/site-packages/huggingface_hub-0.2.dist-info/METADATA", true)]
    [InlineData("app/tests/test.key", false)]
    [InlineData("usr/lib/python3/dist-packages/company/settings.py", false)]
    public void KeysOfPackagesOwnTests_ArePublic(string path, bool isPublic)
    {
        image.Layer((path, $"-----BEGIN PRIVATE KEY-----\n{Mixed}\n"));

        Assert.Equal(isPublic ? 0 : 1, Scan().Count);
    }

    [Fact]
    public void SecretThatALaterLayerHides_IsFoundAllTheSame()
    {
        image.Layer(("app/key", "ghp_" + Mixed[..36])).Layer(("app/.wh.key", ""));

        Assert.Contains("a later layer hides it, but whoever pulls the image has it", Assert.Single(Scan()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("base64")]
    [InlineData("public")]
    [InlineData("wide")]
    public void ValueOfTheEnvironment_IsFoundWhereverItStands(string form)
    {
        const string Secret = "correct-horse-battery-staple";
        string text = form switch
        {
            "base64" => $"{{\"x\":\"{Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret))}\"}}",
            "wide" => "x" + Encoding.Latin1.GetString(Encoding.Unicode.GetBytes($"token {Secret} end")),
            _ => $"x{Secret}y",
        };
        image.Layer((form == "public" ? "usr/share/doc/readme" : form == "wide" ? "app/program.dll" : "app/model.bin", text));

        Finding found = Assert.Single(Scan(new() { ["REGISTRY_TOKEN"] = Secret }));

        Assert.Contains("found the value of the variable REGISTRY_TOKEN", found.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, found.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData((1 << 18) - 1)]
    [InlineData((1 << 18) - 20)]
    [InlineData((1 << 18) - 1025)]
    [InlineData(1 << 18)]
    [InlineData((1 << 19) - 3)]
    public void SecretOnTheEdgeOfWhatIsReadAtATime_IsFound(int at)
    {
        image.Layer(("app/model.bin", new string('\n', at) + "ghp_" + Mixed[..36] + new string('\n', 5000)));

        Assert.Equal("secret:github-token", Assert.Single(Scan()).Rule);
    }

    [Theory]
    [InlineData("root/.docker/config.json", """{"auths":{"https://ghcr.io":{"auth":"dXNlcjpwYXNz"}}}""", "docker-config")]
    [InlineData("root/.docker/config.json", """{"credsStore":"pass","auths":{}}""", null)]
    [InlineData("app/.npmrc", "//registry.npmjs.org/:_authToken=abcdef123456", "npmrc")]
    [InlineData("app/.npmrc", "//registry.npmjs.org/:_authToken=${NPM_TOKEN}\nregistry=https://r/", null)]
    [InlineData("root/.netrc", "machine api.example.com login ana password hunter22", "netrc")]
    [InlineData("root/.pypirc", "[pypi]\nusername = __token__\npassword = pypi", "pypirc")]
    [InlineData("etc/pip.conf", "[global]\nindex-url = https://ana:hunter22@pypi.example.com/simple", "pip-config")]
    [InlineData("etc/pip.conf", "[global]\nindex-url = https://pypi.example.com/simple", null)]
    [InlineData("root/.git-credentials", "https://ana:hunter22@github.com", "git-credentials")]
    [InlineData("app/.git/config", "[remote \"origin\"]\n\turl = https://github.com/a/b", null)]
    [InlineData("root/.aws/credentials", "[default]\naws_secret_access_key = abcdefghij", "aws-credentials")]
    [InlineData("app/NuGet.Config", """<add key="ClearTextPassword" value="hunter22" />""", "nuget-config")]
    [InlineData("app/nuget.config", """<add key="ClearTextPassword" value="%FEED_PASSWORD%" />""", null)]
    [InlineData("app/.env", "DEBUG=1\nDB_PASSWORD=hunter22\n", "dotenv")]
    [InlineData("app/.env.production", "export API_KEY='a1b2c3d4'\n", "dotenv")]
    [InlineData("app/.env.example", "DB_PASSWORD=hunter22\n", null)]
    [InlineData("app/.env", "DB_PASSWORD=${DB_PASSWORD}\nTOKEN=changeme\n", null)]
    [InlineData("root/.ssh/id_rsa", "anything", "ssh-key")]
    [InlineData("root/.ssh/id_rsa.pub", "ssh-rsa AAAA", null)]
    [InlineData("app/server.pfx", "0", "key-store")]
    [InlineData("root/.kube/config", "users:\n- user:\n    token: abcdef123\n", "kube-config")]
    [InlineData("app/appsettings.json", """{"Jwt":{},"JwtSecret":"0f8fad5bd9cb469fa165"}""", "signing-secret")]
    [InlineData("app/appsettings.json", """{"JwtSecret":"${JWT_SECRET}","jwtKeyRotation":"daily"}""", null)]
    public void FilesOfCredentials_AreReadByTheirNames(string path, string content, string? rule)
    {
        image.Layer((path, content));

        Assert.Equal(rule is null ? [] : [$"secret:{rule}"], Scan().Select(finding => finding.Rule));
    }

    [Fact]
    public void SecretInTheConfig_IsFound()
    {
        image.Layer(("a", ""));

        Finding found = Assert.Single(Scan(config: """{"User":"1654","Labels":{"a":"b"},"Env":["TOKEN=ghp_SECRET"]}""".Replace("SECRET", Mixed[..36], StringComparison.Ordinal)));

        Assert.Equal("image config", found.File);
    }

    [Fact]
    public void HardImage_HasNoFindings_AndASoftOneEveryKind()
    {
        image.Layer(writer =>
        {
            writer.WriteEntry(ScannedSample.Entry("etc/passwd", "root:x:0:0:root:/root:/bin/sh\nadmin:x:0:0::/:\n"));
            writer.WriteEntry(ScannedSample.Entry("usr/bin/su", "x", (UnixFileMode)0b100_111_101_101));
            writer.WriteEntry(ScannedSample.Of(TarEntryType.SymbolicLink, "bin/sh", "dash"));
            writer.WriteEntry(ScannedSample.Entry("usr/bin/apt-get", "x", (UnixFileMode)0b111_101_101));
            writer.WriteEntry(ScannedSample.Entry("app/open", "x", (UnixFileMode)0b110_110_110));
            writer.WriteEntry(ScannedSample.Of(TarEntryType.Directory, "tmp", mode: (UnixFileMode)0b001_111_111_111));
            writer.WriteEntry(ScannedSample.Entry("tmp/open", "x", (UnixFileMode)0b110_110_110));
            writer.WriteEntry(ScannedSample.Of(TarEntryType.CharacterDevice, "dev/mem"));
        });

        string[] messages = [.. Scan(config: """{"User":"admin"}""").Select(finding => finding.Message)];

        Assert.Equal(
            [
                "image: found user 'admin', which is root, expected a user other than root, such as 1654",
                "image: found a shell: bin/sh, expected no shell",
                "image: found a package manager: usr/bin/apt-get, expected no package manager",
                "image: found a file that runs as its owner or group: usr/bin/su, expected no bits for setuid and setgid",
                "image: found a device node: dev/mem, expected no device nodes",
                "image: found a file that anybody may write: app/open, expected none outside tmp and var/tmp",
                "image: found no labels, expected org.opencontainers.image.revision and others, which say what it was made of",
            ], messages);
    }

    [Theory]
    [InlineData("1654", false)]
    [InlineData("1654:0", false)]
    [InlineData("app", false)]
    [InlineData("", true)]
    [InlineData("0", true)]
    [InlineData("00:1", true)]
    [InlineData("root", true)]
    [InlineData("nobody-knows", true)]
    public void Root_IsToldByNameAndNumber(string user, bool isFound)
    {
        image.Layer(("etc/passwd", "root:x:0:0::/:\napp:x:1654:1654::/:\n"));

        IReadOnlyList<Finding> findings = Scan(config: """{"User":"USER","Labels":{"a":"b"}}""".Replace("USER", user, StringComparison.Ordinal));

        Assert.Equal(isFound ? ["hardening:root"] : [], findings.Select(finding => finding.Rule));
    }

    [Fact]
    public void SoftImageOfADockerfile_IsWarnedOf_ButItsSecretsBlock()
    {
        image.Layer(("bin/x", "ghp_" + Mixed[..36]));

        IReadOnlyList<Finding> findings = ImageScan.Read(image.Build("""{"Labels":{"a":"b"}}"""), None).Findings(isWrittenHere: false);

        Assert.Equal([("secret:github-token", true), ("hardening:root", true)], findings.Select(finding => (finding.Rule, finding.Blocks)));
    }

    [Theory]
    [InlineData("GH_TOKEN", "abcdefghijklmnopqrstuv", true)]
    [InlineData("GH_TOKEN", "abc12345", true)]
    [InlineData("GH_TOKEN", "short1", false)]
    [InlineData("GH_TOKEN", "disabled", false)]
    [InlineData("GH_TOKEN", "/", false)]
    [InlineData("STAGE", "abc12345", false)]
    [InlineData("PASSED", "abc12345", true)]
    public void HeldSecrets_AreThoseThatNamesOrThePipelineTell(string name, string value, bool isSecret) =>
        Assert.Equal(isSecret, HeldSecrets.Of(new Dictionary<string, string> { [name] = value }, ["PASSED"]).ContainsKey(name));

    private IReadOnlyList<Finding> Scan(Dictionary<string, string>? secrets = null, string? config = null) =>
        ImageScan.Read(config is null ? image.Build() : image.Build(config), secrets ?? None).Findings(isWrittenHere: true);
}
