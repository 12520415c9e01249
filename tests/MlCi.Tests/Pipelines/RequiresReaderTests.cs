using System.Text.Json.Nodes;
using System.Xml.Linq;
using MlCi.Pipelines;
using MlCi.Testing;

namespace MlCi.Tests.Pipelines;

public sealed class RequiresReaderTests
{
    [Fact]
    public void Packages_HaveTheirPlaces()
    {
        Placed package = Sample.Read(Sample.And("requires: [Microsoft.ML]")).Requires.Single();

        Assert.Equal(("Microsoft.ML", "pipelines/churn/pipeline.yml:13:12"), (package.Value, package.Place.ToString()));
    }

    [Fact]
    public void NothingIsRequired_UnlessItSaysSo() => Assert.Empty(Sample.Read(Sample.Text).Requires);

    [Theory]
    [InlineData("[Microsoft.Ml]", "13:12: found Microsoft.Ml in 'requires', expected 'Microsoft.ML', or one of Nuke.Common, Microsoft.ML, Octokit, Docker.DotNet, JsonSchema.Net, Parquet.Net, Verify.Xunit, xunit")]
    [InlineData("[xunit, xunit]", "13:19: found xunit twice in 'requires', expected it once")]
    [InlineData("Microsoft.ML", "13:11: found Microsoft.ML for 'requires', expected a list of package ids such as [Microsoft.ML]")]
    [InlineData("[[xunit]]", "13:12: found a list in 'requires', expected a package's id")]
    public void WrongRequirement_IsOneFault(string value, string fault) => Assert.Equal(fault, Sample.Faults(Sample.And($"requires: {value}")));

    [Fact]
    public void KnownPackages_AreThoseThatTheBuildAsksFor()
    {
        XDocument build = XDocument.Load(Path.Combine(RepositoryRoot.Path, "Directory.Packages.props"));
        JsonNode schema = JsonNode.Parse(File.ReadAllText(Path.Combine(RepositoryRoot.Path, "src", "MlCi", "Pipelines", "pipeline.schema.json")))!;

        Assert.Equal(build.Descendants("CardPackage").Select(card => (string)card.Attribute("Include")!), RequiresReader.Known);
        Assert.Equal(RequiresReader.Known, schema["properties"]!["requires"]!["items"]!["enum"]!.AsArray().Select(id => (string)id!));
    }

    [Fact]
    public void Digest_IsThatOfTheRules_WhateverIsRequired() => Assert.Equal(
        Sample.Read(Sample.Text).RulesDigest, Sample.Read(Sample.And("requires: [Microsoft.ML]")).RulesDigest);
}
