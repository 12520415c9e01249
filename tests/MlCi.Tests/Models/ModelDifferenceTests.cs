using MlCi.Models;
using MlCi.Reports;
using MlCi.Runs;
using MlCi.Testing;

namespace MlCi.Tests.Models;

public sealed class ModelDifferenceTests
{
    private static readonly ModelDifference Difference = ModelDifference.Of(SampleDossiers.Older, SampleDossiers.Telco, "y");

    [Fact]
    public Task Json() => Snapshot.Verify(Difference.ToJson().ToJsonString(GateReportJson.Options) + "\n", "json");

    [Fact]
    public void WhatDiffers_IsMarked()
    {
        Assert.Equal(("4,000", "4,906", true), Row("data", "train rows"));
        Assert.Equal(("2,137", "2,137", false), Row("data", "holdout rows"));
        Assert.Equal(("6", "7", true), Row("params", "seed"));
        Assert.Equal(("0.847 [0.831, 0.862]", "0.847 [0.831, 0.862]", false), Row("metrics", "auc"));
        Assert.Equal((null, "column 'note': type \"string\" → [\"string\",\"null\"]", true), Row("schema", "changed"));
        Assert.Equal($"{SampleDossiers.Older.Registration!.Commit}..{SampleDossiers.Telco.Registration!.Commit}", Difference.CommitRange);
    }

    [Fact]
    public void SameModel_DiffersInNothing() => Assert.DoesNotContain(ModelDifference.Of(SampleDossiers.Telco, SampleDossiers.Telco, "y").Rows, row => row.Differs);

    private static (string?, string?, bool) Row(string section, string name)
    {
        ComparedRow row = Difference.Rows.Single(one => one.Section == section && one.Name == name);
        return (row.Values[0], row.Values[1], row.Differs);
    }
}
