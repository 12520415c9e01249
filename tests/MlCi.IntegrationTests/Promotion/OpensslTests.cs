using System.Diagnostics;
using MlCi.Promotion;
using MlCi.Testing;

namespace MlCi.IntegrationTests.Promotion;

/// <summary>Signatures of openssl are verified here, and ours by openssl.</summary>
public sealed class OpensslTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("ecparam", "-name", "prime256v1", "-genkey", "-out", "key.pem")]
    [InlineData("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", "key.pem")]
    public void SignatureByOpenssl_IsVerified_AndOursByOpenssl(params string[] makeKey)
    {
        Openssl(makeKey);
        Openssl("ec", "-in", "key.pem", "-pubout", "-out", "key.pub");
        File.WriteAllBytes(folder.Path("pae"), DsseEnvelope.PreAuthenticationEncoding(DsseEnvelope.InToto, "{\"a\":1}"u8));
        Openssl("dgst", "-sha256", "-sign", "key.pem", "-out", "theirs.sig", "pae");
        using EnvelopeKey own = EnvelopeKey.Read(File.ReadAllText(folder.Path("key.pem")), "key.pem");
        using EnvelopeKey known = EnvelopeKey.Read(File.ReadAllText(folder.Path("key.pub")), "key.pub");
        DsseEnvelope theirs = new(DsseEnvelope.InToto, "{\"a\":1}"u8.ToArray(), [new DsseSignature(null, File.ReadAllBytes(folder.Path("theirs.sig")))]);

        Assert.True(known.Verifies(theirs));
        Assert.False(known.Verifies(theirs with { Payload = "{\"a\":2}"u8.ToArray() }));

        DsseEnvelope ours = own.Sign(DsseEnvelope.InToto, "{\"a\":1}"u8.ToArray());
        File.WriteAllBytes(folder.Path("ours.sig"), ours.Signatures[0].Bytes.ToArray());
        Openssl("dgst", "-sha256", "-verify", "key.pub", "-signature", "ours.sig", "pae");
        Assert.Equal(own.Id, known.Id);
        Assert.Equal(own.Id, ours.Signatures[0].KeyId);
        Assert.Throws<InvalidOperationException>(() => known.Sign(DsseEnvelope.InToto, default));
    }

    private void Openssl(params string[] arguments)
    {
        using Process run = Process.Start(new ProcessStartInfo("openssl", arguments)
        {
            WorkingDirectory = folder.Root,
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        string said = run.StandardError.ReadToEnd() + run.StandardOutput.ReadToEnd();
        run.WaitForExit();
        Assert.True(run.ExitCode == 0, said);
    }
}
