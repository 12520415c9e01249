using System.Text;
using MlCi.Adapters.Registry;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Promotion;

namespace MlCi.Adapters.Tests.Registry;

public sealed class ModelRegistryTests : IDisposable
{
    private readonly SampleModel sample = new();

    public void Dispose() => sample.Dispose();

    [Fact]
    public void NothingRegistered_IsNoChampion()
    {
        Assert.Null(sample.Models.Champion("telco"));
        Assert.False(Directory.Exists(sample.Root));
    }

    [Fact]
    public void Register_MakesTheCandidate_NotTheChampion()
    {
        RegisteredModel model = sample.Register();

        Assert.Equal("candidate", model.Tag);
        Assert.Equal(sample.ModelDigest, model.ModelDigest);
        Assert.Equal(model, sample.Models.Find("telco", "candidate"));
        Assert.Null(sample.Models.Champion("telco"));
        Assert.Equal(["candidate", $"model-{model.Digest[7..19]}"], sample.Registry.Tags());
        Assert.Equal(sample.Report(), sample.Models.ReportOf(model));
    }

    [Fact]
    public void Promote_MovesTheAlias_AndRecordsIt()
    {
        RegisteredModel first = sample.Register();
        PromotionRecord record = sample.Models.Promote("telco", null, Alias.Production, "ana", "first release");
        RegisteredModel champion = sample.Models.Champion("telco")!;

        Assert.Equal(first.Digest, champion.Digest);
        Assert.Equal("row_id,score\n0,0.5\n", Encoding.UTF8.GetString(sample.Models.PredictionsOf(champion, SampleModel.Holdout)!));
        Assert.Equal(
            ("telco", "production", null, first.Digest, "ana", "first release", Digest.OfBytes(sample.Report())),
            (record.Pipeline, record.Alias, record.From, record.To, record.Who, record.Why, Assert.Single(record.Evidence).Digest));

        sample.Write("model/weights.json", "weights 2");
        RegisteredModel second = sample.Register();
        Assert.Equal(first.Digest, sample.Models.Champion("telco")!.Digest);
        sample.Models.Promote("telco", second.Digest, Alias.Production, "bo", "better");

        Assert.Equal(second.Digest, sample.Models.Champion("telco")!.Digest);
        Assert.Equal([(null, first.Digest), (first.Digest, second.Digest)], sample.Models.History("telco").Select(entry => (entry.From, entry.To)));
        Assert.NotNull(sample.Models.Find("telco", $"model-{first.Digest[7..19]}"));
    }

    [Fact]
    public void PromotingTwice_IsOneRecord()
    {
        sample.Register();
        PromotionRecord record = sample.Models.Promote("telco", null, Alias.Staging, "ana", "try");

        Assert.Equal(("ana", record.When), (sample.Models.Promote("telco", null, Alias.Staging, "bo", "again") is var again ? again.Who : "", again.When));
        Assert.Equal("try", Assert.Single(sample.Models.History("telco")).Why);
    }

    [Fact]
    public void RegisteringTwice_ChangesNothing()
    {
        RegisteredModel model = sample.Register();
        string index = File.ReadAllText(Path.Combine(sample.LayoutFolder, "index.json"));

        Assert.Equal(model, sample.Register());
        Assert.Equal(index, File.ReadAllText(Path.Combine(sample.LayoutFolder, "index.json")));
    }

    [Fact]
    public void LatestReport_Decides()
    {
        sample.Register("passed");
        sample.Register("failed");
        AssertRefused("passing-gate");

        sample.Register("passed");
        sample.Models.Promote("telco", null, Alias.Production, "ana", "passed at last");
    }

    [Fact]
    public void ModelThatFailedItsGate_IsNotPromoted()
    {
        sample.Register("failed");

        AssertRefused("passing-gate");
        Assert.Null(sample.Models.Champion("telco"));
        Assert.Empty(sample.Models.History("telco"));
    }

    [Fact]
    public void ModelWithoutReport_IsNotPromoted()
    {
        FolderRegistry registry = sample.Registry;
        Descriptor manifest = ModelArtifact.Write(registry, sample.Contents);
        using (RegistryLock held = registry.Lock())
            registry.Publish(held, new Dictionary<string, Descriptor>(StringComparer.Ordinal) { ["candidate"] = manifest }, []);

        AssertRefused("gate-report");
    }

    [Fact]
    public void ReportOfAnotherModel_IsNotRegistered()
    {
        var exception = Assert.Throws<FaultException>(() => sample.Models.Register("telco", sample.Contents, sample.Report(model: Digest.OfText("other"))));

        Assert.Equal(ExitCodes.Negative, exception.ExitCode);
        Assert.Contains("rule 'same-model' refuses candidate", exception.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(sample.Root));
    }

    [Fact]
    public void ReportListedUnderAnotherModel_IsNotBelieved()
    {
        RegisteredModel good = sample.Register("passed");
        Descriptor report = sample.Registry.Referrers(good.Digest, MediaTypes.GateReport)[0];
        sample.Write("pipeline.yml", "version: 1\nseed: 2\n");
        RegisteredModel bad = sample.Register("failed");

        // The attacker rewrites the list of what is attached to the failing model: the passing report of the other one, alone.
        FolderRegistry registry = sample.Registry;
        Descriptor list = registry.PutBlob(
            MediaTypes.Index,
            Encoding.UTF8.GetBytes($$"""{"schemaVersion":2,"manifests":[{"mediaType":"{{MediaTypes.Manifest}}","digest":"{{report.Digest}}","size":{{report.Size}},"artifactType":"{{MediaTypes.GateReport}}"}]}"""));
        using (RegistryLock held = registry.Lock())
            registry.Publish(held, new Dictionary<string, Descriptor>(StringComparer.Ordinal) { ["sha256-" + bad.Digest[7..]] = list }, []);

        var exception = Assert.Throws<FaultException>(() => sample.Models.Promote("telco", bad.Digest, Alias.Production, "eve", "trust me"));
        Assert.Equal(ExitCodes.OutOfReach, exception.ExitCode);
        Assert.Contains($"found subject {good.Digest}, expected {bad.Digest}", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.0.0")]
    [InlineData("sha256:0000000000000000000000000000000000000000000000000000000000000000")]
    public void UnknownReference_ListsWhatThereIs(string reference)
    {
        sample.Register();

        var exception = Assert.Throws<FaultException>(() => sample.Models.Promote("telco", reference, Alias.Production, "ana", "why"));

        Assert.Equal(ExitCodes.Misconfigured, exception.ExitCode);
        Assert.Contains($"found no model '{reference}', expected a digest or one of candidate, model-", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../telco")]
    [InlineData("/tmp/telco")]
    [InlineData("Telco")]
    [InlineData("")]
    public void PipelineName_CannotLeaveTheFolder(string pipeline) =>
        Assert.Equal(ExitCodes.Misconfigured, Assert.Throws<FaultException>(() => sample.Models.Champion(pipeline)).ExitCode);

    [Fact]
    public void PromotingWhereNothingIsRegistered_SaysSo_AndMakesNothing()
    {
        var exception = Assert.Throws<FaultException>(() => sample.Models.Promote("telco", null, Alias.Production, "ana", "why"));

        Assert.Equal(ExitCodes.Misconfigured, exception.ExitCode);
        Assert.Contains("run Register first", exception.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(sample.Root));
    }

    private void AssertRefused(string rule)
    {
        var exception = Assert.Throws<FaultException>(() => sample.Models.Promote("telco", null, Alias.Production, "ana", "why"));
        Assert.Equal(ExitCodes.Negative, exception.ExitCode);
        Assert.Contains($"rule '{rule}' refuses production", exception.Message, StringComparison.Ordinal);
    }
}
