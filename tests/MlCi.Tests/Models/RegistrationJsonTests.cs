using System.Text;
using MlCi.Findings;
using MlCi.Models;
using MlCi.Testing;

namespace MlCi.Tests.Models;

public sealed class RegistrationJsonTests
{
    private static readonly string Text = RegistrationJson.Write(SampleRegistrations.Telco);

    [Fact]
    public Task Written() => Snapshot.Verify(Text, "json");

    [Fact]
    public void Written_IsReadBack() => Assert.Equal(Text, RegistrationJson.Write(RegistrationJson.Read(Encoding.UTF8.GetBytes(Text), "record")));

    [Fact]
    public void OtherMoment_IsARepeat_OtherPersonIsNot()
    {
        RegistrationRecord record = SampleRegistrations.Telco;

        Assert.True(RegistrationJson.IsRepeat(record, record with { When = record.When.AddDays(1), Run = null, VersionFrom = "tag", VersionBecause = [] }));
        Assert.False(RegistrationJson.IsRepeat(record, record with { Who = "bo" }));
        Assert.False(RegistrationJson.IsRepeat(record, record with { Version = "1.4.1" }));
        Assert.False(RegistrationJson.IsRepeat(record, record with { Commit = null }));
    }

    [Theory]
    [InlineData("\"seed\": 7", "\"seed\": \"7\"")]
    [InlineData("\"schemaVersion\": 1", "\"schemaVersion\": 2")]
    [InlineData("\"who\": \"ana\"", "\"whom\": \"ana\"")]
    [InlineData("\"model\": \"sha256:", "\"model\": \"sha512:")]
    [InlineData("\"role\": \"train\"", "\"role\": \"test\"")]
    [InlineData("\"data\": [", "\"data\": [null,")]
    [InlineData("{", "[")]
    public void WrongRecord_IsRefused(string old, string wrong)
    {
        Assert.Contains(old, Text, StringComparison.Ordinal);

        var exception = Assert.Throws<FaultException>(() => RegistrationJson.Read(Encoding.UTF8.GetBytes(Text.Replace(old, wrong, StringComparison.Ordinal)), "record"));

        Assert.Equal(ExitCodes.OutOfReach, exception.ExitCode);
    }
}
