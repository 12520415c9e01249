using System.Diagnostics;
using System.Text;
using MlCi.Adapters.Attestations;
using MlCi.Adapters.Processes;
using MlCi.Attestations;
using MlCi.Findings;
using MlCi.Pipelines;
using MlCi.Promotion;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Attestations;

/// <summary>What signs: keys and commands, from wherever they are named.</summary>
public sealed class SigningTests : IDisposable
{
    private static readonly byte[] Payload = "payload"u8.ToArray();
    private readonly TemporaryFolder folder = new();
    private readonly string pem = SignedModel.NewKey();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("MLCI_SIGNING_KEY", true)]
    [InlineData("MLCI_SIGNING_KEY", false)]
    [InlineData("MLCI_SIGNING_KEY_FILE", false)]
    public void Key_IsFoundInVariables(string name, bool isPem)
    {
        string file = folder.Write("ci.key", pem);

        using IEnvelopeSigner signer = Choose((name, isPem ? pem : file))!;

        Assert.True(signer.HasSigned(signer.Sign("t", Payload)));
    }

    [Fact]
    public void NothingNamed_SignsNothing() => Assert.Null(Choose());

    [Fact]
    public void SeveralNamed_IsAFault() => Assert.Equal(
        "found MLCI_SIGNING_KEY and MLCI_SIGN_COMMAND, expected one of them only: which signs?",
        Assert.Throws<FaultException>(() => Choose(("MLCI_SIGNING_KEY", pem), ("MLCI_SIGN_COMMAND", "sign"))).Message);

    [Fact]
    public void VariableWithoutPemOrFile_IsNotPrinted()
    {
        string secret = pem.Split('\n')[1];

        var fault = Assert.Throws<FaultException>(() => Choose(("MLCI_SIGNING_KEY", secret)));

        Assert.StartsWith("MLCI_SIGNING_KEY: found neither PEM nor the path of a file", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TrustedKeys_AreReadFromEverywhere_EachOnce()
    {
        string one = SignedModel.PublicOf(pem), other = SignedModel.PublicOf(SignedModel.NewKey());
        string file = folder.Write("one.pub", one);
        folder.Write("keys/both.pub", one + "\n" + other);
        var rule = AttestRule.None with { Trust = [new Placed("keys/both.pub", new SourcePlace("pipeline.yml", 3))] };

        using var trusted = TrustedKeys.Read([file], rule, folder.Root, name => name == TrustedKeys.Variable ? one : null);

        Assert.Equal([file, "keys/both.pub"], trusted.Keys.Select(key => key.Name));
        var fault = Assert.Throws<FaultException>(() => TrustedKeys.Read(["no.pub"], rule, folder.Path("nowhere"), _ => null));
        Assert.Equal(2, fault.Faults.Count);
        Assert.StartsWith("--key: found no file 'no.pub'", fault.Faults[0].Message, StringComparison.Ordinal);
        Assert.Contains("attest.trust: found no file '", fault.Faults[1].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("openssl dgst -sha256 -sign ci.key")]
    [InlineData("openssl dgst -sha256 -sign ci.key | openssl base64 -A")]
    public void Command_SignsWhatItReads(string line)
    {
        if (OperatingSystem.IsWindows() || !HasOpenSsl)
            return;
        folder.Write("ci.key", pem);
        using var trusted = new TrustedKeys([new TrustedKey("ci.pub", PemKey.Public(SignedModel.PublicOf(pem), "ci.pub"))]);

        using var signer = new CommandSigner(Command(line), () => trusted);
        DsseEnvelope envelope = signer.Sign("t", Payload);

        Assert.True(trusted.Keys[0].Key.Verifies(envelope));
        Assert.Equal(trusted.Keys[0].Key.Id, envelope.Signatures[0].KeyId);
    }

    [Fact]
    public void Signature_IsVerifiedByOpenSsl()
    {
        if (!HasOpenSsl)
            return;
        using var signer = new KeySigner(PemKey.Private(pem, "ci.key"));
        DsseEnvelope envelope = signer.Sign(DsseEnvelope.InToto, Payload);
        File.WriteAllBytes(folder.Path("signed"), DsseEnvelope.PreAuthenticationEncoding(DsseEnvelope.InToto, Payload));
        File.WriteAllBytes(folder.Path("signature"), envelope.Signatures[0].Bytes.ToArray());
        folder.Write("ci.pub", SignedModel.PublicOf(pem));

        using Process process = Process.Start(new ProcessStartInfo("openssl", ["dgst", "-sha256", "-verify", "ci.pub", "-signature", "signature", "signed"]) { WorkingDirectory = folder.Root, UseShellExecute = false, RedirectStandardOutput = true })!;
        string said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        Assert.Equal((0, "Verified OK"), (process.ExitCode, said.Trim()));
    }

    [Theory]
    [InlineData("echo 'no such key s3cret-token' >&2; exit 3", ExitCodes.OutOfReach, "attest.command: 'sh' ended with exit code 3, expected 0; it said: no such key ***")]
    [InlineData("sleep 60", ExitCodes.OutOfReach, "'sh' was stopped after 2 s, expected a signature in DER or base64 within its timeout")]
    [InlineData("exec 0<&-; echo hello", ExitCodes.Misconfigured, "'sh' wrote 6 bytes that are none, expected a signature in DER or base64; it printed nothing on standard error")]
    [InlineData("cat", ExitCodes.Misconfigured, "bytes that are none")]
    [InlineData("head -c 3000000 /dev/zero", ExitCodes.Misconfigured, "bytes that are none")]
    public void CommandThatGivesNoSignature_IsToldWithWhatItSaid(string line, int exitCode, string message)
    {
        if (OperatingSystem.IsWindows())
            return;
        byte[] large = new byte[1 << 20];

        var fault = Assert.Throws<FaultException>(() => Command(line).Sign(large));

        Assert.Equal(exitCode, fault.ExitCode);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CommandThatIsNotThere_IsAFault() => Assert.Contains(
        "MLCI_SIGN_COMMAND: cannot start 'no-such-signer': found no such executable file",
        Assert.Throws<FaultException>(() => Choose(("MLCI_SIGN_COMMAND", "no-such-signer --now"))!.Sign("t", Payload)).Message, StringComparison.Ordinal);

    [Fact]
    public void CommandOfAnotherKeyThanTrusted_IsAFault()
    {
        if (OperatingSystem.IsWindows() || !HasOpenSsl)
            return;
        folder.Write("ci.key", SignedModel.NewKey());
        using var trusted = new TrustedKeys([new TrustedKey("ci.pub", PemKey.Public(SignedModel.PublicOf(pem), "ci.pub"))]);

        Assert.Contains(
            "found a signature that none of the trusted keys verifies (ci.pub)",
            Assert.Throws<FaultException>(() => new CommandSigner(Command("openssl dgst -sha256 -sign ci.key"), () => trusted).Sign("t", Payload)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SignatureOfAnyForm_IsRead()
    {
        byte[] der = [0x30, 0x06, 0x02, 0x01, 0x05, 0x02, 0x01, 0x07], raw = new byte[64];

        Assert.Equal(der, SignatureText.Read(der));
        Assert.Equal(der, SignatureText.Read(Encoding.ASCII.GetBytes(Convert.ToBase64String(der) + "\n")));
        Assert.Equal(raw, SignatureText.Read(raw));
        Assert.Equal(raw, SignatureText.Read(Encoding.ASCII.GetBytes(Convert.ToBase64String(raw))));
        Assert.Null(SignatureText.Read([.. der, 0]));
        Assert.Null(SignatureText.Read([]));
    }

    private static bool HasOpenSsl => ExecutablePath.Find("openssl", ".", environment: null) is not null;

    private SignCommand Command(string line) => new(["sh", "-c", line], folder.Root, TimeSpan.FromSeconds(line.StartsWith("sleep", StringComparison.Ordinal) ? 2 : 60), "attest.command", ["s3cret-token"]);

    private IEnvelopeSigner? Choose(params (string Name, string Value)[] variables) =>
        SigningChoice.Of(null, AttestRule.None, folder.Root, name => variables.FirstOrDefault(one => one.Name == name).Value);
}
