using System.Text.RegularExpressions;
using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Deployments;

/// <summary>What a model's image is deployed with; every file of it is written from this alone.</summary>
public sealed partial record DeploymentPlan
{
    /// <summary>The port that the server listens on in its container.</summary>
    public const int Port = 8080;

    /// <summary>How long the server still accepts connections after it was told to stop: until then every proxy has heard of it.</summary>
    public static readonly TimeSpan DrainDelay = TimeSpan.FromSeconds(5);

    /// <summary>How long accepted requests then have.</summary>
    public static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(30);

    /// <summary>How long the server has from SIGTERM to SIGKILL: more than it takes itself.</summary>
    public static readonly TimeSpan GracePeriod = DrainDelay + DrainTimeout + TimeSpan.FromSeconds(5);

    /// <summary>The pipeline's name, which is the model's name for callers.</summary>
    public required string Pipeline { get; init; }

    /// <summary>The image by digest: <c>host/namespace/pipeline@sha256:…</c>.</summary>
    public required string Image { get; init; }

    /// <summary>The digest of the model's manifest.</summary>
    public required string ModelDigest { get; init; }

    /// <summary>The number of the user that the image was tried as, perhaps with a group behind a colon: <c>1654:1654</c>.</summary>
    public required string User { get; init; }

    /// <summary>The most memory in bytes.</summary>
    public required long Memory { get; init; }

    /// <summary>How many cores.</summary>
    public required double Cores { get; init; }

    /// <summary>How long the server may take to be ready.</summary>
    public required TimeSpan ReadyWithin { get; init; }

    /// <summary>How many containers.</summary>
    public int Replicas { get; init; } = 1;

    /// <summary>The share of requests in percent that KServe gives the new model, or null for all of them.</summary>
    public int? CanaryPercent { get; init; }

    /// <summary>The namespace, or null for that of whoever applies the files.</summary>
    public string? Space { get; init; }

    /// <summary>The name of the secret with the registry's login, or null.</summary>
    public string? PullSecret { get; init; }

    /// <summary>The host that an Ingress answers for, or null where there is none.</summary>
    public string? Host { get; init; }

    /// <summary>The image's digest.</summary>
    public string ImageDigest => Image[(Image.LastIndexOf('@') + 1)..];

    /// <summary>The name of everything in Kubernetes: the pipeline's, as far as it can be one.</summary>
    public string Name
    {
        get
        {
            string name = Pipeline.Replace('.', '-').Replace('_', '-');
            if (!char.IsAsciiLetterLower(name[0]))
                name = "model-" + name;
            // KServe and Knative add to it what must fit into the 63 letters of a label.
            return name.Length <= LongestName ? name : string.Concat(name.AsSpan(0, LongestName - 9).TrimEnd('-'), "-", Digest.OfText(Pipeline).AsSpan(Digest.Prefix.Length, 8));
        }
    }

    private const int LongestName = 40;

    /// <summary>Refuses what Kubernetes would, or what would end in another place than in the value that it is.</summary>
    /// <exception cref="FaultException">Lists every fault (exit 2).</exception>
    public DeploymentPlan Checked()
    {
        List<Fault> faults = [];
        Check(PipelinePattern().IsMatch(Pipeline), "the pipeline", Pipeline, "lower-case letters and digits, parted by '.', '_' or '-'");
        Check(ImagePattern().IsMatch(Image), "--image", Image, "registry/name@sha256: and 64 hexadecimal digits");
        Check(Digest.IsWellFormed(ModelDigest), "the model's digest", ModelDigest, "sha256: and 64 hexadecimal digits");
        // Kubernetes cannot tell whether a name is root's.
        Check(UserPattern().IsMatch(User), "the image's user", User, "the number of a user who is not root, such as 1654: USER 1654 in a Dockerfile");
        Check(Replicas is >= 1 and <= 1000, "--replicas", $"{Replicas}", "a whole number from 1 to 1000");
        Check(CanaryPercent is null or (>= 0 and <= 100), "--canary-percent", $"{CanaryPercent}", "a whole number from 0 to 100");
        Check(Space is null || LabelPattern().IsMatch(Space), "--namespace", Space, "up to 63 lower-case letters, digits and '-'");
        Check(PullSecret is null || (PullSecret.Length <= 253 && DomainPattern().IsMatch(PullSecret)), "--pull-secret", PullSecret, "the name of a secret: lower-case letters, digits, '-' and '.'");
        Check(Host is null || (Host.Length <= 253 && DomainPattern().IsMatch(Host)), "--host", Host, "a host's name, such as churn.example.com");
        Check(Memory >= 4 << 20, "image.memory", $"{Memory}", "at least 4 MB");
        Check(Cores is > 0 and <= 1024, "image.cores", $"{Cores}", "a number more than 0");
        return faults.Count == 0 ? this : throw FaultException.Misconfigured(faults);

        void Check(bool holds, string what, string? found, string expected)
        {
            if (!holds)
                faults.Add(new Fault($"found '{InertText.Of(found ?? "")}' for {what}, expected {expected}"));
        }
    }

    [GeneratedRegex(@"\A[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]{1,5})?(?:/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)+(?::[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?@sha256:[0-9a-f]{64}\z", RegexOptions.NonBacktracking)]
    private static partial Regex ImagePattern();

    [GeneratedRegex(@"\A[1-9][0-9]{0,9}(?::(?:0|[1-9][0-9]{0,9}))?\z", RegexOptions.NonBacktracking)]
    private static partial Regex UserPattern();

    [GeneratedRegex(@"\A[a-z0-9]+(?:[._-]+[a-z0-9]+)*\z", RegexOptions.NonBacktracking)]
    private static partial Regex PipelinePattern();

    [GeneratedRegex(@"\A[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\z", RegexOptions.NonBacktracking)]
    private static partial Regex LabelPattern();

    [GeneratedRegex(@"\A[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*\z", RegexOptions.NonBacktracking)]
    private static partial Regex DomainPattern();
}
