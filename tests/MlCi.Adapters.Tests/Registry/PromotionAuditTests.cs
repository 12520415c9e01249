using System.Text;
using MlCi.Adapters.Registry;
using MlCi.Promotion;

namespace MlCi.Adapters.Tests.Registry;

/// <summary>What an audit says after each kind of harm; and that it says nothing where there is none.</summary>
public sealed class PromotionAuditTests : IDisposable
{
    private readonly SampleModel sample = new();
    private readonly string[] models;

    public PromotionAuditTests()
    {
        models = [.. Enumerable.Range(1, 3).Select(number =>
        {
            sample.Write("model/weights.json", $"weights {number}");
            string model = sample.Register().Digest;
            if (number < 3)
                sample.Models.Promote("telco", model, Alias.Production, "ana", "better");
            return model;
        })];
    }

    public void Dispose() => sample.Dispose();

    [Fact]
    public void SoundHistory_IsClean()
    {
        new Promotions(new FolderPlace(sample.Root), TimeProvider.System).Rollback(new MoveRequest("telco", Alias.Production, null, "bo", "calls fail"));

        Assert.Empty(Audit());
        Assert.Empty(PromotionAudit.Of(new FolderRegistry(sample.Root, "other"), ["production"], readsEvidence: true));
    }

    [Fact]
    public void AliasThatWasMovedWithoutARecord_IsTampering()
    {
        Publish(new(StringComparer.Ordinal) { ["production"] = sample.Registry.Resolve(models[2])! });

        AuditFinding finding = Assert.Single(Audit());
        Assert.Equal(("telco", "production", "tampering"), (finding.Pipeline, finding.Alias, finding.Rule));
        Assert.Contains($"found production at {models[2]}, which no record explains, expected {models[1]}", finding.Message, StringComparison.Ordinal);
        Assert.Contains("mlci rollback --pipeline telco --to production", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AliasWithoutAnyRecord_IsTampering()
    {
        Publish(new(StringComparer.Ordinal) { ["staging"] = sample.Registry.Resolve(models[2])! });

        Assert.Equal(("staging", "tampering"), Assert.Single(Audit()) is var finding ? (finding.Alias, finding.Rule) : default);
    }

    [Fact]
    public void InterruptedMove_IsNamed_AndGoneAfterTheNextOne()
    {
        Publish(new(StringComparer.Ordinal) { ["production"] = sample.Registry.Resolve(models[0])! });
        Assert.Equal("interrupted", Assert.Single(Audit()).Rule);

        sample.Models.Promote("telco", models[2], Alias.Production, "ana", "better still");

        Assert.Empty(Audit());
    }

    [Fact]
    public void RecordThatWasTakenOut_IsABrokenChain()
    {
        string first = AttachedRecords.Chains(sample.Registry)["production"].Order[0].Digest;
        string list = "sha256-" + models[0][7..];
        string index = Path.Combine(sample.LayoutFolder, "index.json");
        OciIndex all = RegistryJson.Read<OciIndex>(File.ReadAllBytes(index));
        File.WriteAllBytes(index, RegistryJson.Write(all with { Manifests = [.. all.Manifests.Where(entry => entry.Annotation(AnnotationKeys.RefName) != list)] }));

        AuditFinding finding = Assert.Single(Audit());

        Assert.Equal("chain", finding.Rule);
        Assert.Contains($"found no record {first} of production", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RecordOfAnotherModel_IsNamed()
    {
        Attach(models[2], MediaTypes.Promotion, $$"""{"schemaVersion":2,"pipeline":"telco","alias":"production","to":"{{models[0]}}","who":"eve","when":"2026-01-01T00:00:00Z","why":"x"}""");

        AuditFinding finding = Assert.Single(Audit());
        Assert.Equal("record", finding.Rule);
        Assert.Contains($"a promotion record of model {models[0]}", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EvidenceThatIsNotThere_IsNamed()
    {
        string head = AttachedRecords.Chains(sample.Registry)["production"].Heads[0].Digest;
        Attach(models[1], MediaTypes.Promotion, $$"""{"schemaVersion":2,"pipeline":"telco","alias":"production","action":"promote","from":"{{models[1]}}","to":"{{models[1]}}","who":"eve","when":"2027-01-01T00:00:00Z","why":"x","evidence":[{"kind":"gate-report","digest":"{{head}}"}],"previous":["{{head}}"]}""");

        AuditFinding finding = Assert.Single(Audit());
        Assert.Equal("evidence", finding.Rule);
        Assert.Contains($"found no gate-report {head} attached to {models[1]}", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DamagedReport_IsNamed_WhereEvidenceIsRead()
    {
        string report = AttachedRecords.Chains(sample.Registry)["production"].Order[0].Record.Evidence[0].Digest;
        File.AppendAllText(Path.Combine(sample.LayoutFolder, "blobs", "sha256", report[7..]), " ");

        Assert.Empty(PromotionAudit.Of(sample.Registry, ["production"], readsEvidence: false));
        Assert.Equal("evidence", Assert.Single(Audit()).Rule);
    }

    [Fact]
    public void RecordsSideBySide_AreAFork_WithBoth()
    {
        RecordChain chain = AttachedRecords.Chains(sample.Registry)["production"];
        Attach(models[2], MediaTypes.Promotion, $$"""{"schemaVersion":2,"pipeline":"telco","alias":"production","from":"{{models[0]}}","to":"{{models[2]}}","who":"eve","when":"2026-01-01T00:00:00Z","why":"x","previous":["{{chain.Order[0].Digest}}"]}""");

        AuditFinding finding = Assert.Single(Audit());
        Assert.Equal("fork", finding.Rule);
        Assert.Contains("by ana", finding.Message, StringComparison.Ordinal);
        Assert.Contains("by eve", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void History_SaysWhatBearsAnAlias_AndWhereItCanGoBackTo()
    {
        AliasHistory history = Assert.Single(AliasHistory.Of(sample.Registry, ["staging", "production"]));

        Assert.Equal(("production", AliasCondition.Settled, models[1], models[0]), (history.Alias, history.State.Condition, history.State.Target, history.Back));
        Assert.Equal(2, history.Records.Count);
        Publish(new(StringComparer.Ordinal) { ["v1.2.0"] = sample.Registry.Resolve(models[1])! });
        Assert.Equal(["v1.2.0"], Assert.Single(AliasHistory.Of(sample.Registry, ["production"])).Versions);
    }

    private IReadOnlyList<AuditFinding> Audit() => PromotionAudit.Of(sample.Registry, ["candidate", "staging", "production"], readsEvidence: true);

    private void Attach(string model, string type, string text)
    {
        FolderRegistry registry = sample.Registry;
        Descriptor config = registry.PutBlob(MediaTypes.Empty, "{}"u8.ToArray()), layer = registry.PutBlob(type, Encoding.UTF8.GetBytes(text));
        Descriptor manifest = registry.PutManifest(OciManifest.Of(type, config, [layer]) with { Subject = registry.Resolve(model)! });
        Publish([], manifest);
    }

    private void Publish(Dictionary<string, Descriptor> tags, params Descriptor[] attachments)
    {
        FolderRegistry registry = sample.Registry;
        using RegistryLock held = registry.Lock();
        registry.Publish(held, tags, attachments);
    }
}
