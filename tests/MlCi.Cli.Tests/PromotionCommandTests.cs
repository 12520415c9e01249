using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using MlCi.Adapters.Registry;
using MlCi.Adapters.Storage;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Testing;

namespace MlCi.Cli.Tests;

/// <summary><c>mlci promote|rollback|history|audit|approve</c> from the command line: the questions of 3 a.m.</summary>
[Collection(ConsoleTests.Name)]
public sealed class PromotionCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string[] models;

    public PromotionCommandTests()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        folder.Write("ana.pem", key.ExportECPrivateKeyPem());
        folder.Write("pipelines/telco/keys/ana.pub", key.ExportSubjectPublicKeyInfoPem());
        folder.Write("pipelines/telco/schema.json", "{}");
        folder.Write("predictions.csv", "row_id,score\n");
        folder.Write("pipelines/telco/pipeline.yml", LeastPipeline.Yaml + """
            promote:
              people: {ana: keys/ana.pub}
              aliases:
                production: {champion: any}
                live-eu: {from: production, approvals: {count: 1, of: [ana], not_author: true}}

            """);
        models = [Register("1"), Register("2")];
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void History_SaysWhatIsInProduction_Why_AndHowToGoBack()
    {
        Assert.Contains("nothing was promoted yet", Mlci("history").Output, StringComparison.Ordinal);
        Promote(0, "first");
        Promote(1, "release 2");

        (int code, string output, string errors) = Mlci("history");

        Assert.Equal((ExitCodes.Passed, ""), (code, errors));
        Assert.Contains($"telco production: {models[1]}", output, StringComparison.Ordinal);
        Assert.Matches(@"since    \d{4}-\d\d-\d\d \d\d:\d\d UTC, \d+ minutes ago, promoted by \S+", output);
        Assert.Contains("why      release 2", output, StringComparison.Ordinal);
        Assert.Contains($"before   {models[0]}", output, StringComparison.Ordinal);
        Assert.Contains($"go back  mlci rollback --pipeline telco --to production (to {models[0][..19]})", output, StringComparison.Ordinal);
        JsonNode json = JsonNode.Parse(Mlci("history", "--alias", "production", "--json").Output)![0]!;
        Assert.Equal((models[1], models[0], "settled", 2), ((string?)json["model"], (string?)json["rollbackTo"], (string?)json["state"], json["records"]!.AsArray().Count));
        Assert.Equal(ExitCodes.Misconfigured, Mlci("history", "--alias", "prod").ExitCode);
    }

    [Fact]
    public void TheCommandThatHistoryNames_GoesBack()
    {
        Promote(0, "first");
        Promote(1, "release 2");

        (int code, string output, _) = Mlci("rollback", "--pipeline", "telco", "--to", "production");

        Assert.Equal(ExitCodes.Passed, code);
        Assert.Contains($"production is back at {models[0]} (no more {models[1][..19]})", output, StringComparison.Ordinal);
        Assert.Contains("go back  nowhere: no good model bore it before", Mlci("history").Output, StringComparison.Ordinal);
        (code, output, _) = Mlci("rollback", "--pipeline", "telco", "--to", "production");
        Assert.Equal(ExitCodes.Negative, code);
        Assert.Contains("rule 'previous' refuses to roll production back: found", output, StringComparison.Ordinal);
        Assert.Equal((ExitCodes.Passed, "all aliases, records and evidence hold\n"), Mlci("audit", "--verify") is var audit ? (audit.ExitCode, audit.Output) : default);
    }

    [Fact]
    public void Audit_ReportsAnAliasThatNoRecordExplains()
    {
        Promote(0, "first");
        IRepository registry = Repository;
        using (RegistryLock held = registry.Lock())
            registry.Publish(held, new Dictionary<string, Descriptor>(StringComparer.Ordinal) { ["production"] = registry.Resolve(models[1])! }, []);

        (int code, string output, _) = Mlci("audit", "--verify");

        Assert.Equal(ExitCodes.Negative, code);
        Assert.StartsWith($"tampering telco production: found production at {models[1]}, which no record explains", output, StringComparison.Ordinal);
        JsonNode json = JsonNode.Parse(Mlci("audit", "--json").Output)!;
        Assert.Equal((false, "tampering"), ((bool)json["clean"]!, (string?)json["findings"]![0]!["rule"]));
        Assert.Contains("no record explains where it points: tampering", Mlci("history").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void AliasOfOnesOwn_AsksForWhatItNeeds_UntilItIsThere()
    {
        (int code, string output, _) = Mlci("promote", "--pipeline", "telco", "--to", "live-eu");
        Assert.Equal(ExitCodes.Negative, code);
        Assert.Contains("rule 'from' refuses live-eu for", output, StringComparison.Ordinal);
        Assert.Contains("rule 'approvals' refuses live-eu for", output, StringComparison.Ordinal);
        Promote(1, "release 2");

        (code, output, _) = Mlci("approve", "--pipeline", "telco", "--to", "live-eu", "--key", folder.Path("ana.pem"), "--comment", "seen");
        Assert.Equal(ExitCodes.Passed, code);
        Assert.StartsWith($"ana approves {models[1]} for live-eu of telco (approval sha256:", output, StringComparison.Ordinal);

        (code, output, _) = Mlci("promote", "--pipeline", "telco", "--to", "live-eu", "--why", "Europe");
        Assert.True(code == ExitCodes.Passed, output);
        Assert.Contains("rests on gate-report sha256:", Mlci("history", "--alias", "live-eu").Output, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Passed, Mlci("audit", "--verify").ExitCode);
    }

    [Theory]
    [InlineData("approve --to production", "found 0 pipelines to approve a model of, expected one: --pipeline NAME")]
    [InlineData("approve --pipeline telco", "found no --to, expected the alias that the model may bear, such as --to production")]
    [InlineData("approve --pipeline telco --to prodction --key k.pem", "alias: found 'prodction', expected 'production', or one of candidate, staging, production, live-eu")]
    [InlineData("approve --pipeline telco --to production --key k.pem", "found no file 'k.pem' for --key, expected a private key")]
    [InlineData("history --force", "found '--force', which history does not use")]
    public void WrongLine_IsRefused(string line, string message)
    {
        (int code, _, string errors) = Mlci(line.Split(' '));

        Assert.Equal(ExitCodes.Misconfigured, code);
        Assert.StartsWith($"error {message}", errors, StringComparison.Ordinal);
    }

    private IRepository Repository => new FolderPlace(RegistryPlaces.FolderOf(folder.Root)).Repository("telco");

    private void Promote(int model, string why)
    {
        (int code, string output, _) = Mlci("promote", "--pipeline", "telco", "--to", "production", "--model", models[model], "--why", why);
        Assert.True(code == ExitCodes.Passed, output);
    }

    private string Register(string weights)
    {
        folder.Write("model/weights", weights);
        var contents = new ModelContents
        {
            ModelFolder = folder.Path("model"),
            SchemaFile = folder.Path("pipelines/telco/schema.json"),
            PipelineFile = folder.Path("pipelines/telco/pipeline.yml"),
            Predictions = new Dictionary<string, string>(StringComparer.Ordinal),
        };
        return new ModelRegistry(new FolderPlace(RegistryPlaces.FolderOf(folder.Root)), TimeProvider.System).Register("telco", contents, Encoding.UTF8.GetBytes(
            $$$"""{"verdict":"passed","digests":{"model":"{{{FileDigests.OfFolder(contents.ModelFolder)}}}","holdout":"{{{Digest.OfText("holdout")}}}"}}"""), "carl").Digest;
    }

    private (int ExitCode, string Output, string Errors) Mlci(params string[] line) => MlciRun.Run([.. line, "--root", folder.Root]);
}
