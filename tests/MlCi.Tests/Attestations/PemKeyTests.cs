using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MlCi.Attestations;
using MlCi.Findings;
using MlCi.Promotion;

namespace MlCi.Tests.Attestations;

public sealed class PemKeyTests
{
    private static readonly PbeParameters Passphrase = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);

    [Fact]
    public void EveryFormOfAKey_IsTheSameKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string sec1 = key.ExportECPrivateKeyPem(), parameters = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";

        using EnvelopeKey one = PemKey.Private(sec1, "k"), other = PemKey.Private(key.ExportPkcs8PrivateKeyPem(), "k"), third = PemKey.Private(parameters + sec1, "k");
        using EnvelopeKey half = PemKey.Public(key.ExportSubjectPublicKeyInfoPem(), "k");

        Assert.Equal([half.Id, half.Id, half.Id], new[] { one, other, third }.Select(read => read.Id));
        Assert.False(half.IsPrivate);
        Assert.True(half.Verifies(third.Sign("t", "payload"u8.ToArray())));
    }

    public static TheoryData<string, string> Others()
    {
        using var rsa = RSA.Create(2048);
        using var wide = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = new CertificateRequest("CN=x", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1));
        return new TheoryData<string, string>
        {
            { rsa.ExportRSAPrivateKeyPem(), "found a key of RSA; 'openssl ecparam -name prime256v1 -genkey -noout' makes one" },
            { rsa.ExportPkcs8PrivateKeyPem(), "found a key of RSA; 'openssl ecparam -name prime256v1 -genkey -noout' makes one" },
            { key.ExportEncryptedPkcs8PrivateKeyPem("passphrase", Passphrase), "found a private key with a passphrase; 'openssl pkey -in FILE' writes it without" },
            { "-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nAAAA\n-----END EC PRIVATE KEY-----", "found a private key with a passphrase" },
            { wide.ExportPkcs8PrivateKeyPem(), "found a key of another curve" },
            { wide.ExportECPrivateKeyPem(), "found a key of another curve" },
            { "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n-----END PRIVATE KEY-----", "found a key of Ed25519" },
            { key.ExportSubjectPublicKeyInfoPem(), "found a public key, expected the private one" },
            { certificate.ExportCertificatePem(), "found a certificate" },
            { "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----", "found a key in the form of OpenSSH" },
            { "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", "found a block that holds no key" },
            { "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----", "found no such key" },
            { "s3cret that is no key", "found no PEM" },
            { "", "found no PEM" },
        };
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void OtherKey_IsOneClearMessage_WithoutTheKey(string pem, string message)
    {
        var fault = Assert.Throws<FaultException>(() => PemKey.Private(pem, "ci.key").Dispose());

        Assert.Equal(ExitCodes.Misconfigured, fault.ExitCode);
        Assert.Single(fault.Faults);
        Assert.StartsWith($"ci.key: {message}", fault.Message, StringComparison.Ordinal);
        Assert.Contains("expected", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(pem.Split('\n').Where(line => line.Length > 4 && !line.Contains("-----", StringComparison.Ordinal)), line => fault.Message.Contains(line, StringComparison.Ordinal));
    }
}
