using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using MlCi.Adapters.Registry;
using MlCi.Adapters.Storage;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Promotion;
using MlCi.Testing;

namespace MlCi.Cli.Tests;

/// <summary><c>mlci attest</c> and <c>mlci verify</c>.</summary>
[Collection(ConsoleTests.Name)]
public sealed class AttestationCommandTests : IDisposable
{
    private readonly TinyRepository repository = new();
    private readonly RegisteredModel model;
    private readonly string privateKey;
    private readonly string publicKey;

    public AttestationCommandTests()
    {
        repository.Write("out/weights.json", "weights");
        repository.Write("out.csv", "row_id,score\n0,0.5\n");
        string holdout = Digest.OfText("holdout");
        string report = $$$"""{"schemaVersion":1,"verdict":"passed","digests":{"model":"{{{FileDigests.OfFolder(repository.Path("out"))}}}","holdout":"{{{holdout}}}"}}""";
        var registry = new ModelRegistry(new FolderPlace(RegistryPlaces.FolderOf(repository.Root)), TimeProvider.System);
        model = registry.Register(
            TinyRepository.Pipeline,
            new ModelContents
            {
                ModelFolder = repository.Path("out"),
                SchemaFile = repository.Path("pipelines/tiny/schema.json"),
                PipelineFile = repository.Path("pipelines/tiny/pipeline.yml"),
                Predictions = new Dictionary<string, string>(StringComparer.Ordinal) { [holdout] = repository.Path("out.csv") },
            },
            Encoding.UTF8.GetBytes(report));
        registry.Promote(TinyRepository.Pipeline, null, Alias.Production, "ana", "first release");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        repository.Write("ci.key", key.ExportPkcs8PrivateKeyPem());
        repository.Write("ci.pub", key.ExportSubjectPublicKeyInfoPem());
        (privateKey, publicKey) = (repository.Path("ci.key"), repository.Path("ci.pub"));
    }

    public void Dispose() => repository.Dispose();

    [Fact]
    public void SignedModel_IsVerified_AndItsReferenceIsTheLastLine()
    {
        (int signed, string said, string faults) = Run("attest", "--key", privateKey);
        (int code, string output, string errors) = Run("verify", "production", "--key", publicKey, "--alias", "production", "--require", "signature,provenance,gate,record");

        Assert.Equal((ExitCodes.Passed, ""), (signed, faults));
        Assert.Matches($"^{model.Digest} of tiny: gate verdict and provenance signed by key sha256:[0-9a-f]{{12}}", said);
        Assert.True(code == ExitCodes.Passed, output + errors);
        string[] lines = output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(7, lines.Length);
        Assert.All(lines[..6], line => Assert.StartsWith("✓ ", line, StringComparison.Ordinal));
        Assert.Equal($"{repository.Path(".mlci/registry/tiny")}@{model.Digest}", lines[6]);
        Assert.Equal((ExitCodes.Passed, lines[6] + Environment.NewLine, ""), Run("verify", model.Digest, "--key", publicKey, "--quiet"));
    }

    [Fact]
    public void UnsignedModel_IsNotVerified_WhereAKeyIsTrusted()
    {
        repository.Edit("pipelines/tiny/pipeline.yml", "champion: optional", "champion: optional\nattest:\n  trust: [../../ci.pub]");

        (int code, string output, string errors) = Run("verify", "production");

        Assert.Equal(ExitCodes.Negative, code);
        Assert.Contains("✗ signature   found no gate verdict of this model and report that a trusted key has signed; mlci attest signs one", output, StringComparison.Ordinal);
        Assert.Contains("– provenance", output, StringComparison.Ordinal);
        Assert.DoesNotContain($"@{model.Digest}", output, StringComparison.Ordinal);
        Assert.Equal($"error {model.Digest} of tiny is not verified: signature; do not deploy it{Environment.NewLine}", errors);
        Assert.Empty(Run("verify", "production", "--quiet").Output);
    }

    [Fact]
    public void Json_SaysEverything()
    {
        (int code, string output, _) = Run("verify", "candidate", "--json");
        JsonNode json = JsonNode.Parse(output)!;

        Assert.Equal(ExitCodes.Passed, code);
        Assert.True((bool)json["verified"]!);
        Assert.Equal(model.Digest, (string?)json["digest"]);
        Assert.EndsWith("@" + model.Digest, (string?)json["deploy"], StringComparison.Ordinal);
        Assert.Equal(["passed", "passed", "passed", "not-checked", "not-checked", "passed"], json["checks"]!.AsArray().Select(check => (string?)check!["outcome"]));
    }

    [Fact]
    public void RegistryAlone_IsEnough()
    {
        Directory.Delete(repository.Path("pipelines"), recursive: true);

        Assert.Equal(ExitCodes.Passed, Run("verify", "production", "--pipeline", "tiny").ExitCode);
        Assert.Equal(ExitCodes.Misconfigured, Run("verify", "production", "--pipeline", "other").ExitCode);
    }

    [Theory]
    [InlineData("found 0 models to verify, expected one: a digest, a version or an alias, such as 'mlci verify production'", "verify")]
    [InlineData("found 2 models to verify, expected one: a digest, a version or an alias, such as 'mlci verify production'", "verify", "a", "b")]
    [InlineData("found 'prod' for '--alias', expected one of candidate, staging, production", "verify", "candidate", "--alias", "prod")]
    [InlineData("found 'sig' for '--require', expected one of signature, provenance, gate, record, image", "verify", "candidate", "--require", "sig")]
    [InlineData("found --require signature and no trusted key, expected one: --key FILE, MLCI_TRUSTED_KEYS or attest.trust in pipeline.yml", "verify", "candidate", "--require", "signature")]
    [InlineData("--key: found no file 'no.pub' that can be read, expected a key in PEM", "verify", "candidate", "--key", "no.pub")]
    [InlineData("found nothing for '--key', expected a file", "attest", "--key", "")]
    [InlineData("found nothing that signs, expected --key FILE, MLCI_SIGNING_KEY, MLCI_SIGNING_KEY_FILE, MLCI_SIGN_COMMAND or attest.command in pipeline.yml", "attest")]
    [InlineData("found '--force', which verify does not use; expected it to be left out", "verify", "candidate", "--force")]
    [InlineData("found '--quiet', which attest does not use; expected it to be left out", "attest", "--quiet")]
    [InlineData("found no pipeline 'tinny', expected 'tiny', or one of tiny", "verify", "candidate", "--pipeline", "tinny")]
    public void WrongInput_IsOneClearMessage(string fault, params string[] line) =>
        Assert.Equal((ExitCodes.Misconfigured, "", $"error {fault}{Environment.NewLine}"), Run(line));

    [Fact]
    public void Help_HasItsOwnExamples()
    {
        Assert.Contains("mlci verify production", MlciRun.Run("verify", "--help").Output, StringComparison.Ordinal);
        Assert.Contains("mlci attest --key ci.key", MlciRun.Run("attest", "--help").Output, StringComparison.Ordinal);
    }

    private (int ExitCode, string Output, string Errors) Run(params string[] line) => MlciRun.Run([.. line, "--root", repository.Root]);
}
