using MlCi.Adapters.Scaffolding;
using MlCi.Findings;

namespace MlCi.Adapters.Tests.Scaffolding;

public sealed class ScaffoldNamesTests
{
    [Theory]
    [InlineData(null, "/data/lending_club.csv", "lending-club", "LendingClubPipeline")]
    [InlineData(null, "Sales 2026 (final).csv.gz", "sales-2026-final", "Sales2026FinalPipeline")]
    [InlineData(null, "2026.csv", "2026", "Model2026Pipeline")]
    [InlineData(null, "system.csv", "system", "SystemPipeline")]
    [InlineData(null, "features.csv", "features", "FeaturesPipeline")]
    [InlineData(null, "table.csv", "table", "TablePipeline")]
    [InlineData("i", "x.csv", "i", "IPipeline")]
    [InlineData("my.model_v2", "x.csv", "my.model_v2", "MyModelV2Pipeline")]
    public void Names_AreOfTheDataFile_UnlessGiven(string? given, string data, string pipeline, string identifier) =>
        Assert.Equal((pipeline, identifier), (ScaffoldNames.Of(given, data).Pipeline, ScaffoldNames.Of(given, data).Identifier));

    [Theory]
    [InlineData("Big", "x.csv", "pipeline: found 'Big', expected lower-case letters and digits")]
    [InlineData("../x", "x.csv", "pipeline: found '../x', expected lower-case letters and digits")]
    [InlineData(null, "数据.csv", "found no name for the pipeline in '数据.csv', expected --name NAME")]
    public void WhatCannotBeAName_IsRefused(string? given, string data, string message)
    {
        FaultException e = Assert.Throws<FaultException>(() => ScaffoldNames.Of(given, data));

        Assert.StartsWith(message, e.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Misconfigured, e.ExitCode);
    }
}
