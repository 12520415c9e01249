using System.Text.Json.Nodes;
using MlCi.Attestations;
using MlCi.Data;

namespace MlCi.Tests.Attestations;

public sealed class SlsaProvenanceTests
{
    private const string Commit = "c27d339ee6075c1f744c5d4b200f7901aad2c369";
    private static readonly DateTimeOffset Started = new(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1));

    private static readonly BuildFacts Facts = new()
    {
        Pipeline = "telco",
        Params = new JsonObject { ["l2"] = 0.5 },
        Seed = 7,
        Commit = Commit,
        Dirty = false,
        Data = Digest.OfText("data"),
        Holdout = Digest.OfText("holdout"),
        Schema = Digest.OfText("schema"),
        Program = Digest.OfText("program"),
        Rules = Digest.OfText("rules"),
        Report = Digest.OfText("report"),
    };

    // As GitHub documents its variables; the forms of builder, invocation and source are those of its own provenance.
    private static readonly Dictionary<string, string> Variables = new(StringComparer.Ordinal)
    {
        ["GITHUB_ACTIONS"] = "true",
        ["GITHUB_SERVER_URL"] = "https://github.com",
        ["GITHUB_REPOSITORY"] = "octocat/hello-world",
        ["GITHUB_WORKFLOW_REF"] = "octocat/hello-world/.github/workflows/gate.yml@refs/heads/main",
        ["GITHUB_REF"] = "refs/heads/main",
        ["GITHUB_RUN_ID"] = "1536140711",
        ["GITHUB_RUN_ATTEMPT"] = "1",
    };

    [Fact]
    public void Provenance_HasTheFormOfTheSpecification() => Assert.True(JsonNode.DeepEquals(
        JsonNode.Parse($$"""
            {
              "buildDefinition": {
                "buildType": "https://mlci.dev/build/pipeline/v1",
                "externalParameters": {"pipeline": "telco", "params": {"l2": 0.5}, "seed": 7},
                "internalParameters": {"rules": "{{Digest.OfText("rules")}}"},
                "resolvedDependencies": [
                  {"name": "source", "uri": "git+https://github.com/octocat/hello-world@refs/heads/main", "digest": {"gitCommit": "{{Commit}}"}, "annotations": {"dirty": false} },
                  {"name": "data.train", "digest": {"sha256": "{{Hex("data")}}"} },
                  {"name": "data.holdout", "digest": {"sha256": "{{Hex("holdout")}}"} },
                  {"name": "schema", "digest": {"sha256": "{{Hex("schema")}}"} },
                  {"name": "program", "digest": {"sha256": "{{Hex("program")}}"} }
                ]
              },
              "runDetails": {
                "builder": {"id": "https://github.com/octocat/hello-world/.github/workflows/gate.yml@refs/heads/main", "version": {"mlci": "1.2.3"} },
                "metadata": {
                  "invocationId": "https://github.com/octocat/hello-world/actions/runs/1536140711/attempts/1",
                  "startedOn": "2026-01-02T02:04:05Z", "finishedOn": "2026-01-02T02:05:05Z"
                },
                "byproducts": [{"name": "gate.json", "digest": {"sha256": "{{Hex("report")}}"} }]
              }
            }
            """),
        OnGitHub()));

    [Fact]
    public void ElsewhereThanOnGitHub_TheBuilderIsAMachine()
    {
        JsonObject local = SlsaProvenance.Of(Facts, BuildRun.Of(_ => null, Started, Started, "1.2.3"));

        Assert.Equal(BuildRun.LocalBuilder, SlsaProvenance.BuilderOf(local));
        Assert.False(local["runDetails"]!["metadata"]!.AsObject().ContainsKey("invocationId"));
        Assert.Equal(BuildRun.LocalBuilder, BuildRun.Of(name => name == "GITHUB_ACTIONS" ? "false" : Variables.GetValueOrDefault(name), Started, Started, null).Builder);
        Assert.Empty(SlsaProvenance.Of(Facts, BuildRun.Later("1.2.3"))["runDetails"]!["metadata"]!.AsObject());
    }

    [Fact]
    public void WhoBuiltIt_AndWhen_IsNotCompared()
    {
        Assert.Equal([], SlsaProvenance.Differences(OnGitHub(), Facts));
        Assert.Equal(Facts.Report, SlsaProvenance.ReportOf(OnGitHub()));
    }

    [Fact]
    public void WhatItSaysOtherwise_IsNamed()
    {
        JsonObject found = OnGitHub();
        found["buildDefinition"]!["externalParameters"]!["seed"] = 8;
        found["buildDefinition"]!["externalParameters"]!["params"]!["l1"] = 1;
        found["buildDefinition"]!["resolvedDependencies"]![1]!["digest"]!["sha256"] = "ab";
        found["buildDefinition"]!["resolvedDependencies"]!.AsArray().RemoveAt(4);

        string[] differences = [.. SlsaProvenance.Differences(found, Facts)];
        Assert.Equal(4, differences.Length);
        Assert.Equal("buildDefinition.externalParameters.params.l1: found 1, expected nothing", differences[0]);
        Assert.Equal("buildDefinition.externalParameters.seed: found 8, expected 7", differences[1]);
        Assert.Equal($"buildDefinition.resolvedDependencies.data.train.digest.sha256: found \"ab\", expected \"{Hex("data")}\"", differences[2]);
        Assert.StartsWith("buildDefinition.resolvedDependencies.program: found nothing, expected {\"digest\":", differences[3], StringComparison.Ordinal);
    }

    private static JsonObject OnGitHub() => SlsaProvenance.Of(Facts, BuildRun.Of(Variables.GetValueOrDefault, Started, Started.AddMinutes(1), "1.2.3"));

    private static string Hex(string text) => Digest.OfText(text)[7..];
}
