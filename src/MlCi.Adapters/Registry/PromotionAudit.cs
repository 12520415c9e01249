using MlCi.Data;
using MlCi.Findings;
using MlCi.Gates;
using MlCi.Promotion;

namespace MlCi.Adapters.Registry;

/// <summary>Something that is wrong with a pipeline's promotions.</summary>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="Alias">The alias, or null where it cannot be told.</param>
/// <param name="Rule">What does not hold: tampering, interrupted, fork, chain, record, evidence or model.</param>
/// <param name="Message">What was found, and what was expected.</param>
public sealed record AuditFinding(string Pipeline, string? Alias, string Rule, string Message);

/// <summary>Holds aliases, records and evidence of a pipeline against each other.</summary>
public sealed class PromotionAudit
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [RecordEvidence.GateReport] = MediaTypes.GateReport,
        [RecordEvidence.Approval] = MediaTypes.Approval,
        [RecordEvidence.Smoke] = MediaTypes.Smoke,
        [RecordEvidence.Canary] = MediaTypes.Canary,
    };

    private readonly IRepository registry;
    private readonly List<AuditFinding> findings = [];

    private PromotionAudit(IRepository registry) => this.registry = registry;

    /// <summary>Looks at everything.</summary>
    /// <param name="registry">The pipeline's repository.</param>
    /// <param name="aliases">The names in pipeline.yml.</param>
    /// <param name="readsEvidence">Whether all evidence is read, and the models that bear an alias.</param>
    /// <returns>What is wrong; nothing where all holds.</returns>
    public static IReadOnlyList<AuditFinding> Of(IRepository registry, IEnumerable<string> aliases, bool readsEvidence)
    {
        var audit = new PromotionAudit(registry);
        if (registry.Exists())
            audit.Run(aliases, readsEvidence);
        return audit.findings;
    }

    private void Run(IEnumerable<string> aliases, bool readsEvidence)
    {
        AttachedRecords read = AttachedRecords.Read(registry);
        foreach (Fault fault in read.Faults)
            Add(null, "record", fault.ToString());
        IReadOnlyDictionary<string, RecordChain> chains = RecordChain.Of(read.Records);
        foreach (string alias in aliases.Concat(chains.Keys).Distinct(StringComparer.Ordinal).Where(alias => alias != Alias.Candidate.Name))
        {
            RecordChain? chain = chains.GetValueOrDefault(alias);
            AliasState state = AliasState.Of(chain, registry.Resolve(alias)?.Digest);
            // A promoter at work may have moved it since the records were read.
            if (state.Condition == AliasCondition.Unexplained && read.Faults.Count == 0)
                state = AliasReading.Of(registry, alias).State;
            CheckState(alias, state);
            if (chain is not null)
                CheckChain(chain);
            if (readsEvidence && state.Target is { } target)
                Guarded(alias, "model", () => ModelArtifact.Read(registry, target));
        }

        foreach (ChainedRecord one in read.Records)
        {
            if (one.Record.Pipeline != registry.Pipeline)
                Add(one.Record.Alias, "record", $"found record {one.Digest} of pipeline '{one.Record.Pipeline}', expected '{registry.Pipeline}'");
            if (readsEvidence)
                CheckEvidence(one);
        }
    }

    private void CheckState(string alias, AliasState state)
    {
        string at = state.Target ?? "nothing";
        string latest = state.Latest is { } one ? $"{one.Record.To}, as the record of {one.Record.Who} at {one.Record.When.UtcDateTime:yyyy-MM-dd HH:mm}Z says" : "a record of it";
        if (state.Condition == AliasCondition.Unexplained)
            Add(alias, "tampering", $"found {alias} at {at}, which no record explains, expected {latest}; somebody moved it without MlCi: mlci rollback --pipeline {registry.Pipeline} --to {alias} returns to the last good model");
        else if (state.Condition == AliasCondition.Interrupted)
            Add(alias, "interrupted", $"found {alias} still at {at}, expected {latest}; the next promotion or rollback completes that, or reverts it where the model is gone");
        else if (state.Condition == AliasCondition.Stale)
            Add(alias, "interrupted", $"found {alias} at {at}, where an earlier record had put it, expected {latest}; a promoter moved it too late, or somebody without MlCi: the next promotion or rollback moves it on");
    }

    private void CheckChain(RecordChain chain)
    {
        foreach (ChainFork fork in chain.Forks.Where(fork => fork.ResolvedBy is null))
        {
            string sides = string.Join("; ", fork.Records.Select(one => $"{one.Digest} ({one.Record.Action.ToString().ToLowerInvariant()} to {one.Record.To} by {one.Record.Who} at {one.Record.When.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z)"));
            Add(chain.Alias, "fork", $"found {fork.Records.Count} records side by side behind {fork.Parent ?? "the beginning"}: {sides}, expected one; the next promotion or rollback follows all of them");
        }

        foreach (ChainBreak broken in chain.Breaks)
            Add(chain.Alias, "chain", broken.Reason);
    }

    private void CheckEvidence(ChainedRecord one)
    {
        foreach (RecordEvidence evidence in one.Record.Evidence)
        {
            // It stands in the record itself.
            if (evidence is { Kind: RecordEvidence.GitHubReview, Review: { } review } && review.Digest == evidence.Digest)
                continue;
            if (evidence.Kind == RecordEvidence.GitHubReview)
            {
                Add(one.Record.Alias, "evidence", $"found a review {evidence.Digest} in record {one.Digest} that is {evidence.Review?.Digest ?? "not there"}, expected the one that the digest is of");
                continue;
            }

            if (!Types.TryGetValue(evidence.Kind, out string? type))
            {
                Add(one.Record.Alias, "evidence", $"found evidence of kind '{evidence.Kind}' in record {one.Digest}, expected one of {string.Join(", ", Types.Keys)}, {RecordEvidence.GitHubReview}");
                continue;
            }

            Guarded(one.Record.Alias, "evidence", () =>
            {
                byte[]? found = registry.Referrers(one.Record.To, type).Select(attachment => Attachment.ContentOf(registry, attachment, one.Record.To)).FirstOrDefault(bytes => Digest.OfBytes(bytes) == evidence.Digest);
                if (found is null)
                    Add(one.Record.Alias, "evidence", $"found no {evidence.Kind} {evidence.Digest} attached to {one.Record.To}, expected the one that record {one.Digest} rests on");
                else if (evidence.Kind == RecordEvidence.GateReport && ModelArtifact.Read(registry, one.Record.To) is { } model
                    && GateEvidence.Read(found, $"gate report {evidence.Digest}") is { } report && report.ModelDigest != model.ModelDigest)
                    Add(one.Record.Alias, "evidence", $"found a gate report {evidence.Digest} of model {report.ModelDigest}, expected one of {model.ModelDigest}, which record {one.Digest} promoted");
            });
        }
    }

    private void Guarded(string alias, string rule, Action look)
    {
        try
        {
            look();
        }
        catch (FaultException damaged)
        {
            foreach (Fault fault in damaged.Faults)
                Add(alias, rule, fault.ToString());
        }
    }

    private void Add(string? alias, string rule, string message) => findings.Add(new AuditFinding(registry.Pipeline, alias, rule, message));
}
