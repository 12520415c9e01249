namespace MlCi.Deployments;

/// <summary>
/// inferenceservice.yaml: KServe's InferenceService (v1beta1) with a container of its own as predictor. A canary needs Knative, which splits the
/// requests; without one a plain Deployment serves. Knative lets a pod have less than Kubernetes does: no grace period, no security context of
/// the whole pod; its grace period is the time limit of a request, which is longer.
/// </summary>
internal static class InferenceServiceFile
{
    public static string Write(DeploymentPlan plan) => string.Concat(
        DeploymentFiles.Head(plan.CanaryPercent is { } percent
            ? $"KServe on Knative: {percent} % of the requests go to this model, the others to the one before; kubectl apply -f inferenceservice.yaml"
            : "KServe: kubectl apply -f inferenceservice.yaml"),
        "apiVersion: serving.kserve.io/v1beta1\nkind: InferenceService\nmetadata:\n",
        DeploymentFiles.Lines(2, $"name: {DeploymentFiles.Quoted(plan.Name)}", plan.Space is null ? null : $"namespace: {DeploymentFiles.Quoted(plan.Space)}", "labels:"),
        DeploymentFiles.Lines(4, ContainerPart.Labels(plan)),
        "  annotations:\n",
        DeploymentFiles.Lines(4, ContainerPart.Annotations(plan), $"serving.kserve.io/deploymentMode: {(plan.CanaryPercent is null ? "RawDeployment" : "Serverless")}"),
        "spec:\n  predictor:\n",
        DeploymentFiles.Lines(
            4,
            $"minReplicas: {plan.Replicas}",
            $"maxReplicas: {plan.Replicas}",
            plan.CanaryPercent is { } share ? $"canaryTrafficPercent: {share}" : null,
            "automountServiceAccountToken: false",
            "enableServiceLinks: false",
            ContainerPart.PullSecrets(plan),
            plan.CanaryPercent is null ? $"terminationGracePeriodSeconds: {DeploymentPlan.GracePeriod.TotalSeconds:0}" : null,
            "containers:"),
        DeploymentFiles.Lines(6, ContainerPart.Container(plan, "kserve-container")),
        DeploymentFiles.Lines(4, ContainerPart.Volumes));
}
