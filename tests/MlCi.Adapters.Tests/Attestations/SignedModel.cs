using System.Security.Cryptography;
using MlCi.Adapters.Attestations;
using MlCi.Adapters.Registry;
using MlCi.Adapters.Tests.Registry;
using MlCi.Attestations;
using MlCi.Promotion;

namespace MlCi.Adapters.Tests.Attestations;

/// <summary>A registered model in production, and a key to sign what is said of it with.</summary>
internal sealed class SignedModel : IDisposable
{
    private readonly string pem = NewKey();
    private int later;

    public SignedModel()
    {
        Sample.Write("pipeline.yml", """
            version: 1
            task: binary
            data: {train: data/train.csv, holdout: data/holdout.csv}
            label: {column: y, positive: "yes"}
            tests: none
            train: {command: [sh, model/train.sh], lock: packages.lock}
            predict: {command: [sh, model/predict.sh]}
            params: {l2: 0.5}
            seed: 7
            gates:
              - metric: auc
                min: 0.7

            """);
        Model = Sample.Register();
        Sample.Models.Promote("telco", null, Alias.Production, "ana", "first release");
        Signer = new KeySigner(PemKey.Private(pem, "ci.key"));
        Trusted = new TrustedKey("ci.pub", PemKey.Public(PublicOf(pem), "ci.pub"));
    }

    public SampleModel Sample { get; } = new();

    public RegisteredModel Model { get; }

    public KeySigner Signer { get; }

    public TrustedKey Trusted { get; }

    public FolderRegistry Registry => Sample.Registry;

    public StoredModel Stored => ModelArtifact.Read(Registry, Model.Digest)!;

    public static string NewKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }

    public static string PublicOf(string pem)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(pem);
        return key.ExportSubjectPublicKeyInfoPem();
    }

    public AttestedModel Attest(IEnvelopeSigner? signer = null) => ModelAttestation.Attest(Registry, Stored, signer ?? Signer, BuildRun.Later("1.2.3"), TimeProvider.System, ModelAttestation.ImageOf(Registry, Stored.Digest));

    public void Attach(params DsseEnvelope[] envelopes) => Publish([.. envelopes.Select(envelope => AttachedStatements.Put(Registry, Stored.Descriptor, envelope, "t", "x.json", TimeProvider.System.GetUtcNow()))]);

    public void AttachReport(byte[] report) => Publish(Attachment.Put(Registry, Stored.Descriptor, MediaTypes.GateReport, report, "gate.json", new(StringComparer.Ordinal)
    {
        // After those that were attached before, however fast that was.
        [AnnotationKeys.Created] = AttachmentOrder.Written(TimeProvider.System.GetUtcNow().AddSeconds(++later)),
    }));

    public void Point(string alias, string digest)
    {
        using RegistryLock held = Registry.Lock();
        Registry.Publish(held, new Dictionary<string, Descriptor>(StringComparer.Ordinal) { [alias] = Registry.Resolve(digest)! }, []);
    }

    public VerificationReport Verify(string? reference = null, string? alias = null, bool trusts = true, params string[] required) => ModelVerification.Of(
        Registry, new VerificationRequest(reference ?? Model.Digest, alias, ["staging", "production"], trusts ? [Trusted] : [], VerificationRequest.RequiredOf(required, trusts)));

    public void Dispose()
    {
        Signer.Dispose();
        Trusted.Key.Dispose();
        Sample.Dispose();
    }

    private void Publish(params Descriptor[] attachments)
    {
        using RegistryLock held = Registry.Lock();
        Registry.Publish(held, new Dictionary<string, Descriptor>(StringComparer.Ordinal), attachments);
    }
}
