using MlCi.Data;
using MlCi.Serving;

namespace MlCi.Deployments;

/// <summary>The container as Kubernetes and KServe both have it.</summary>
internal static class ContainerPart
{
    private const int ShortDigest = 12;

    /// <summary>What the server is told through its environment.</summary>
    public static IEnumerable<(string Name, string Value)> Environment(DeploymentPlan plan) =>
    [
        (ServeVariables.Urls, $"http://0.0.0.0:{DeploymentPlan.Port}"),
        (ServeVariables.Name, plan.Pipeline),
        (ServeVariables.DrainDelay, $"{DeploymentPlan.DrainDelay.TotalSeconds:0}"),
        (ServeVariables.DrainTimeout, $"{DeploymentPlan.DrainTimeout.TotalSeconds:0}"),
    ];

    /// <summary>The labels of everything: a label holds no more than the beginning of a digest.</summary>
    public static string Labels(DeploymentPlan plan) =>
        $"""
        app.kubernetes.io/name: {DeploymentFiles.Quoted(plan.Name)}
        mlci.dev/model: {DeploymentFiles.Quoted(Short(plan.ModelDigest))}
        mlci.dev/image: {DeploymentFiles.Quoted(Short(plan.ImageDigest))}
        """;

    /// <summary>The digests in full.</summary>
    public static string Annotations(DeploymentPlan plan) =>
        $"""
        mlci.dev/pipeline: {DeploymentFiles.Quoted(plan.Pipeline)}
        mlci.dev/model-digest: {DeploymentFiles.Quoted(plan.ModelDigest)}
        mlci.dev/image-digest: {DeploymentFiles.Quoted(plan.ImageDigest)}
        """;

    /// <summary>What a container may do: nothing that a server does not need.</summary>
    public static string Security(DeploymentPlan plan) =>
        $$"""
        securityContext:
        {{Indented(RunsAs(plan))}}
          readOnlyRootFilesystem: true
          allowPrivilegeEscalation: false
          capabilities:
            drop: ["ALL"]
          seccompProfile:
            type: RuntimeDefault
        """;

    /// <summary>The user that it was tried as; a group only where the image names one, as the user's own holds elsewhere.</summary>
    public static string RunsAs(DeploymentPlan plan) =>
        $"runAsNonRoot: true\nrunAsUser: {plan.User.Split(':')[0]}{(plan.User.Split(':') is [_, var group] ? $"\nrunAsGroup: {group}" : "")}";

    /// <summary>A container.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="name">Its name.</param>
    public static string Container(DeploymentPlan plan, string name) =>
        $$"""
        - name: {{name}}
          image: {{DeploymentFiles.Quoted(plan.Image)}}
          imagePullPolicy: IfNotPresent
          ports:
            - containerPort: {{DeploymentPlan.Port}}
              protocol: TCP
          env:
        {{string.Join('\n', Environment(plan).Select(one => $"    - name: {one.Name}\n      value: {DeploymentFiles.Quoted(one.Value)}"))}}
          resources:
            requests:
              cpu: {{DeploymentFiles.Quoted(Cores(plan.Cores))}}
              memory: {{DeploymentFiles.Quoted(Memory(plan.Memory))}}
            limits:
              cpu: {{DeploymentFiles.Quoted(Cores(plan.Cores))}}
              memory: {{DeploymentFiles.Quoted(Memory(plan.Memory))}}
          startupProbe:
            httpGet:
              path: /v2/health/ready
              port: {{DeploymentPlan.Port}}
            periodSeconds: 1
            timeoutSeconds: 1
            failureThreshold: {{Math.Max(1, (int)Math.Ceiling(plan.ReadyWithin.TotalSeconds))}}
          livenessProbe:
            httpGet:
              path: /v2/health/live
              port: {{DeploymentPlan.Port}}
            periodSeconds: 10
            timeoutSeconds: 5
            failureThreshold: 3
          readinessProbe:
            httpGet:
              path: /v2/health/ready
              port: {{DeploymentPlan.Port}}
            periodSeconds: 2
            timeoutSeconds: 2
            failureThreshold: 2
        {{Indented(Security(plan))}}
          volumeMounts:
            - name: tmp
              mountPath: /tmp
        """;

    /// <summary>The only place that can be written.</summary>
    public const string Volumes =
        """
        volumes:
          - name: tmp
            emptyDir:
              sizeLimit: 64Mi
        """;

    /// <summary>The login of the registry, or null.</summary>
    public static string? PullSecrets(DeploymentPlan plan) => plan.PullSecret is null ? null
        : $"imagePullSecrets:\n  - name: {DeploymentFiles.Quoted(plan.PullSecret)}";

    /// <summary>Lines, two spaces further in.</summary>
    public static string Indented(string lines) => string.Join('\n', lines.Split('\n').Select(line => "  " + line));

    private static string Short(string digest) => digest.Substring(Digest.Prefix.Length, ShortDigest);

    // Kubernetes counts in thousandths of a core.
    private static string Cores(double cores) => double.IsInteger(cores) ? $"{cores:0}" : $"{Math.Ceiling(cores * 1000):0}m";

    private static string Memory(long bytes) => bytes % (1 << 20) == 0 ? $"{bytes >> 20}Mi" : $"{bytes}";
}
