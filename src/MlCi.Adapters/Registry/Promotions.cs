using System.Reflection;
using MlCi.Findings;
using MlCi.Gates;
using MlCi.Promotion;

namespace MlCi.Adapters.Registry;

/// <summary>Who wants which alias moved to what, and why.</summary>
/// <param name="Pipeline">The pipeline's name.</param>
/// <param name="Alias">The alias.</param>
/// <param name="Reference">The model's tag or digest; null: of a promotion the candidate, of a rollback the good one before.</param>
/// <param name="Who">Who wants it.</param>
/// <param name="Why">Why.</param>
public sealed record MoveRequest(string Pipeline, Alias Alias, string? Reference, string Who, string Why);

/// <summary>Gathers what is known of a model beside its gate report, as far as the rules of an alias ask for it.</summary>
public delegate PromotionFacts GatherFacts(IRepository registry, StoredModel model, GateEvidence? evidence, Alias alias);

/// <summary>Moves aliases forward and back, each move with a record that is joined to those before it.</summary>
/// <param name="place">Where all pipelines' repositories are.</param>
/// <param name="clock">Dates records.</param>
/// <param name="gather">Gathers facts; null: nothing is known, which passes no rule that asks for any.</param>
public sealed class Promotions(IRegistryPlace place, TimeProvider clock, GatherFacts? gather = null)
{
    private static readonly string Tool = "MlCi " + (typeof(Promotions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "");

    /// <summary>Moves an alias to a registered model that its rules let pass.</summary>
    /// <exception cref="FaultException">
    /// A rule refuses, all that do are named (exit 1); there is no such model (exit 2); the registry is out of reach (exit 3).
    /// </exception>
    public MoveOutcome Promote(MoveRequest request)
    {
        IRepository registry = Registered(request.Pipeline);
        using RegistryLock held = registry.Lock();
        AliasMove move = AliasMove.Begin(registry, held, request.Alias);
        StoredModel model = Find(registry, request.Reference ?? Alias.Candidate.Name);
        AliasState state = move.Reading.State;
        if (state.Condition == AliasCondition.Settled && state.Target == model.Digest)
            return move.Nothing();
        RefuseUnexplained(request, state);
        PromotionRequest decided = Known(registry, request, model, gather);
        PromotionRules.Refuse(PromotionRules.Check(decided));
        return Told(move.To(model.Descriptor, Record(registry, request, PromotionAction.Promote, decided)), decided);
    }

    /// <summary>Moves an alias back to a model that bore it before.</summary>
    /// <exception cref="FaultException">
    /// There is none to go back to, or the one named never bore the alias or was given up (exit 1); there is no such model (exit 2);
    /// the registry is out of reach (exit 3).
    /// </exception>
    public MoveOutcome Rollback(MoveRequest request)
    {
        IRepository registry = Registered(request.Pipeline);
        using RegistryLock held = registry.Lock();
        AliasMove move = AliasMove.Begin(registry, held, request.Alias);
        if (move.Reading.Chain is not { } chain)
            throw FaultException.Negative($"rule 'previous' refuses to roll {request.Alias} back: found no record of it, expected an earlier promotion; look with 'mlci history'");
        AliasState state = move.Reading.State;
        GoodModels known = GoodModels.Of(chain.PathTo(state.Latest!));
        string back = request.Reference is { } reference
            ? RollbackRules.Named(request.Alias, chain, known, Find(registry, reference).Digest)
            : RollbackRules.Previous(request.Alias, known, state.Target, move.IsThere);
        StoredModel model = Find(registry, back);
        if (state.Condition == AliasCondition.Settled && state.Target == model.Digest)
            return move.Nothing();
        // Nothing that is not asked for may stand in the way of a rollback at night, such as a key that cannot be read.
        PromotionRequest decided = Known(registry, request, model, request.Alias.RollbackNeedsApprovals ? gather : null);
        if (request.Alias is { RollbackNeedsApprovals: true, Approvals: { } approvals })
            PromotionRules.Refuse([.. ApprovalRules.Check(decided, approvals)]);
        return Told(move.To(model.Descriptor, Record(registry, request, PromotionAction.Rollback, decided)), decided);
    }

    /// <summary>Every record of a pipeline, the latest last.</summary>
    /// <exception cref="FaultException">The registry is damaged (exit 3).</exception>
    public IReadOnlyList<PromotionRecord> History(string pipeline) =>
        [.. AttachedRecords.Chains(place.Repository(pipeline)).Values.SelectMany(chain => chain.Order).Select(one => one.Record).OrderBy(record => record.When)];

    private static MoveOutcome Told(MoveOutcome outcome, PromotionRequest decided) =>
        ReviewRules.Told(decided) is { } reviews ? outcome with { Notes = [.. outcome.Notes, reviews] } : outcome;

    private static void RefuseUnexplained(MoveRequest request, AliasState state)
    {
        // Without any record there is nothing to go back to, and the new record says what was found.
        if (state is { Condition: AliasCondition.Unexplained, Latest: { } latest })
        {
            throw FaultException.Negative(
                $"rule 'explained' refuses {request.Alias}: found it at {state.Target ?? "nothing"}, which no record explains, expected {latest.Record.To}, where {latest.Record.Who} moved it; "
                + $"somebody moved it without MlCi: 'mlci audit --verify' shows more, and 'mlci rollback --pipeline {request.Pipeline} --to {request.Alias}' returns to the last good model");
        }
    }

    private PromotionRequest Known(IRepository registry, MoveRequest request, StoredModel model, GatherFacts? facts)
    {
        GateEvidence? evidence = ModelEvidence.ReportOf(registry, model.Digest);
        return new PromotionRequest(request.Alias, model.Digest, model.ModelDigest, evidence, request.Who, request.Why)
        {
            Facts = facts?.Invoke(registry, model, evidence, request.Alias) ?? new PromotionFacts { Pipeline = registry.Pipeline, Now = clock.GetUtcNow() },
        };
    }

    private PromotionRecord Record(IRepository registry, MoveRequest request, PromotionAction action, PromotionRequest decided) => new()
    {
        Pipeline = registry.Pipeline,
        Alias = request.Alias.Name,
        Action = action,
        To = decided.Model,
        Who = request.Who,
        When = clock.GetUtcNow(),
        Why = request.Why,
        Evidence = PromotionRules.EvidenceOf(decided),
        Tool = Tool,
    };

    private static StoredModel Find(IRepository registry, string wanted) => ModelArtifact.Read(registry, ModelNames.Find(registry, wanted)?.Digest ?? wanted)
        ?? throw FaultException.Misconfigured($"{registry.Place}: found no model '{wanted}', expected a digest or one of {string.Join(", ", registry.Tags())}");

    private IRepository Registered(string pipeline)
    {
        IRepository registry = place.Repository(pipeline);
        return registry.Tags().Count > 0 ? registry : throw FaultException.Misconfigured(
            $"{registry.Place}: found no model, expected a registered model of '{pipeline}'; run Register first");
    }
}
