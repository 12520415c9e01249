using System.Text.RegularExpressions;
using MlCi.IntegrationTests.Schemas;
using MlCi.Testing;

namespace MlCi.IntegrationTests.Manifests;

/// <summary>The manifests of docs/sharded-evaluation.md against what Kubernetes itself says of a batch/v1 Job.</summary>
public sealed partial class KubernetesJobTests : IDisposable
{
    private static readonly string Schema = Path.Combine(RepositoryRoot.Path, "tests", "MlCi.IntegrationTests", "Manifests", "kubernetes-job.schema.json");
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static string[] Jobs() => [.. Block().Matches(File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "sharded-evaluation.md")).ReplaceLineEndings("\n"))
        .Select(match => match.Groups[1].Value).Where(text => text.Contains("\nkind: Job\n", StringComparison.Ordinal))];

    [SkippableFact]
    public void EveryJob_IsValid()
    {
        string[] jobs = Jobs();

        Assert.Equal(2, jobs.Length);
        Assert.Equal(["valid", "valid"], PythonSchema.Validate(Schema, [.. jobs.Select((job, i) => folder.Write($"{i}.yml", job))]));
        Assert.Contains("completionMode: Indexed", jobs[0], StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("completionMode: Indexed", "completionMod: Indexed")]
    [InlineData("completions: 8", "completions: eight")]
    [InlineData("template:", "templates:")]
    [InlineData("claimName: shards", "claim: shards")]
    [InlineData("mountPath: /shards", "path: /shards")]
    [InlineData("- name: mlci", "- title: mlci")]
    [InlineData("command: [\"/bin/sh\", \"-c\"]", "command: /bin/sh -c")]
    [InlineData("runAsUser: 1654", "runAsUser: app")]
    public void WrongJob_IsRefused(string old, string replacement)
    {
        string right = Jobs()[0];
        Assert.Contains(old, right, StringComparison.Ordinal);

        string[] answers = PythonSchema.Validate(Schema, folder.Write("wrong.yml", right.Replace(old, replacement, StringComparison.Ordinal)));

        Assert.NotEqual("valid", Assert.Single(answers));
    }

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
