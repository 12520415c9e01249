using System.Text.Json.Nodes;
using MlCi.Adapters.Registry;
using MlCi.Findings;
using MlCi.Pipelines;
using MlCi.Promotion;
using MlCi.Reports;

namespace MlCi.Adapters.Stages;

/// <summary>What is asked of promotions beside moving aliases: their history, an audit, approvals.</summary>
/// <param name="root">The repository's folder.</param>
/// <param name="clock">Dates approvals.</param>
public sealed class PromotionDesk(string root, TimeProvider clock)
{
    /// <summary>The histories of the aliases of some pipelines.</summary>
    /// <param name="pipelines">Names; none: all.</param>
    /// <param name="alias">Only this alias, or null.</param>
    /// <exception cref="FaultException">There is no such pipeline or alias (exit 2), or the registry is damaged (exit 3).</exception>
    public IReadOnlyList<AliasHistory> History(IReadOnlyList<string> pipelines, string? alias)
    {
        List<AliasHistory> histories = [];
        HashSet<string> known = new(StringComparer.Ordinal);
        foreach ((IRepository registry, IReadOnlyList<string> aliases) in Repositories(pipelines))
        {
            known.UnionWith(aliases);
            if (registry.Exists())
                histories.AddRange(AliasHistory.Of(registry, aliases));
        }

        known.UnionWith(histories.Select(history => history.Alias));
        return alias is null || known.Contains(alias)
            ? [.. histories.Where(history => alias is null || history.Alias == alias)]
            : throw FaultException.Misconfigured($"found '{alias}' for '--alias', expected {NearestName.Suggest(alias, known)}");
    }

    /// <summary>What is wrong with the promotions of some pipelines.</summary>
    /// <param name="pipelines">Names; none: all.</param>
    /// <param name="readsEvidence">Whether all evidence is read, too.</param>
    public IReadOnlyList<AuditFinding> Audit(IReadOnlyList<string> pipelines, bool readsEvidence) =>
        [.. Repositories(pipelines).SelectMany(one => PromotionAudit.Of(one.Registry, one.Aliases, readsEvidence))];

    /// <summary>Signs that a model may bear an alias, and attaches that to the model.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="reference">The model's tag or digest; null: the candidate.</param>
    /// <param name="to">The alias.</param>
    /// <param name="keyFile">The file of the private key; null: the variable MLCI_SIGNING_KEY, which is a file or the key itself.</param>
    /// <param name="comment">What the person has to say, or null.</param>
    /// <returns>What was signed, and the digest of its envelope.</returns>
    /// <exception cref="FaultException">The key is nobody's in pipeline.yml, or there is no such model or alias (exit 2); the registry is out of reach (exit 3).</exception>
    public (ApprovalStatement Statement, string Digest) Approve(string pipeline, string? reference, string to, string? keyFile, string? comment)
    {
        PipelineDefinition definition = Workspace.Read(root, pipeline).Definition;
        Alias alias = definition.Promotion.Named(to);
        using EnvelopeKey key = SigningKey(keyFile);
        string who = new KnownFacts(root, definition, clock).WithKeys(keys => keys.FirstOrDefault(known => known.Key.Id == key.Id)?.Person.Name)
            ?? throw FaultException.Misconfigured($"found a key ({key.Id}) of nobody in promote.people, expected the key of {Names(definition)}; its public half stands in pipeline.yml: openssl ec -in KEY -pubout");
        IRepository registry = RegistryPlaces.Of(root, definition.Registry, CancellationToken.None).Repository(pipeline);
        StoredModel model = ModelArtifact.Read(registry, reference ?? Alias.Candidate.Name) ?? throw FaultException.Misconfigured(
            $"{registry.Place}: found no model '{reference ?? Alias.Candidate.Name}', expected {(registry.Tags() is [_, ..] tags ? $"a digest or one of {string.Join(", ", tags)}" : "a registered model; run Register first")}");
        var statement = new ApprovalStatement(pipeline, model.Digest, alias.Name, who, clock.GetUtcNow(), comment);
        return (statement, AttachedApprovals.Attach(registry, model, key.Sign(DsseEnvelope.InToto, statement.Write())));
    }

    /// <summary>Histories for a machine.</summary>
    public static string Json(IReadOnlyList<AliasHistory> histories) => new JsonArray([.. histories.Select(history => new JsonObject
    {
        ["pipeline"] = history.Pipeline,
        ["alias"] = history.Alias,
        ["state"] = history.State.Condition.ToString().ToLowerInvariant(),
        ["model"] = history.State.Target,
        ["versions"] = new JsonArray([.. history.Versions.Select(version => JsonValue.Create(version))]),
        ["rollbackTo"] = history.Back,
        ["records"] = new JsonArray([.. history.Records.Select(Record)]),
    })]).ToJsonString(GateReportJson.Options) + "\n";

    /// <summary>Findings for a machine.</summary>
    public static string Json(IReadOnlyList<AuditFinding> findings) => new JsonObject
    {
        ["clean"] = findings.Count == 0,
        ["findings"] = new JsonArray([.. findings.Select(finding => new JsonObject
        {
            ["pipeline"] = finding.Pipeline, ["alias"] = finding.Alias, ["rule"] = finding.Rule, ["message"] = finding.Message,
        })]),
    }.ToJsonString(GateReportJson.Options) + "\n";

    private static JsonObject Record(ChainedRecord one) => new()
    {
        ["digest"] = one.Digest,
        ["action"] = one.Record.Action.ToString().ToLowerInvariant(),
        ["from"] = one.Record.From,
        ["to"] = one.Record.To,
        ["who"] = one.Record.Who,
        ["when"] = one.Record.When.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture),
        ["why"] = one.Record.Why,
        ["evidence"] = new JsonArray([.. one.Record.Evidence.Select(evidence => evidence.Json())]),
        ["previous"] = new JsonArray([.. one.Record.Previous.Select(previous => JsonValue.Create(previous))]),
        ["tool"] = one.Record.Tool,
    };

    private static EnvelopeKey SigningKey(string? keyFile)
    {
        string? variable = Environment.GetEnvironmentVariable("MLCI_SIGNING_KEY");
        if (keyFile is null && variable is { Length: > 0 } && variable.Contains("-----BEGIN", StringComparison.Ordinal))
            return EnvelopeKey.Read(variable, "MLCI_SIGNING_KEY");
        string file = keyFile ?? (variable is { Length: > 0 } ? variable : throw FaultException.Misconfigured("found neither --key nor MLCI_SIGNING_KEY, expected the file of a private key, or in the variable the key itself"));
        if (!File.Exists(file))
            throw FaultException.Misconfigured($"found no file '{file}' for {(keyFile is null ? "MLCI_SIGNING_KEY" : "--key")}, expected a private key");
        EnvelopeKey key = EnvelopeKey.Read(File.ReadAllText(file), file);
        if (key.IsPrivate)
            return key;
        key.Dispose();
        throw FaultException.Misconfigured($"{file}: found a public key, expected the private one, which signs");
    }

    private static string Names(PipelineDefinition definition) => definition.Promotion.People.Where(person => person.Key is not null).Select(person => person.Name).ToArray() is [_, ..] names
        ? string.Join(" or ", names) : "somebody whose key promote.people names, which are none";

    private IEnumerable<(IRepository Registry, IReadOnlyList<string> Aliases)> Repositories(IReadOnlyList<string> pipelines)
    {
        foreach (string name in Workspace.Chosen(new RunOptions { Root = root, Pipelines = pipelines }))
        {
            PipelineDefinition definition = Workspace.Read(root, name).Definition;
            yield return (RegistryPlaces.Of(root, definition.Registry, CancellationToken.None).Repository(name), [.. definition.Promotion.Aliases.Select(alias => alias.Name)]);
        }
    }
}
