using MlCi.Adapters.Attestations;
using MlCi.Adapters.Registry;
using MlCi.Attestations;
using MlCi.Findings;
using MlCi.Pipelines;
using MlCi.Promotion;

namespace MlCi.Adapters.Stages;

/// <summary>Signs and verifies registered models.</summary>
/// <param name="root">The repository's folder.</param>
public sealed class AttestationDesk(string root)
{
    /// <summary>The checks that can be asked for.</summary>
    public static IReadOnlyList<string> Checks => VerificationRequest.Choices;

    /// <summary>Signs what is known of a registered model.</summary>
    /// <param name="pipelines">The pipeline that was named; none where there is one only.</param>
    /// <param name="reference">The model's tag or digest; null: the candidate.</param>
    /// <param name="keyFile">The file of the private key; null: what a variable or pipeline.yml names.</param>
    /// <returns>What came of it, in words.</returns>
    /// <exception cref="FaultException">Nothing signs, or there is no such model (exit 2); it has no gate report (exit 1); the registry is out of reach (exit 3).</exception>
    public string Attest(IReadOnlyList<string> pipelines, string? reference, string? keyFile)
    {
        (IRepository registry, AttestRule rule, string folder, _) = Chosen(pipelines);
        using IEnvelopeSigner signer = SigningChoice.Of(keyFile, rule, folder, Environment.GetEnvironmentVariable)
            ?? throw FaultException.Misconfigured($"found nothing that signs, expected --key FILE, {SigningChoice.Advice}");
        string wanted = reference ?? Alias.Candidate.Name;
        StoredModel model = ModelArtifact.Read(registry, wanted) ?? throw FaultException.Misconfigured(
            $"{registry.Place}: found no model '{InertText.Of(wanted)}', expected {(registry.Tags() is [_, ..] tags ? $"a digest or one of {string.Join(", ", tags)}" : "a registered model; run Register first")}");
        return $"{model.Digest} of {registry.Pipeline}: {RunAttestation.Said(ModelAttestation.Attest(registry, model, signer, BuildRun.Later(RunAttestation.Tool), TimeProvider.System, ModelAttestation.ImageOf(registry, model.Digest)), signer)}";
    }

    /// <summary>Verifies a registered model.</summary>
    /// <param name="pipelines">The pipeline that was named; none where there is one only.</param>
    /// <param name="reference">The model's tag or digest.</param>
    /// <param name="alias">The alias that must point at it, or null.</param>
    /// <param name="keys">Files of public keys whose statements count, beside those that pipeline.yml and the variable name.</param>
    /// <param name="required">The checks that are required, or none for those that always are.</param>
    /// <exception cref="FaultException">There is no such model, alias, key or check (exit 2), or the registry is out of reach (exit 3).</exception>
    public VerificationReport Verify(IReadOnlyList<string> pipelines, string reference, string? alias, IReadOnlyList<string> keys, IReadOnlyList<string> required)
    {
        (IRepository registry, AttestRule rule, string folder, IReadOnlyList<string> aliases) = Chosen(pipelines);
        if (alias is not null && !aliases.Contains(alias))
            throw FaultException.Misconfigured($"found '{InertText.Of(alias)}' for '--alias', expected {NearestName.Suggest(alias, aliases)}");
        using var trusted = TrustedKeys.Read(keys, rule, folder, Environment.GetEnvironmentVariable);
        return ModelVerification.Of(registry, new VerificationRequest(
            reference, alias, [.. aliases.Where(name => name != Alias.Candidate.Name)], trusted.Keys, VerificationRequest.RequiredOf(required, trusted.Keys.Count > 0)));
    }

    private (IRepository Registry, AttestRule Rule, string Folder, IReadOnlyList<string> Aliases) Chosen(IReadOnlyList<string> pipelines)
    {
        IReadOnlyList<string> known = Workspace.Names(root);
        string[] named = [.. pipelines.Distinct(StringComparer.Ordinal)];
        if (named.Length == 0 && known.Count == 1)
            named = [known[0]];
        if (named is not [var name])
            throw FaultException.Misconfigured($"found {Numerals.Count(named.Length == 0 ? known.Count : named.Length, "pipelines")}, expected one: --pipeline NAME");
        IRepository registry = new WorkspacePlace(root).Repository(name);
        string[] aliases = [.. Alias.All.Select(one => one.Name)];
        string folder = Path.Combine(root, Workspace.Folder, name);
        if (known.Contains(name))
        {
            PipelineDefinition definition = Workspace.Read(root, name).Definition;
            return (registry, definition.Attest, folder, [.. definition.Promotion.Aliases.Select(one => one.Name)]);
        }

        // Where a model is deployed there is its registry, and often nothing else.
        return registry.Exists() ? (registry, AttestRule.None, root, aliases)
            : throw FaultException.Misconfigured($"found no pipeline '{name}', expected {(known.Count == 0 ? "one that is in this folder or its registry" : NearestName.Suggest(name, known))}");
    }
}
