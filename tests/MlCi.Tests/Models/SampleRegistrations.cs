using System.Text.Json;
using MlCi.Data;
using MlCi.Models;

namespace MlCi.Tests.Models;

/// <summary>Records of a registration, for tests and snapshots.</summary>
internal static class SampleRegistrations
{
    public static RegistrationRecord Telco { get; } = new()
    {
        Pipeline = "telco-churn",
        Model = Digest.OfText("manifest"),
        ModelFiles = Digest.OfText("model"),
        Version = "1.4.0",
        VersionFrom = "computed",
        VersionBecause = ["minor: data changed", "patch: 0a1b2c3d fix: read <plans> *well*"],
        Who = "ana",
        When = new DateTimeOffset(2026, 10, 3, 14, 25, 1, TimeSpan.Zero),
        Run = "20261003-142501-7f3a9c2e",
        Commit = "0a1b2c3d4e5f60718293a4b5c6d7e8f901234567",
        Dirty = false,
        Source = "https://github.com/example/churn.git",
        Schema = Digest.OfText("schema"),
        Rules = Digest.OfText("rules"),
        Code = Digest.OfText("code"),
        Champion = Digest.OfText("champion"),
        Data =
        [
            new RegisteredData(RegisteredData.Train, "pipelines/telco-churn/data/train.csv", Digest.OfText("train"), 4906, 20, new RegisteredPeriod("day", "2025-01-01", "2026-06-30"),
                [new RegisteredSnapshot("pipelines/telco-churn/data/train.csv", Digest.OfText("train"), "telco-churn", Digest.OfText("snapshot"))]),
            new RegisteredData(RegisteredData.Holdout, "pipelines/telco-churn/data/holdout.csv", Digest.OfText("holdout"), 2137, 20, null, []),
        ],
        Params = new Dictionary<string, JsonElement>(StringComparer.Ordinal) { ["l2"] = JsonSerializer.SerializeToElement(1.0), ["trees.depth"] = JsonSerializer.SerializeToElement(6) },
        Seed = 7,
        Tool = "0.1.0",
    };
}
