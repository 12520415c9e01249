using System.Text;
using MlCi.Adapters.Registry;
using MlCi.Adapters.Registry.Remote;
using MlCi.Adapters.Storage;
using MlCi.Deployments;
using MlCi.Findings;
using MlCi.Pipelines;

namespace MlCi.Adapters.Stages;

/// <summary>What to write the files of a deployment for.</summary>
/// <param name="Model">The model: a tag, version, alias or digest.</param>
/// <param name="Folder">Where to write.</param>
public sealed record DeployRequest(string Model, string Folder)
{
    /// <summary>Where the image can be pulled, by digest; null where it lies in the pipeline's registry.</summary>
    public string? Image { get; init; }

    /// <summary>How many containers.</summary>
    public int Replicas { get; init; } = 1;

    /// <summary>The share of requests in percent that the model gets, or null for all of them.</summary>
    public int? CanaryPercent { get; init; }

    /// <summary>Kubernetes' namespace, or null.</summary>
    public string? Space { get; init; }

    /// <summary>The secret with the registry's login, or null.</summary>
    public string? PullSecret { get; init; }

    /// <summary>The host of an Ingress, or null.</summary>
    public string? Host { get; init; }

    /// <summary>Whether files are written over that nobody generated.</summary>
    public bool Force { get; init; }
}

/// <summary>The files that were written.</summary>
/// <param name="Plan">What they deploy.</param>
/// <param name="Files">Their paths.</param>
/// <param name="HasRun">Whether a container of the image has run; else its program alone was tried, without an engine.</param>
public sealed record DeployedFiles(DeploymentPlan Plan, IReadOnlyList<string> Files, bool HasRun);

/// <summary>Writes what a cluster or a machine needs to run the image of a registered model, as its own pipeline.yml has it.</summary>
/// <param name="root">The repository's folder.</param>
public sealed class DeploymentDesk(string root)
{
    /// <summary>Writes the files.</summary>
    /// <param name="pipelines">The pipeline that was named; none where there is one only.</param>
    /// <param name="request">The model, and how it is deployed.</param>
    /// <exception cref="FaultException">
    /// There is no such model, it has no image that was tried, or the request cannot be deployed (exit 2); the image failed when it was tried
    /// (exit 1); the registry is out of reach (exit 3).
    /// </exception>
    public DeployedFiles Write(IReadOnlyList<string> pipelines, DeployRequest request)
    {
        IRepository registry = Chosen(pipelines);
        string[] known = registry.Exists() ? [.. registry.Tags().Where(tag => !ModelNames.IsOwnTag(tag))] : [];
        Descriptor found = (registry.Exists() ? ModelNames.Find(registry, request.Model) : null) ?? throw FaultException.Misconfigured(
            $"{registry.Place}: found no model '{InertText.Of(request.Model)}', expected {(known.Length > 0 ? $"{NearestName.Suggest(request.Model, known)}, or a digest" : "one that Register left")}");
        StoredModel model = ModelArtifact.Read(registry, found.Digest)!;
        ContainerEvidence tried = Tried(registry, model.Digest);
        ImageRule rule = PipelineFile.Read(Encoding.UTF8.GetString(model.ReadPipeline()), $"pipeline.yml of {model.Digest}", registry.Pipeline).Image
            ?? new ImageRule { Place = new SourcePlace("pipeline.yml", 1) };
        DeploymentPlan plan = new()
        {
            Pipeline = registry.Pipeline,
            Image = Image(registry, tried.Image!, request.Image),
            ModelDigest = model.Digest,
            User = tried.User ?? "",
            Memory = rule.Memory,
            Cores = rule.Cores,
            ReadyWithin = rule.ReadyWithin,
            Replicas = request.Replicas,
            CanaryPercent = request.CanaryPercent,
            Space = request.Space,
            PullSecret = request.PullSecret,
            Host = request.Host,
        };
        IReadOnlyDictionary<string, string> files = DeploymentFiles.Of(plan);
        string[] paths = [.. files.Keys.Select(name => Path.Combine(request.Folder, name))];
        Fault[] faults =
        [
            .. paths.Where(path => Directory.Exists(path) || (!request.Force && File.Exists(path) && !IsOurs(path)))
                .Select(path => new Fault(Directory.Exists(path) ? $"{path}: found a folder, expected a file or nothing" : $"{path}: found a file that deploy-files did not write, expected none; --force writes over it")),
        ];
        if (faults.Length > 0)
            throw FaultException.Misconfigured(faults);
        foreach ((string name, string text) in files)
            AtomicFile.WriteText(Path.Combine(request.Folder, name), text);
        return new DeployedFiles(plan, paths, tried.RanInContainer);
    }

    private static string Image(IRepository registry, string tried, string? given)
    {
        if (given is not null)
        {
            return given.EndsWith("@" + tried, StringComparison.Ordinal) ? given : throw FaultException.Misconfigured(
                $"found '{InertText.Of(given)}' for '--image', expected a reference to the image that was tried with the model: registry/name@{tried}");
        }

        if (registry is not RemoteRepository)
            throw FaultException.Misconfigured($"{registry.Place}: found a folder as registry, from which nobody can pull; expected --image registry/name@{tried}, where the image was pushed to");
        return registry.Resolve(tried) is not null ? $"{registry.Place}@{tried}" : throw FaultException.Misconfigured(
            $"{registry.Place}: found no image {tried}, expected the one that was tried with the model: push it, or say with --image where it is");
    }

    // Which image belongs to a model, its smoke test says: another one was never held against the batch predictions.
    private static ContainerEvidence Tried(IRepository registry, string model)
    {
        string advice = $"run BuildContainer and Register for {registry.Pipeline}";
        ContainerEvidence tried = ContainerEvidence.Of(registry, model)
            ?? throw FaultException.Misconfigured($"{registry.Place}: found no image of model {model}, expected one that was tried with it: {advice}");
        if (tried.Image is not { } image)
            throw FaultException.Misconfigured($"{registry.Place}: found a smoke test of model {model} that names no image, expected one of an image: {advice}");
        return tried.Passed ? tried : throw FaultException.Negative($"{registry.Place}: found that image {image} of model {model} did not pass, expected one that passed; do not deploy it");
    }

    private static bool IsOurs(string path)
    {
        using StreamReader reader = new(path);
        return reader.ReadLine()?.StartsWith(DeploymentFiles.Mark, StringComparison.Ordinal) == true;
    }

    private IRepository Chosen(IReadOnlyList<string> pipelines)
    {
        IReadOnlyList<string> known = Workspace.Names(root);
        string[] named = [.. pipelines.Distinct(StringComparer.Ordinal)];
        if (named.Length == 0 && known.Count == 1)
            named = [known[0]];
        if (named is not [var name])
            throw FaultException.Misconfigured($"found {Numerals.Count(named.Length == 0 ? known.Count : named.Length, "pipelines")}, expected one: --pipeline NAME");
        IRepository registry = new WorkspacePlace(root).Repository(name);
        // Where a model is deployed there is its registry, and often nothing else.
        return known.Contains(name) || registry.Exists() ? registry
            : throw FaultException.Misconfigured($"found no pipeline '{InertText.Of(name)}', expected {(known.Count == 0 ? "one that is in this folder or its registry" : NearestName.Suggest(name, known))}");
    }
}
