namespace MlCi.Deployments;

/// <summary>compose.yaml: the same container for one machine, reached on its loopback address; its health is asked for as the image says.</summary>
internal static class ComposeFile
{
    public static string Write(DeploymentPlan plan) => string.Concat(
        DeploymentFiles.Head("Compose: docker compose up -d"),
        $$"""
        name: {{DeploymentFiles.Quoted(plan.Name)}}
        services:
          server:
            image: {{Escaped(plan.Image)}}
            user: "{{plan.User}}"
            read_only: true
            cap_drop: ["ALL"]
            security_opt: ["no-new-privileges:true"]
            tmpfs: ["/tmp:size=64m,mode=1777"]
            environment:
        {{string.Join('\n', ContainerPart.Environment(plan).Select(one => $"      {one.Name}: {Escaped(one.Value)}"))}}
            ports: [{{Escaped($"127.0.0.1:{Ports(plan)}:{DeploymentPlan.Port}")}}]
            restart: unless-stopped
            stop_signal: SIGTERM
            stop_grace_period: {{DeploymentPlan.GracePeriod.TotalSeconds:0}}s
            labels:
              dev.mlci.pipeline: {{Escaped(plan.Pipeline)}}
              dev.mlci.model.digest: {{Escaped(plan.ModelDigest)}}
              dev.mlci.image.digest: {{Escaped(plan.ImageDigest)}}
            deploy:
              replicas: {{plan.Replicas}}
              resources:
                limits:
                  cpus: "{{plan.Cores:0.###}}"
                  memory: "{{plan.Memory}}"

        """);

    // A dollar sign begins a variable there.
    private static string Escaped(string text) => DeploymentFiles.Quoted(text.Replace("$", "$$", StringComparison.Ordinal));

    // Each container needs a port of the machine's.
    private static string Ports(DeploymentPlan plan) => plan.Replicas == 1 ? $"{DeploymentPlan.Port}" : $"{DeploymentPlan.Port}-{DeploymentPlan.Port + plan.Replicas - 1}";
}
