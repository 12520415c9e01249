using MlCi.Adapters.Stages;
using MlCi.Adapters.Tests.Attestations;
using MlCi.Attestations;
using MlCi.Findings;

namespace MlCi.Adapters.Tests.Stages;

/// <summary>Register signs what it knows of the model where something signs, and says so where nothing does.</summary>
public sealed class SignedRegistrationTests(EngineSetup setup) : CommandPipelineTest(setup)
{
    private const string Variable = "MLCI_SIGNING_KEY";

    [Fact]
    public void WithAKey_VerdictAndProvenanceAreSigned_AndVerified()
    {
        string pem = SignedModel.NewKey();
        Repository.Write("ci.pub", SignedModel.PublicOf(pem));

        (int code, string output) = Register(pem);
        Assert.True(code == ExitCodes.Passed, output);
        AssertSaid(output.ReplaceLineEndings(" "), "gate verdict and provenance signed by");
        Assert.DoesNotContain(pem.Split('\n')[1], output, StringComparison.Ordinal);

        VerificationReport report = new AttestationDesk(Repository.Root).Verify([], "candidate", null, [Repository.Path("ci.pub")], ["signature", "provenance", "gate", "record"]);
        Assert.All(report.Checks, check => Assert.True(check.Outcome == CheckOutcome.Passed, check.Message));
        AssertSaid(report.Checks[4].Message, $"built by {BuildRun.LocalBuilder}");
    }

    [Fact]
    public void WithoutAKey_ItSaysSo() => AssertSaid(Register(null).Output.ReplaceLineEndings(" "), "not signed, as nothing signs");

    [Fact]
    public void KeyThatCannotBeUsed_IsToldBeforeAnythingIsRegistered()
    {
        (int code, string output) = Register("-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----");

        Assert.Equal(ExitCodes.Misconfigured, code);
        AssertSaid(output.ReplaceLineEndings(" "), "found a key in the form of OpenSSH");
        Assert.False(Directory.Exists(Repository.Path(".mlci/registry/tiny/blobs")) && Directory.GetFiles(Repository.Path(".mlci/registry/tiny"), "*", SearchOption.AllDirectories).Any(file => File.ReadAllText(file).Contains("\"candidate\"", StringComparison.Ordinal)));
    }

    private (int ExitCode, string Output) Register(string? key)
    {
        string? before = Environment.GetEnvironmentVariable(Variable);
        try
        {
            Environment.SetEnvironmentVariable(Variable, key);
            return Run("Register", options => options with { VerifyReproducible = false });
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, before);
        }
    }
}
