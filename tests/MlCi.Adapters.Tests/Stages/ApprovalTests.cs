using System.Security.Cryptography;
using MlCi.Adapters.Registry;
using MlCi.Adapters.Stages;
using MlCi.Adapters.Tests.Registry;
using MlCi.Findings;
using MlCi.Promotion;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Stages;

/// <summary>Approvals from the key to the promotion: who counts, and who does not.</summary>
public sealed class ApprovalTests : IDisposable
{
    private const string Pipeline = LeastPipeline.Yaml + """
        promote:
          people: {ana: keys/ana.pub, bo: keys/bo.pub, carl: keys/carl.pub}
          aliases:
            production: {champion: any, approvals: {count: 2, of: [ana, bo, carl], not_author: true}, max_age_days: 30}

        """;

    private readonly TemporaryFolder folder = new();
    private readonly SampleModel sample = new();

    public ApprovalTests()
    {
        folder.Write("pipelines/telco/pipeline.yml", Pipeline);
        foreach (string who in new[] { "ana", "bo", "carl", "eve" })
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            folder.Write($"{who}.pem", key.ExportECPrivateKeyPem());
            folder.Write($"pipelines/telco/keys/{who}.pub", key.ExportSubjectPublicKeyInfoPem());
        }
    }

    private PromotionDesk Desk => new(folder.Root, TimeProvider.System);

    public void Dispose()
    {
        folder.Dispose();
        sample.Dispose();
    }

    [Fact]
    public void TwoPeople_BesideTheAuthor_AreEnough_AndStandInTheRecord()
    {
        string model = Register();
        Approve("ana");
        Refused("found 1 (ana)", Promote);
        Approve("carl");
        Refused("by carl, the author", Promote);
        string last = Approve("bo");

        MoveOutcome outcome = Promote();

        Assert.Equal(model, outcome.State.Target);
        Assert.Equal(["gate-report", "approval", "approval"], outcome.Record.Evidence.Select(evidence => evidence.Kind));
        Assert.Contains(outcome.Record.Evidence, evidence => evidence.Digest == last);
        Assert.Empty(Desk.Audit([], readsEvidence: true));
    }

    [Fact]
    public void ApprovalOfAnotherModel_OrAlias_DoesNotCount()
    {
        Register();
        Approve("ana");
        DsseEnvelope earlier = Envelope("bo", "sha256:" + new string('0', 64), "production");
        Attach(earlier);
        Approve("bo", "staging");

        Refused("by bo is of sha256:0000", Promote);
        Refused("by bo is for staging", Promote);
    }

    [Fact]
    public void SignatureOfAnotherKey_DoesNotCount()
    {
        string model = Register();
        Approve("ana");
        // It says bo; eve signed it.
        Attach(Envelope("eve", model, "production", says: "bo"));

        Refused("bears no signature of anybody in promote.people, though it says 'bo'", Promote);
    }

    [Fact]
    public void KeyOfNobody_CannotApprove()
    {
        Register();

        var exception = Assert.Throws<FaultException>(() => Approve("eve"));
        Assert.Equal(ExitCodes.Misconfigured, exception.ExitCode);
        Assert.Contains("of nobody in promote.people, expected the key of ana or bo or carl", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void KeyThatCannotBeRead_IsAFault_ButNeverInTheWayOfARollback()
    {
        Register();
        Approve("ana");
        Approve("bo");
        Promote();
        sample.Write("model/weights.json", "weights 2");
        Register();
        Approve("ana");
        Approve("bo");
        Promote();
        File.Delete(folder.Path("pipelines/telco/keys/ana.pub"));

        Assert.Contains("promote.people.ana: pipelines/telco/keys/ana.pub: found no such file", Assert.Throws<FaultException>(() => Approve("bo")).Message, StringComparison.Ordinal);
        Assert.Equal(PromotionAction.Rollback, Promotions().Rollback(Request()).Record.Action);
    }

    private string Register() => new ModelRegistry(new FolderPlace(RegistryPlaces.FolderOf(folder.Root)), TimeProvider.System).Register("telco", sample.Contents, sample.Report(), "carl").Digest;

    private string Approve(string who, string alias = "production") => Desk.Approve("telco", null, alias, folder.Path($"{who}.pem"), "looks good").Digest;

    private DsseEnvelope Envelope(string who, string model, string alias, string? says = null)
    {
        using EnvelopeKey key = EnvelopeKey.Read(File.ReadAllText(folder.Path($"{who}.pem")), who);
        return key.Sign(DsseEnvelope.InToto, new ApprovalStatement("telco", model, alias, says ?? who, TimeProvider.System.GetUtcNow(), null).Write());
    }

    private void Attach(DsseEnvelope envelope)
    {
        IRepository registry = new FolderPlace(RegistryPlaces.FolderOf(folder.Root)).Repository("telco");
        AttachedApprovals.Attach(registry, ModelArtifact.Read(registry, "candidate")!, envelope);
    }

    private Promotions Promotions() => new(
        new FolderPlace(RegistryPlaces.FolderOf(folder.Root)), TimeProvider.System, new KnownFacts(folder.Root, Workspace.Read(folder.Root, "telco").Definition, TimeProvider.System).Of);

    private MoveRequest Request() => new("telco", Workspace.Read(folder.Root, "telco").Definition.Promotion.Named("production"), null, "zoe", "release");

    private MoveOutcome Promote() => Promotions().Promote(Request());

    private static void Refused(string reason, Func<MoveOutcome> move)
    {
        var exception = Assert.Throws<FaultException>(() => { move(); });
        Assert.Equal(ExitCodes.Negative, exception.ExitCode);
        Assert.StartsWith("rule 'approvals' refuses production for sha256:", exception.Message, StringComparison.Ordinal);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }
}
