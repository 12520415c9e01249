using System.Text;
using System.Text.Json.Nodes;
using MlCi.Adapters.Attestations;
using MlCi.Adapters.Registry;
using MlCi.Attestations;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Promotion;

namespace MlCi.Adapters.Tests.Attestations;

/// <summary>Whatever somebody who may write to the registry changes, a model that is not what was gated, signed and promoted is not verified.</summary>
public sealed class ModelVerificationTests : IDisposable
{
    private readonly SignedModel signed = new();

    public void Dispose() => signed.Dispose();

    [Fact]
    public void UntouchedModel_IsVerified_AndDeployedByItsDigest()
    {
        signed.Attest();

        VerificationReport report = signed.Verify("production", "production", true, "signature", "provenance", "gate", "record");

        Assert.Equal(["manifest", "layers", "gate", "signature", "provenance", "record"], report.Checks.Select(check => check.Name));
        Assert.All(report.Checks, check => Assert.True(check is { Outcome: CheckOutcome.Passed, IsRequired: true }, check.Message));
        Assert.Equal($"{signed.Registry.Folder}@{signed.Model.Digest}", report.Deploy);
        Assert.StartsWith("production was moved here by ana on ", report.Checks[5].Message, StringComparison.Ordinal);
        Assert.Contains($"signed by ci.pub (key {signed.Trusted.Key.Id[..19]})", report.Checks[3].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void LayerThatWasChanged_IsFound(int at)
    {
        signed.Attest();
        string file = BlobPath(signed.Registry.ReadManifest(signed.Stored.Descriptor).Layers[at].Digest);
        byte[] bytes = File.ReadAllBytes(file);
        bytes[0] ^= 1;
        File.WriteAllBytes(file, bytes);

        AssertRefused(signed.Verify(), "layers", "content of digest");
    }

    [Fact]
    public void ManifestThatWasChanged_IsFound_AndNothingElseIsTakenForGranted()
    {
        string file = BlobPath(signed.Model.Digest);
        File.WriteAllText(file, File.ReadAllText(file).Replace("telco", "telca", StringComparison.Ordinal));

        VerificationReport report = signed.Verify();

        AssertRefused(report, "manifest", "content of digest");
        Assert.All(report.Checks.Skip(1).Take(4), check => Assert.Equal(CheckOutcome.NotChecked, check.Outcome));
    }

    [Fact]
    public void ReportOfAnotherModel_IsFound()
    {
        string other = Digest.OfText("other");
        signed.AttachReport(signed.Sample.Report(model: other));

        AssertRefused(signed.Verify(), "gate", $"is of model {other}, expected one of {signed.Model.ModelDigest}");
    }

    [Fact]
    public void ReportThatDidNotPass_OrOnlySaysSo_IsFound()
    {
        signed.AttachReport(signed.Sample.Report("failed"));
        AssertRefused(signed.Verify(), "gate", "did not pass");

        string changed = Encoding.UTF8.GetString(signed.Sample.Report()).Replace("{\"schemaVersion\"", "{\"gates\":[{\"id\":\"auc\",\"verdict\":\"failed\",\"blocks\":true}],\"schemaVersion\"", StringComparison.Ordinal);
        signed.AttachReport(Encoding.UTF8.GetBytes(changed));
        AssertRefused(signed.Verify(), "gate", "beside gates with one that blocks (\"auc\"): its verdict was changed");
    }

    [Fact]
    public void ReportThatNobodySigned_IsFound_ThoughAnotherOneWas()
    {
        signed.Attest();
        signed.AttachReport([.. signed.Sample.Report(), (byte)' ']);

        AssertRefused(signed.Verify(), "signature", "found no gate verdict of this model and report that a trusted key has signed");
    }

    [Fact]
    public void EnvelopeOfAnotherKey_IsNotTrusted()
    {
        using var other = new KeySigner(PemKey.Private(SignedModel.NewKey(), "other.key"));
        signed.Attest(other);

        AssertRefused(signed.Verify(), "signature", "which is not trusted");
        Assert.True(signed.Verify(trusts: false).IsVerified);
    }

    [Fact]
    public void PayloadThatWasSwapped_IsFound_BesideTheTrueOne()
    {
        signed.Attest();
        DsseEnvelope genuine = signed.Signer.Sign(DsseEnvelope.InToto, Statement(signed.Model.Digest));
        signed.Attach(genuine with { Payload = Statement(signed.Model.Digest, "t2") });

        AssertRefused(signed.Verify(), "signature", "whose key does not verify it: it was changed after it was signed");
    }

    [Fact]
    public void StatementOfAnotherModel_IsFound_HoweverWellSigned()
    {
        signed.Attest();
        string other = Digest.OfText("other");
        signed.Attach(signed.Signer.Sign(DsseEnvelope.InToto, Statement(other)));

        AssertRefused(signed.Verify(), "signature", $"is about {other}, expected {signed.Model.Digest}");
    }

    [Fact]
    public void SignedVerdict_ThatSaysSomethingElseThanItsReport_IsFound()
    {
        JsonObject predicate = GateVerdictPredicate.Of(signed.Sample.Report(), "gate.json");
        predicate["verdict"] = "failed";
        signed.Attach(signed.Signer.Sign(DsseEnvelope.InToto, new InTotoStatement([ResourceDescriptor.Of("telco", signed.Model.Digest)], GateVerdictPredicate.Type, predicate).Write()));

        AssertRefused(signed.Verify(), "signature", "says something else than what is registered: verdict: found \"failed\", expected \"passed\"");
    }

    [Fact]
    public void SignedProvenance_ThatSaysSomethingElseThanWhatIsRegistered_IsFound()
    {
        signed.Attest();
        BuildFacts facts = RegisteredFacts.Of(signed.Registry, signed.Stored, signed.Sample.Report()) with { Seed = 8 };
        signed.Attach(signed.Signer.Sign(DsseEnvelope.InToto, SlsaProvenance.Statement([ResourceDescriptor.Of("telco", signed.Model.Digest)], facts, BuildRun.Later(null)).Write()));

        AssertRefused(signed.Verify(), "provenance", "buildDefinition.externalParameters.seed: found 8, expected 7");
    }

    [Fact]
    public void ProvenanceThatIsRequired_AndNotThere_IsNoPass()
    {
        AssertRefused(signed.Verify(null, null, true, "provenance"), "provenance", "found no provenance");
        Assert.True(signed.Verify(null, null, true, "gate").IsVerified);
    }

    [Fact]
    public void AliasThatWasMovedByHand_IsTampering()
    {
        string first = signed.Model.Digest;
        signed.Sample.Write("model/weights.json", "weights 2");
        string second = signed.Sample.Register().Digest;
        EditIndex("production", second);

        AssertRefused(signed.Verify("production", trusts: false), "record", $"its latest record moved it to {first}");
        AssertRefused(signed.Verify(first, "production", trusts: false), "record", $"production points at {second}, expected this model");

        signed.Point("staging", first);
        AssertRefused(signed.Verify("staging", trusts: false), "record", "no record explains that: somebody moved it by hand, which is tampering");
        // Whoever asks for the digest is told of the aliases on it.
        AssertRefused(signed.Verify(first, trusts: false), "record", "staging points here and no record explains that");
    }

    [Fact]
    public void AliasThatWasMovedBack_IsNotExplained_ThoughARecordOnceMovedItThere()
    {
        string first = signed.Model.Digest;
        signed.Sample.Write("model/weights.json", "weights 2");
        string second = signed.Sample.Register().Digest;
        signed.Sample.Models.Promote("telco", second, Alias.Production, "bo", "better");
        Assert.True(signed.Verify("production", trusts: false).IsVerified);

        EditIndex("production", first);

        AssertRefused(signed.Verify("production", trusts: false), "record", $"its latest record moved it to {second}");
    }

    [Fact]
    public void AliasOfAPipelinesOwn_IsKnownByItsRecords()
    {
        signed.Sample.Models.Promote("telco", null, new Alias("eu", NeedsPassingGate: true), "ana", "why");
        signed.Sample.Write("model/weights.json", "weights 2");
        string second = signed.Sample.Register().Digest;

        Assert.StartsWith("eu was moved here by ana", signed.Verify("eu", trusts: false).Checks[^1].Message, StringComparison.Ordinal);
        signed.Point("eu", second);
        AssertRefused(signed.Verify("eu", trusts: false), "record", "somebody moved it by hand, which is tampering");
    }

    [Fact]
    public void RecordThatRestsOnAReportThatIsGone_IsFound()
    {
        string report = Digest.OfBytes(signed.Sample.Report());
        string list = signed.Registry.Resolve("sha256-" + signed.Model.Digest[7..])!.Digest;
        JsonNode index = JsonNode.Parse(File.ReadAllBytes(BlobPath(list)))!;
        JsonArray attached = index["manifests"]!.AsArray();
        attached.Remove(attached.Single(one => (string?)one!["artifactType"] == MediaTypes.GateReport));
        using (RegistryLock held = signed.Registry.Lock())
        {
            Descriptor changed = signed.Registry.PutBlob(MediaTypes.Index, Encoding.UTF8.GetBytes(index.ToJsonString()));
            signed.Registry.Publish(held, new Dictionary<string, Descriptor>(StringComparer.Ordinal) { ["sha256-" + signed.Model.Digest[7..]] = changed }, []);
        }

        VerificationReport verified = signed.Verify("production", trusts: false);

        AssertRefused(verified, "gate", "found no gate report bound to this model");
        AssertRefused(verified, "record", $"the record rests on gate report {report}, which is not attached to this model");
    }

    [Fact]
    public void AliasThatIsNotThere_IsNoPass() => AssertRefused(signed.Verify(alias: "staging", trusts: false), "record", "there is no staging");

    [Fact]
    public void EnvelopeThatCannotBeRead_IsFound()
    {
        signed.Attest();
        Descriptor attachment = signed.Registry.Referrers(signed.Model.Digest, DsseEnvelope.MediaType)[0];
        File.WriteAllText(BlobPath(signed.Registry.ReadManifest(attachment).Layers[0].Digest), "");

        AssertRefused(signed.Verify(), "signature", "0 bytes");
    }

    [Fact]
    public void ModelThatIsNotThere_IsNoVerdict()
    {
        var fault = Assert.Throws<FaultException>(() => signed.Verify("v1.0.0"));

        Assert.Equal(ExitCodes.Misconfigured, fault.ExitCode);
        Assert.Contains("found no model 'v1.0.0', expected a digest or one of candidate", fault.Message, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(signed.Registry.Folder, "index.json"), "{");
        Assert.Equal(ExitCodes.OutOfReach, Assert.Throws<FaultException>(() => signed.Verify("production")).ExitCode);
    }

    [Theory]
    [InlineData("found 'signatur' for '--require', expected 'signature'", true, "signatur")]
    [InlineData("found --require provenance and no trusted key", false, "gate", "provenance")]
    public void WrongRequirement_IsNamed(string message, bool trusts, params string[] required) =>
        Assert.Contains(message, Assert.Throws<FaultException>(() => signed.Verify(null, null, trusts, required)).Message, StringComparison.Ordinal);

    [Fact]
    public void WhatWasSignedBefore_IsKept()
    {
        Assert.Equal([GateVerdictPredicate.Type, SlsaProvenance.Type], signed.Attest().Signed);

        AttestedModel again = signed.Attest();

        Assert.Empty(again.Signed);
        Assert.Equal(2, again.Kept.Count);
        Assert.Equal(2, signed.Registry.Referrers(signed.Model.Digest, DsseEnvelope.MediaType).Count);
        OciManifest attached = signed.Registry.ReadManifest(signed.Registry.Referrers(signed.Model.Digest, DsseEnvelope.MediaType)[0]);
        Assert.Equal((GateVerdictPredicate.Type, DsseEnvelope.MediaType), (attached.Annotation("in-toto.io/predicate-type"), attached.ArtifactType));
    }

    private static void AssertRefused(VerificationReport report, string name, string message)
    {
        VerificationCheck check = report.Checks.Single(one => one.Name == name);
        Assert.Contains(message, check.Message, StringComparison.Ordinal);
        Assert.Equal((CheckOutcome.Failed, true), (check.Outcome, check.Refuses));
        Assert.False(report.IsVerified);
        Assert.Null(report.ToJson()["deploy"]);
    }

    private static byte[] Statement(string manifest, string type = "t") => new InTotoStatement([ResourceDescriptor.Of("telco", manifest)], type, []).Write();

    private void EditIndex(string tag, string digest)
    {
        string file = Path.Combine(signed.Registry.Folder, "index.json");
        JsonNode index = JsonNode.Parse(File.ReadAllBytes(file))!;
        JsonNode entry = index["manifests"]!.AsArray().Single(one => (string?)one!["annotations"]?["org.opencontainers.image.ref.name"] == tag)!;
        entry["digest"] = digest;
        entry["size"] = new FileInfo(BlobPath(digest)).Length;
        File.WriteAllText(file, index.ToJsonString());
    }

    private string BlobPath(string digest) => Path.Combine(signed.Registry.Folder, "blobs", "sha256", digest[7..]);
}
