using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MlCi.Findings;

namespace MlCi.Adapters.Registry.Remote;

/// <summary>Which certificates are trusted: the machine's authorities, and those of a file of one's own.</summary>
internal sealed class CertificateTrust
{
    private readonly X509Certificate2Collection authorities = [];
    private readonly string? file;

    /// <summary>Reads the file.</summary>
    /// <param name="file">A PEM file, or null.</param>
    /// <exception cref="FaultException">It cannot be read (exit 2).</exception>
    public CertificateTrust(string? file)
    {
        this.file = file;
        if (file is null)
            return;
        try
        {
            authorities.ImportFromPemFile(file);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw NoAuthorities($"a file that cannot be read ({InertText.Of(e.Message).TrimEnd('.')})");
        }

        if (authorities.Count == 0)
            throw NoAuthorities("no certificate");
    }

    /// <summary>Why the last certificate was refused, or null.</summary>
    public string? Refused { get; private set; }

    /// <summary>What a connection is made by.</summary>
    public SslClientAuthenticationOptions Options => new() { RemoteCertificateValidationCallback = (_, certificate, chain, errors) => IsTrusted(certificate, chain, errors) };

    private bool IsTrusted(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
            return true;
        if (certificate is not X509Certificate2 shown || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            Refused = "no certificate";
            return false;
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            Refused = $"a certificate for {NamesOf(shown)}";
            return false;
        }

        using X509Chain own = new();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.AddRange(authorities);
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        own.ChainPolicy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.1"));
        foreach (X509ChainElement element in chain?.ChainElements.Skip(1) ?? [])
            own.ChainPolicy.ExtraStore.Add(element.Certificate);
        if (authorities.Count > 0 && own.Build(shown))
            return true;
        X509Chain told = authorities.Count > 0 ? own : chain ?? own;
        Refused = $"a certificate of {InertText.Of(shown.Issuer)} that is not trusted ({string.Join(", ", told.ChainStatus.Select(status => status.Status).Distinct())})";
        return false;
    }

    private static string NamesOf(X509Certificate2 certificate) => InertText.Of(
        certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault() is { } names
            ? string.Join(", ", names.EnumerateDnsNames().Concat(names.EnumerateIPAddresses().Select(address => address.ToString())))
            : certificate.Subject);

    private FaultException NoAuthorities(string found) => FaultException.Misconfigured(
        $"{file}: found {found}, expected certificate authorities in PEM form, as {RegistryEnvironment.AuthoritiesVariable} or SSL_CERT_FILE names that file");
}
