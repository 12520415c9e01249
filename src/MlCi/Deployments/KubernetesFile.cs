namespace MlCi.Deployments;

/// <summary>kubernetes.yaml: a Deployment, its Service, and an Ingress where a host is named.</summary>
internal static class KubernetesFile
{
    public static string Write(DeploymentPlan plan) => string.Concat(
        DeploymentFiles.Head("Kubernetes: kubectl apply -f kubernetes.yaml"),
        "apiVersion: apps/v1\nkind: Deployment\n",
        Metadata(plan),
        $$"""
        spec:
          replicas: {{plan.Replicas}}
          revisionHistoryLimit: 5
          selector:
            matchLabels:
              app.kubernetes.io/name: {{DeploymentFiles.Quoted(plan.Name)}}
          strategy:
            type: RollingUpdate
            rollingUpdate:
              maxUnavailable: 0
              maxSurge: 1
          template:
            metadata:
              labels:

        """,
        DeploymentFiles.Lines(8, ContainerPart.Labels(plan)),
        "      annotations:\n",
        DeploymentFiles.Lines(8, ContainerPart.Annotations(plan)),
        "    spec:\n",
        DeploymentFiles.Lines(
            6,
            "automountServiceAccountToken: false",
            "enableServiceLinks: false",
            ContainerPart.PullSecrets(plan),
            $"terminationGracePeriodSeconds: {DeploymentPlan.GracePeriod.TotalSeconds:0}",
            $"securityContext:\n{ContainerPart.Indented(ContainerPart.RunsAs(plan))}\n  seccompProfile:\n    type: RuntimeDefault",
            "containers:"),
        DeploymentFiles.Lines(8, ContainerPart.Container(plan, "server")),
        DeploymentFiles.Lines(6, ContainerPart.Volumes),
        "---\napiVersion: v1\nkind: Service\n",
        Metadata(plan),
        $$"""
        spec:
          type: ClusterIP
          selector:
            app.kubernetes.io/name: {{DeploymentFiles.Quoted(plan.Name)}}
          ports:
            - name: http
              port: 80
              targetPort: {{DeploymentPlan.Port}}
              protocol: TCP

        """,
        plan.Host is null ? "" : Ingress(plan, plan.Host));

    private static string Ingress(DeploymentPlan plan, string host) => string.Concat(
        "---\napiVersion: networking.k8s.io/v1\nkind: Ingress\n",
        Metadata(plan),
        $$"""
        spec:
          rules:
            - host: {{DeploymentFiles.Quoted(host)}}
              http:
                paths:
                  - path: /
                    pathType: Prefix
                    backend:
                      service:
                        name: {{DeploymentFiles.Quoted(plan.Name)}}
                        port:
                          name: http

        """);

    private static string Metadata(DeploymentPlan plan) => string.Concat(
        "metadata:\n",
        DeploymentFiles.Lines(2, $"name: {DeploymentFiles.Quoted(plan.Name)}", plan.Space is null ? null : $"namespace: {DeploymentFiles.Quoted(plan.Space)}", "labels:"),
        DeploymentFiles.Lines(4, ContainerPart.Labels(plan)),
        "  annotations:\n",
        DeploymentFiles.Lines(4, ContainerPart.Annotations(plan)));
}
