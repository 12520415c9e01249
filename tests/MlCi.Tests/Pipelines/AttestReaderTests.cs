using MlCi.Findings;
using MlCi.Pipelines;

namespace MlCi.Tests.Pipelines;

public sealed class AttestReaderTests
{
    [Fact]
    public void Attest_IsRead()
    {
        AttestRule rule = Sample.Read(Sample.Text + "\nattest:\n  command: [sign, --key, k]\n  timeout: 5s\n  trust: [keys/ci.pub]\n").Attest;

        Assert.Equal(["sign", "--key", "k"], rule.Command!.Arguments);
        Assert.Equal((TimeSpan.FromSeconds(5), "keys/ci.pub"), (rule.Timeout, rule.Trust.Single().Value));
        Assert.Equal(AttestRule.None, Sample.Read(Sample.Text).Attest);
    }

    [Theory]
    [InlineData("attest: yes", "found yes for 'attest', expected a mapping of command, timeout and trust")]
    [InlineData("attest: {shell: sign}", "found 'attest.shell', expected attest.command")]
    [InlineData("attest: {trust: [{a: b}]}", "in 'attest.trust', expected the path of a public key")]
    [InlineData("attest: {timeout: soon}", "found timeout soon, expected a time")]
    [InlineData("attest: {comand: [sign]}", "comand")]
    public void WrongAttest_IsAFaultWithItsPlace(string line, string message)
    {
        var fault = Assert.Throws<FaultException>(() => Sample.Read(Sample.Text + "\n" + line + "\n"));

        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.NotNull(fault.Faults[0].Place);
    }
}
