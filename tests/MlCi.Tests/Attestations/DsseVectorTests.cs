using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using MlCi.Attestations;
using MlCi.Promotion;

namespace MlCi.Tests.Attestations;

/// <summary>The test vector of DSSE's protocol (github.com/secure-systems-lab/dsse, protocol.md): another implementation's key and signature.</summary>
public sealed class DsseVectorTests
{
    private const string PayloadType = "http://example.com/HelloWorld";
    private const string Envelope = """
        {"payload": "aGVsbG8gd29ybGQ=",
         "payloadType": "http://example.com/HelloWorld",
         "signatures": [{"sig": "A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F+FnZ+O88SjtR6rDAajabZKciJTfUiHqJPcIAriEGAHTVeCUjW2JIZA=="}]}
        """;

    [Fact]
    public void PreAuthenticationEncoding_IsThatOfTheSpecification() => Assert.Equal(
        "DSSEv1 29 http://example.com/HelloWorld 11 hello world", Encoding.UTF8.GetString(DsseEnvelope.PreAuthenticationEncoding(PayloadType, "hello world"u8)));

    [Theory]
    [InlineData(Envelope, true)]
    [InlineData("""{"payload": "aGVsbG8gd29ybGQ=", "payloadType": "http://example.com/HelloWorld", "signatures": [{"sig": "A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F-FnZ-O88SjtR6rDAajabZKciJTfUiHqJPcIAriEGAHTVeCUjW2JIZA=="}]}""", true)]
    [InlineData("""{"payload": "aGVsbG8gd29ybGR=", "payloadType": "http://example.com/HelloWorlD", "signatures": [{"sig": "A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F+FnZ+O88SjtR6rDAajabZKciJTfUiHqJPcIAriEGAHTVeCUjW2JIZA=="}]}""", false)]
    [InlineData("""{"payload": "aGVsbG8gd29ybGQh", "payloadType": "http://example.com/HelloWorld", "signatures": [{"sig": "A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F+FnZ+O88SjtR6rDAajabZKciJTfUiHqJPcIAriEGAHTVeCUjW2JIZA=="}]}""", false)]
    public void Signature_IsVerified_OfThatPayloadAndTypeOnly(string envelope, bool verifies)
    {
        using EnvelopeKey key = PemKey.Public(Pem(), "dsse");

        Assert.Equal(verifies, key.Verifies(DsseEnvelope.Read(Encoding.UTF8.GetBytes(envelope), "envelope")));
    }

    private static string Pem()
    {
        using var key = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint
            {
                X = Bytes("46950820868899156662930047687818585632848591499744589407958293238635476079160"),
                Y = Bytes("5640078356564379163099075877009565129882514886557779369047442380624545832820"),
            },
        });
        return key.ExportSubjectPublicKeyInfoPem();
    }

    private static byte[] Bytes(string number)
    {
        byte[] bytes = BigInteger.Parse(number, CultureInfo.InvariantCulture).ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[32 - bytes.Length], .. bytes];
    }
}
