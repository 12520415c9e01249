using MlCi.Data;
using MlCi.Deployments;
using MlCi.Findings;
using MlCi.Testing;
using YamlDotNet.RepresentationModel;

namespace MlCi.Tests.Deployments;

/// <summary>The files that deploy a model.</summary>
public sealed class DeploymentFilesTests
{
    private static readonly string Image = "ghcr.io/acme/models/telco-churn@" + Digest.OfText("image");

    private static DeploymentPlan Plan => new()
    {
        Pipeline = "telco-churn",
        Image = Image,
        User = "1654:1654",
        ModelDigest = Digest.OfText("model"),
        Memory = 512L << 20,
        Cores = .5,
        ReadyWithin = TimeSpan.FromSeconds(60),
    };

    [Fact]
    public Task Kubernetes() => Snapshot.Verify(DeploymentFiles.Of(Plan with { Replicas = 3, Space = "models", PullSecret = "registry", Host = "churn.example.com" })["kubernetes.yaml"], "yaml");

    [Fact]
    public Task InferenceService() => Snapshot.Verify(DeploymentFiles.Of(Plan with { CanaryPercent = 10 })["inferenceservice.yaml"], "yaml");

    [Fact]
    public Task Compose() => Snapshot.Verify(DeploymentFiles.Of(Plan with { Replicas = 2 })["compose.yaml"], "yaml");

    [Fact]
    public void EveryImage_IsNamedByItsDigest_AndNoFileHasAClock()
    {
        IReadOnlyDictionary<string, string> files = DeploymentFiles.Of(Plan);

        Assert.Equal(["compose.yaml", "inferenceservice.yaml", "kubernetes.yaml"], files.Keys);
        Assert.All(files.Values, text => Assert.Equal(Image, Assert.Single(Scalars(text, "image"))));
        Assert.All(files.Values, text => Assert.StartsWith(DeploymentFiles.Mark, text, StringComparison.Ordinal));
        Assert.Equal(files, DeploymentFiles.Of(Plan));
    }

    [Fact]
    public void GracePeriod_IsLongerThanTheServerDrains()
    {
        foreach ((string name, string text) in DeploymentFiles.Of(Plan))
        {
            string[] drains = name == "compose.yaml" ? [.. Scalars(text, "MLCI_SERVE_DRAIN_DELAY"), .. Scalars(text, "MLCI_SERVE_DRAIN_TIMEOUT")] : [.. Values(text, "MLCI_SERVE_DRAIN_DELAY"), .. Values(text, "MLCI_SERVE_DRAIN_TIMEOUT")];
            string grace = Assert.Single(Scalars(text, name == "compose.yaml" ? "stop_grace_period" : "terminationGracePeriodSeconds"));

            Assert.Equal(2, drains.Length);
            Assert.True(int.Parse(grace.TrimEnd('s')) > drains.Sum(int.Parse), name);
        }
    }

    [Fact]
    public void CanaryOfKServe_HasNothingThatKnativeRefuses()
    {
        string raw = DeploymentFiles.Of(Plan)["inferenceservice.yaml"], canary = DeploymentFiles.Of(Plan with { CanaryPercent = 0 })["inferenceservice.yaml"];

        Assert.Equal(["RawDeployment"], Scalars(raw, "serving.kserve.io/deploymentMode"));
        Assert.Empty(Scalars(raw, "canaryTrafficPercent"));
        Assert.Equal(["Serverless"], Scalars(canary, "serving.kserve.io/deploymentMode"));
        Assert.Equal(["0"], Scalars(canary, "canaryTrafficPercent"));
        Assert.Empty(Scalars(canary, "terminationGracePeriodSeconds"));
    }

    [Theory]
    [InlineData("telco-churn", "telco-churn")]
    [InlineData("price_v2.1", "price-v2-1")]
    [InlineData("2024-loans", "model-2024-loans")]
    [InlineData("a-very-long-name-of-a-pipeline-that-somebody-liked", "a-very-long-name-of-a-pipeline-a6c3c282")]
    public void Name_IsOneThatKubernetesTakes(string pipeline, string name)
    {
        Assert.Matches("^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$", name);
        Assert.Equal(name, (Plan with { Pipeline = pipeline }).Name);
        Assert.Equal([pipeline], Scalars(DeploymentFiles.Of(Plan with { Pipeline = pipeline })["compose.yaml"], "MLCI_SERVE_NAME"));
    }

    [Fact]
    public void LongNames_ThatBeginAlike_StayApart() =>
        Assert.NotEqual((Plan with { Pipeline = new string('a', 60) + "1" }).Name, (Plan with { Pipeline = new string('a', 60) + "2" }).Name);

    [Fact]
    public void User_IsTheOneThatTheImageWasTriedAs_AndAGroupStandsOnlyWhereItNamesOne()
    {
        IReadOnlyDictionary<string, string> files = DeploymentFiles.Of(Plan with { User = "1000" });

        Assert.Equal("1000", Assert.Single(Scalars(files["compose.yaml"], "user")));
        foreach (string name in new[] { "kubernetes.yaml", "inferenceservice.yaml" })
        {
            Assert.All(Scalars(files[name], "runAsUser"), user => Assert.Equal("1000", user));
            Assert.NotEmpty(Scalars(files[name], "runAsUser"));
            Assert.DoesNotContain("runAsGroup", files[name], StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("00:1654")]
    [InlineData("app")]
    public void UserWhoMayBeRoot_IsRefused(string user) =>
        Assert.Contains("expected the number of a user who is not root", Assert.Throws<FaultException>(() => DeploymentFiles.Of(Plan with { User = user })).Message, StringComparison.Ordinal);

    [Fact]
    public void HostileNames_AreRefused_AllAtOnce()
    {
        var fault = Assert.Throws<FaultException>(() => DeploymentFiles.Of(Plan with
        {
            Pipeline = "x\n  evil: true",
            Image = "evil.example.com/x:latest",
            Space = "a\"\nb",
            PullSecret = "-",
            Host = "*",
            Replicas = 0,
            CanaryPercent = 101,
        }));

        Assert.Equal(ExitCodes.Misconfigured, fault.ExitCode);
        Assert.Equal(
            ["the pipeline", "--image", "--replicas", "--canary-percent", "--namespace", "--pull-secret", "--host"],
            fault.Faults.Select(one => one.Message.Split("' for ")[1].Split(", expected")[0]));
        Assert.DoesNotContain('\n', fault.Faults[0].Message);
    }

    [Theory]
    [InlineData(1, "1")]
    [InlineData(.25, "250m")]
    [InlineData(1.0005, "1001m")]
    public void Cores_AreCountedInThousandths(double cores, string expected) =>
        Assert.Equal([expected, expected], Scalars(DeploymentFiles.Of(Plan with { Cores = cores })["kubernetes.yaml"], "cpu"));

    [Fact]
    public void MemoryOfNoWholeMegabytes_IsWrittenInBytes() =>
        Assert.Equal(["100000001", "100000001"], Scalars(DeploymentFiles.Of(Plan with { Memory = 100_000_001 })["kubernetes.yaml"], "memory"));

    private static string[] Scalars(string text, string key) =>
    [
        .. Nodes(text).OfType<YamlMappingNode>().SelectMany(map => map.Children).Where(pair => pair.Key is YamlScalarNode { Value: var name } && name == key)
            .Select(pair => ((YamlScalarNode)pair.Value).Value!),
    ];

    // Of a variable in a list of names and values.
    private static string[] Values(string text, string name) =>
    [
        .. Nodes(text).OfType<YamlMappingNode>().Where(map => map.Children.TryGetValue(new YamlScalarNode("name"), out YamlNode? own) && own is YamlScalarNode { Value: var found } && found == name)
            .Select(map => ((YamlScalarNode)map.Children[new YamlScalarNode("value")]).Value!),
    ];

    private static IEnumerable<YamlNode> Nodes(string text)
    {
        YamlStream stream = [];
        stream.Load(new StringReader(text));
        return stream.Documents.SelectMany(document => document.AllNodes);
    }
}
