using MlCi.Data;
using MlCi.Models;
using MlCi.Reports;
using MlCi.Testing;

namespace MlCi.Tests.Models;

public sealed class ModelLineageTests
{
    private static readonly ModelDossier[] All = [SampleDossiers.Telco, SampleDossiers.Older];

    public static TheoryData<string, string> Names => new()
    {
        { Digest.OfText("manifest"), "the model" },
        { Digest.OfText("manifest")[7..15], "the model" },
        { "production", "the model" },
        { "1.4.0", "the model" },
        { Digest.OfText("snapshot"), "its training data" },
        { Digest.OfText("train"), "its training data" },
        { Digest.OfText("1.4.0"), "its file model/weights.json" },
        { "0a1b2c3", "its commit" },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Anything_LeadsToItsModel(string asked, string role)
    {
        ModelLineage found = Assert.Single(ModelLineage.Of(All, asked), one => one.Model == SampleDossiers.Telco);
        Assert.Equal(role, found.As);
    }

    [Theory]
    [InlineData("holdout", "its holdout")]
    [InlineData("gate.json", "its gate report")]
    [InlineData("code", "its code")]
    [InlineData("model", "its files")]
    public void WhatSeveralShare_LeadsToAll(string text, string role) =>
        Assert.Equal([role, role], ModelLineage.Of(All, Digest.OfText(text)).Select(one => one.As));

    [Theory]
    [InlineData("7f3a9c2e")]
    [InlineData("20261003-142501-7f3a9c2e")]
    [InlineData("20261003")]
    public void Run_IsFoundByItsIdOrParts(string asked) => Assert.Equal("its run", ModelLineage.Of(All, asked)[0].As);

    [Theory]
    [InlineData("nothing")]
    [InlineData("0a1b2c")]
    [InlineData("sha256:")]
    [InlineData("")]
    public void Else_NothingIsFound(string asked) => Assert.Empty(ModelLineage.Of(All, asked));

    [Fact]
    public void Champion_NamesWhomItWasComparedWith()
    {
        ModelDossier champion = SampleDossiers.Older with { Digest = Digest.OfText("champion") };

        Assert.Equal([SampleDossiers.Telco], ModelLineage.Of([SampleDossiers.Telco, champion], champion.Digest).Single(one => one.As == "the model").ChampionOf);
    }

    [Fact]
    public Task Json() => Snapshot.Verify(ModelLineage.Of(All, "production")[0].ToJson().ToJsonString(GateReportJson.Options) + "\n", "json");

    [Fact]
    public Task WholeJson() => Snapshot.Verify(ModelJson.Whole(SampleDossiers.Telco).ToJsonString(GateReportJson.Options) + "\n", "json");
}
