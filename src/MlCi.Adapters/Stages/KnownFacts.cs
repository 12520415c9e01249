using MlCi.Adapters.GitHub;
using MlCi.Adapters.Registry;
using MlCi.Findings;
using MlCi.Gates;
using MlCi.Pipelines;
using MlCi.Promotion;

namespace MlCi.Adapters.Stages;

/// <summary>Gathers what the rules of an alias ask for: from the registry, from git, from the keys that pipeline.yml names, from GitHub.</summary>
/// <param name="root">The repository's folder.</param>
/// <param name="definition">The pipeline.</param>
/// <param name="clock">Tells the time.</param>
/// <param name="connect">Connects to GitHub, where a rule counts reviews; null: as the environment says.</param>
internal sealed class KnownFacts(string root, PipelineDefinition definition, TimeProvider clock, Func<IGitHub>? connect = null)
{
    /// <summary>Ends what takes long.</summary>
    public CancellationToken Interrupted { get; init; }

    /// <summary>What is known of a model.</summary>
    /// <exception cref="FaultException">A key cannot be read or nothing says how to reach GitHub (exit 2), GitHub refuses, or the registry is damaged (exit 3).</exception>
    public PromotionFacts Of(IRepository registry, StoredModel model, GateEvidence? evidence, Alias alias)
    {
        string? commit = evidence?.Commit;
        var facts = new PromotionFacts
        {
            Pipeline = definition.Name,
            Now = clock.GetUtcNow(),
            Bears = [.. definition.Promotion.Aliases.Select(one => one.Name).Where(name => registry.Resolve(name)?.Digest == model.Digest)],
            ReportedAt = ModelEvidence.ReportedAt(registry, model.Digest),
            Champion = ModelArtifact.Read(registry, Alias.Production.Name)?.ModelDigest,
            // Without an engine no container was tried, however well the program did.
            Smoke = ContainerEvidence.Of(registry, model.Digest) is { Passed: true, RanInContainer: true } tried ? tried.Digest : null,
            Canary = ModelEvidence.Passed(registry, model.Digest, MediaTypes.Canary),
        };
        if (alias.NeedsSignedCommit && commit is not null)
        {
            // A signature says nothing of what was changed after it.
            facts = facts with { Commit = evidence!.Dirty == false ? GitCommit.Verify(root, commit) : new CommitCheck(IsVerified: false, "files were changed after it, or git did not say") };
        }

        if (alias.Approvals is not { } rule)
            return facts;
        facts = facts with
        {
            Authors = [.. commit is null ? [] : GitCommit.Authors(root, commit), .. ModelEvidence.RegisteredBy(registry, model.Digest)],
            Approvals = WithKeys(keys => AttachedApprovals.Of(registry, model.Digest, keys)),
        };
        // Where signatures are enough GitHub need not be asked.
        return rule.CountsReviews && ApprovalRules.Check(new PromotionRequest(alias, model.Digest, model.ModelDigest, evidence, "", "") { Facts = facts }, rule).Any()
            ? MergedReviews.Add(facts, evidence, alias, definition.Promotion.People, Writers, connect ?? (() => GitHubClients.Connect(Environment.GetEnvironmentVariable, Interrupted)))
            : facts;

        // Whoever started the job that registered it, as by a merge, wrote nothing by that.
        KnownWriters Writers(string gated) => new(GitCommit.Writers(root, gated), [.. ModelEvidence.RegisteredByHand(registry, model.Digest)]);
    }

    /// <summary>Lends the public keys of everybody in pipeline.yml who has one.</summary>
    /// <exception cref="FaultException">A key cannot be read; all are named (exit 2).</exception>
    public T WithKeys<T>(Func<IReadOnlyList<KnownKey>, T> use)
    {
        List<KnownKey> keys = [];
        List<Fault> faults = [];
        try
        {
            foreach (Person person in definition.Promotion.People.Where(person => person.Key is not null))
            {
                string file = Path.GetFullPath(Path.Combine(root, Workspace.Folder, definition.Name, person.Key!));
                string place = $"promote.people.{person.Name}: {Path.GetRelativePath(root, file)}";
                try
                {
                    keys.Add(new KnownKey(person, EnvelopeKey.Read(File.ReadAllText(file), place)));
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    faults.Add(new Fault($"{place}: found no such file, expected the public key"));
                }
                catch (FaultException e)
                {
                    faults.AddRange(e.Faults);
                }
            }

            return faults.Count == 0 ? use(keys) : throw FaultException.Misconfigured(faults);
        }
        finally
        {
            foreach (KnownKey known in keys)
                known.Key.Dispose();
        }
    }
}
