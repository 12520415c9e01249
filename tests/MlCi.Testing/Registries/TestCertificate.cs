using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MlCi.Testing.Registries;

/// <summary>An authority of one's own, and a certificate for 127.0.0.1 that it signed, as PEM files in a folder.</summary>
public sealed class TestCertificate
{
    public TestCertificate(string folder)
    {
        Directory.CreateDirectory(folder);
        DateTimeOffset from = DateTimeOffset.UtcNow.AddDays(-1), until = from.AddDays(30);
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authority = new CertificateRequest("CN=MlCi test authority", authorityKey, HashAlgorithmName.SHA256);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        using X509Certificate2 signer = authority.CreateSelfSigned(from, until);

        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=registry", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        using X509Certificate2 signed = request.Create(
            signer.SubjectName, X509SignatureGenerator.CreateForECDsa(authorityKey), from, until.AddDays(-1), [1, 2, 3, 4]);

        AuthorityFile = Write("ca.pem", signer.ExportCertificatePem());
        CertificateFile = Write("registry.pem", signed.ExportCertificatePem());
        KeyFile = Write("registry.key", key.ExportPkcs8PrivateKeyPem());
        Der = signed.RawData;

        string Write(string name, string pem)
        {
            string path = Path.Combine(folder, name);
            File.WriteAllText(path, pem);
            return path;
        }
    }

    /// <summary>The authority's certificate.</summary>
    public string AuthorityFile { get; }

    /// <summary>The certificate for 127.0.0.1.</summary>
    public string CertificateFile { get; }

    /// <summary>Its private key.</summary>
    public string KeyFile { get; }

    /// <summary>The bytes of the certificate.</summary>
    public byte[] Der { get; }
}
