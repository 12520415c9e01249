using System.Security.Cryptography;
using MlCi.Attestations;

namespace MlCi.Tests.Attestations;

/// <summary>Keys that are made for a test and never leave it.</summary>
internal static class Keys
{
    public static string NewPrivate()
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

    public static TrustedKey Trusted(string pem, string name = "ci.pub") => new(name, PemKey.Public(PublicOf(pem), name));
}
