using MlCi.Findings;
using MlCi.Promotion;

namespace MlCi.Tests.Promotion;

public sealed class ReleaseTagTests
{
    [Theory]
    [InlineData("telco-churn/v1.4.0", "telco-churn", "1.4.0")]
    [InlineData("a/v0.0.0", "a", "0.0.0")]
    [InlineData("9.x_y--z/v10.20.30", "9.x_y--z", "10.20.30")]
    public void Tag_NamesPipelineAndVersion(string name, string pipeline, string version)
    {
        var tag = ReleaseTag.Read(name);

        Assert.Equal((pipeline, version, name), (tag.Pipeline, tag.Version.ToString(), tag.ToString()));
    }

    [Theory]
    [InlineData("", "found nothing for '--release-tag', expected a tag such as telco-churn/v1.4.0; is the variable that it stands in empty?")]
    [InlineData("  ", "found nothing for '--release-tag'")]
    [InlineData("telco", "found 'telco' for '--release-tag', expected one '/', with a pipeline before it and a version after it: telco-churn/v1.4.0")]
    [InlineData("v1.4.0", "expected one '/'")]
    [InlineData("a/b/v1.4.0", "expected one '/'")]
    [InlineData("../../etc/v1.0.0", "expected one '/'")]
    [InlineData("refs/tags/telco/v1.0.0", "found 'refs/tags/telco/v1.0.0' for '--release-tag', expected it without refs/tags/: telco/v1.0.0")]
    [InlineData("/v1.0.0", "found no pipeline before the '/' of '--release-tag', expected lower-case letters and digits, parted by '.', '_' or '-'")]
    [InlineData("../v1.0.0", "found pipeline '..' in '--release-tag'")]
    [InlineData("a..b/v1.0.0", "found pipeline 'a..b'")]
    [InlineData("-x/v1.0.0", "found pipeline '-x'")]
    [InlineData("--upload-pack=x/v1.0.0", "found '=' as letter 14 of a tag")]
    [InlineData("Telco/v1.0.0", "found pipeline 'Telco'")]
    [InlineData("telco/1.0.0", "found version '1.0.0' in '--release-tag', expected v and three numbers without zeros before them, such as v1.4.0")]
    [InlineData("telco/v1.0", "found version 'v1.0'")]
    [InlineData("telco/v01.0.0", "found version 'v01.0.0'")]
    [InlineData("telco/v1.0.0.0", "found version 'v1.0.0.0'")]
    [InlineData("telco/v99999999999999999999.0.0", "found version 'v99999999999999999999.0.0'")]
    [InlineData("telco/v-1.0.0", "found version 'v-1.0.0'")]
    [InlineData("telco/v1.0.0-rc.1", "found version 'v1.0.0-rc.1' in '--release-tag', expected a release: what only announces 1.0.0 does not go into production")]
    [InlineData("telco/v1.0.0+build", "expected one without a plus, which no registry takes in a tag: v1.0.0")]
    [InlineData("telco/v1.0.0$(id)", "found '$' as letter 13 of a tag for '--release-tag', expected letters, digits, '.', '_', '-' and one '/', such as telco-churn/v1.4.0")]
    [InlineData("telco/v1.0.0;id", "found ';' as letter 13")]
    [InlineData("telco /v1.0.0", "found U+0020 as letter 6")]
    [InlineData("telco/v1.0.0\n::set-output", "found U+000A as letter 13")]
    [InlineData("telco/v1.0.0\u001b[2J", "found U+001B as letter 13")]
    [InlineData("telco/v1.0.0\u202e", "found U+202E as letter 13")]
    [InlineData("тelco/v1.0.0", "found U+0442 as letter 1 ")]
    public void WhatIsNoReleaseTag_IsRefused(string name, string message)
    {
        FaultException refusal = Assert.Throws<FaultException>(() => ReleaseTag.Read(name));

        Assert.Equal(ExitCodes.Misconfigured, refusal.ExitCode);
        Assert.Contains(message, Assert.Single(refusal.Faults).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void FaultsOfPipelineAndVersion_AreToldAtOnce()
    {
        FaultException refusal = Assert.Throws<FaultException>(() => ReleaseTag.Read("Telco/1.0"));

        Assert.Equal(["found pipeline 'Telco'", "found version '1.0'"], refusal.Faults.Select(fault => fault.ToString()[..fault.ToString().IndexOf(" in ", StringComparison.Ordinal)]));
    }

    [Fact]
    public void TagOfManyLetters_IsNotRepeated()
    {
        FaultException refusal = Assert.Throws<FaultException>(() => ReleaseTag.Read(new string('a', 100_000) + "/v1.0.0"));

        Assert.Equal("found a tag of 100,007 letters for '--release-tag', expected at most 200, such as telco-churn/v1.4.0", refusal.Message);
    }
}
