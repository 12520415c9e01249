using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using MlCi.Findings;
using MlCi.Promotion;

namespace MlCi.Tests.Promotion;

/// <summary>Envelopes against the specification's own example.</summary>
public sealed class DsseEnvelopeTests
{
    private const string SpecType = "http://example.com/HelloWorld";

    // https://github.com/secure-systems-lab/dsse/blob/v1.0.0/protocol.md, "Test Vectors".
    [Fact]
    public void Encoding_IsTheSpecificationsExample() => Assert.Equal(
        "DSSEv1 29 http://example.com/HelloWorld 11 hello world",
        Encoding.UTF8.GetString(DsseEnvelope.PreAuthenticationEncoding(SpecType, "hello world"u8)));

    [Fact]
    public void Encoding_CountsBytes_NotLetters() => Assert.Equal(
        "DSSEv1 2 é 3 ü!", Encoding.UTF8.GetString(DsseEnvelope.PreAuthenticationEncoding("é", "ü!"u8)));

    [Fact]
    public void SignatureOfTheSpecification_IsVerified()
    {
        using EnvelopeKey key = SpecKey();
        DsseEnvelope envelope = DsseEnvelope.Read(Encoding.UTF8.GetBytes(
            """
            {"payload": "aGVsbG8gd29ybGQ=", "payloadType": "http://example.com/HelloWorld",
             "signatures": [{"sig": "A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F+FnZ+O88SjtR6rDAajabZKciJTfUiHqJPcIAriEGAHTVeCUjW2JIZA=="}]}
            """), "example");

        Assert.True(key.Verifies(envelope));
        Assert.False(key.Verifies(envelope with { Payload = "hello worlD"u8.ToArray() }));
        Assert.False(key.Verifies(envelope with { PayloadType = "http://example.com/HelloWorlD" }));
    }

    [Fact]
    public void WrittenEnvelope_IsReadAgain()
    {
        using EnvelopeKey key = NewKey();
        DsseEnvelope envelope = key.Sign(DsseEnvelope.InToto, "payload >?"u8.ToArray());

        DsseEnvelope read = DsseEnvelope.Read(envelope.Write(), "envelope");

        Assert.Equal(envelope.Payload.ToArray(), read.Payload.ToArray());
        Assert.True(key.Verifies(read));
        using EnvelopeKey other = NewKey();
        Assert.False(other.Verifies(read));
        Assert.Equal(
            "payload >?",
            Encoding.UTF8.GetString(DsseEnvelope.Read("""{"payload":"cGF5bG9hZCA-Pw","payloadType":"t","signatures":[{"sig":""}]}"""u8.ToArray(), "envelope").Payload.Span));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"payload":"","payloadType":"t","signatures":[]}""")]
    [InlineData("""{"payload":"%","payloadType":"t","signatures":[{"sig":""}]}""")]
    [InlineData("""{"payload":"","signatures":[{"sig":""}]}""")]
    [InlineData("""{"payload":null,"payloadType":"t","signatures":[{"sig":""}]}""")]
    public void WhatIsNoEnvelope_IsRefused(string json)
    {
        var exception = Assert.Throws<FaultException>(() => DsseEnvelope.Read(Encoding.UTF8.GetBytes(json), "here"));
        Assert.StartsWith("here: found", exception.Message, StringComparison.Ordinal);
        Assert.Contains("expected a DSSE envelope", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void KeyOfAnotherKind_IsRefused_WithoutBeingPrinted()
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);
        foreach (string pem in new[] { curve.ExportECPrivateKeyPem(), rsa.ExportRSAPrivateKeyPem(), "nonsense", "" })
        {
            var exception = Assert.Throws<FaultException>(() => EnvelopeKey.Read(pem, "key.pem"));
            Assert.StartsWith("key.pem: found", exception.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("BEGIN", exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Approval_IsAnInTotoStatement_AndReadAgain()
    {
        var approval = new ApprovalStatement("telco", SampleRecordDigest, "production", "ana", new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), "looks good");

        Assert.Equal(approval, ApprovalStatement.Read(approval.Write(), "approval"));
        Assert.StartsWith(
            """{"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"telco","digest":{"sha256":"64ec88""", Encoding.UTF8.GetString(approval.Write()), StringComparison.Ordinal);
        Assert.Throws<FaultException>(() => ApprovalStatement.Read("""{"_type":"https://in-toto.io/Statement/v1"}"""u8.ToArray(), "approval"));
    }

    private static string SampleRecordDigest => "sha256:64ec88ca00b268e5ba1a35678a1b5316d212f4f366b2477232534a8aeca37f3c";

    private static EnvelopeKey SpecKey()
    {
        using var key = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint
            {
                X = BigInteger.Parse("46950820868899156662930047687818585632848591499744589407958293238635476079160").ToByteArray(isUnsigned: true, isBigEndian: true),
                Y = Padded(BigInteger.Parse("5640078356564379163099075877009565129882514886557779369047442380624545832820").ToByteArray(isUnsigned: true, isBigEndian: true)),
            },
        });
        return EnvelopeKey.Read(key.ExportSubjectPublicKeyInfoPem(), "example");
    }

    private static byte[] Padded(byte[] number) => [.. new byte[32 - number.Length], .. number];

    private static EnvelopeKey NewKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return EnvelopeKey.Read(key.ExportPkcs8PrivateKeyPem(), "key");
    }
}
