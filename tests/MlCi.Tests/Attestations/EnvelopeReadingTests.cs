using System.Text;
using System.Text.Json.Nodes;
using MlCi.Attestations;
using MlCi.Data;
using MlCi.Promotion;

namespace MlCi.Tests.Attestations;

public sealed class EnvelopeReadingTests : IDisposable
{
    private static readonly string Manifest = Digest.OfText("manifest");
    private readonly EnvelopeKey key;
    private readonly TrustedKey trusted;

    public EnvelopeReadingTests()
    {
        string pem = Keys.NewPrivate();
        key = PemKey.Private(pem, "ci.key");
        trusted = Keys.Trusted(pem);
    }

    public void Dispose()
    {
        key.Dispose();
        trusted.Key.Dispose();
    }

    [Fact]
    public void TrustedStatementOfTheModel_Counts()
    {
        EnvelopeReading reading = Read(key.Sign(DsseEnvelope.InToto, Statement(Manifest)).Write());

        Assert.Equal((trusted, null, false), (reading.Signer, reading.Problem, reading.IsTampering));
        Assert.Equal("t", reading.Statement!.PredicateType);
    }

    [Fact]
    public void KeyThatIsNotKnown_IsNotTrusted_AndNoTampering()
    {
        using EnvelopeKey other = PemKey.Private(Keys.NewPrivate(), "other.key");

        EnvelopeReading reading = Read(other.Sign(DsseEnvelope.InToto, Statement(Manifest)).Write());

        Assert.Null(reading.Signer);
        Assert.False(reading.IsTampering);
        Assert.Contains($"(t) is signed by {other.Id}, which is not trusted", reading.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void PayloadThatWasSwapped_IsTampering()
    {
        DsseEnvelope signed = key.Sign(DsseEnvelope.InToto, Statement(Manifest));
        JsonNode envelope = JsonNode.Parse(signed.Write())!;
        envelope["payload"] = Convert.ToBase64String(Statement(Manifest, "other"));

        EnvelopeReading reading = Read(Encoding.UTF8.GetBytes(envelope.ToJsonString()));

        Assert.Null(reading.Signer);
        Assert.True(reading.IsTampering);
        Assert.Contains("(other) names ci.pub as its signer, whose key does not verify it: it was changed after it was signed", reading.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void StatementOfAnotherModel_IsTampering_HoweverWellSigned()
    {
        string other = Digest.OfText("other");

        EnvelopeReading reading = Read(key.Sign(DsseEnvelope.InToto, Statement(other)).Write());

        Assert.True(reading.IsTampering);
        Assert.EndsWith($"signed by ci.pub is about {other}, expected {Manifest}", reading.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain", "payload type 'text/plain', expected application/vnd.in-toto+json")]
    [InlineData(DsseEnvelope.InToto, "expected an in-toto statement")]
    public void OtherPayload_DoesNotCount(string type, string problem) =>
        Assert.Contains(problem, Read(key.Sign(type, "hello"u8.ToArray()).Write()).Problem, StringComparison.Ordinal);

    [Fact]
    public void NoEnvelope_DoesNotCount() => Assert.Contains("expected a DSSE envelope", Read("{}"u8.ToArray()).Problem, StringComparison.Ordinal);

    private EnvelopeReading Read(byte[] bytes) => EnvelopeReading.Of(bytes, Manifest, [trusted]);

    private static byte[] Statement(string manifest, string type = "t") => new InTotoStatement([ResourceDescriptor.Of("telco", manifest)], type, []).Write();
}
