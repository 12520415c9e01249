using MlCi.Adapters.Registry.Remote;
using MlCi.Findings;

namespace MlCi.Adapters.Tests.Registry.Remote;

public sealed class CredentialHelperTests
{
    [Theory]
    [InlineData("../evil")]
    [InlineData("a b")]
    [InlineData("")]
    [InlineData("-x")]
    public void NameThatIsNone_StartsNothing(string name) =>
        Assert.Contains("found the credential helper", Assert.Throws<FaultException>(() => CredentialHelper.Ask(name, "ghcr.io")).Message, StringComparison.Ordinal);

    [Fact]
    public void MissingHelper_IsAFaultOfTheUser()
    {
        FaultException fault = Assert.Throws<FaultException>(() => CredentialHelper.Ask("of-nobody", "ghcr.io"));

        Assert.Equal((ExitCodes.Misconfigured, "found no program docker-credential-of-nobody in PATH, expected it as Docker's config.json names that credential helper"), (fault.ExitCode, fault.Message));
    }
}
