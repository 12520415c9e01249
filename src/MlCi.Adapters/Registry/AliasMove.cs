using MlCi.Promotion;

namespace MlCi.Adapters.Registry;

/// <summary>
/// Moves one alias of one repository. A record is always written before its alias moves: whoever dies between leaves what the next
/// one can complete. A lock keeps others away where there is one; where there is none, what they write is seen afterwards.
/// </summary>
internal sealed class AliasMove
{
    private readonly IRepository registry;
    private readonly RegistryLock held;
    private readonly Alias alias;
    private readonly List<string> notes = [];

    private AliasMove(IRepository registry, RegistryLock held, Alias alias)
    {
        this.registry = registry;
        this.held = held;
        this.alias = alias;
        Reading = AliasReading.Of(registry, alias.Name);
    }

    /// <summary>The alias as it stands.</summary>
    public AliasReading Reading { get; private set; }

    /// <summary>Reads the alias, and completes what somebody before was kept from.</summary>
    public static AliasMove Begin(IRepository registry, RegistryLock held, Alias alias)
    {
        var move = new AliasMove(registry, held, alias);
        move.Complete();
        return move;
    }

    /// <summary>Whether a model is still there.</summary>
    public bool IsThere(string manifest) => registry.Resolve(manifest) is not null;

    /// <summary>What to say where nothing has to be moved.</summary>
    public MoveOutcome Nothing() => new(Reading.State.Latest!.Record, Reading.State, [.. notes]) { IsThereAlready = true };

    /// <summary>Writes a record, moves the alias, and looks at what came of it.</summary>
    /// <param name="model">The model to move to.</param>
    /// <param name="record">The record but for what it follows.</param>
    public MoveOutcome To(Descriptor model, PromotionRecord record)
    {
        if (Reading.Heads.Count > 1)
            notes.Add($"{Reading.Heads.Count} records of {alias} were written side by side ({string.Join("; ", Reading.Chain!.Heads.Select(Shown))}): this one follows them all");
        PromotionRecord complete = record with { From = Reading.State.Target, Previous = Reading.Heads };
        registry.Publish(
            held,
            new Dictionary<string, Descriptor>(StringComparer.Ordinal) { [alias.Name] = model },
            [Attachment.PutRecord(registry, model, complete)]);

        AliasReading after = AliasReading.Of(registry, alias.Name);
        if (after.State.Condition == AliasCondition.Forked)
            notes.Add($"somebody else moved {alias} at the same time ({string.Join("; ", after.Chain!.Heads.Select(Shown))}); it points at {after.State.Target}, and the next promotion or rollback follows both");
        else if (after.State.Target != complete.To)
            notes.Add($"somebody else has moved {alias} since, to {after.State.Target ?? "nothing"}");
        return new MoveOutcome(complete, after.State, [.. notes]);
    }

    private void Complete()
    {
        AliasState state = Reading.State;
        if (state.Condition is not (AliasCondition.Interrupted or AliasCondition.Stale))
            return;
        if (registry.Resolve(state.Latest!.Record.To) is not { } model)
        {
            notes.Add($"{Shown(state.Latest)} was interrupted before {alias} moved, and its model is gone: it is taken for not done");
            return;
        }

        registry.Publish(held, new Dictionary<string, Descriptor>(StringComparer.Ordinal) { [alias.Name] = model }, []);
        notes.Add($"{Shown(state.Latest)} was interrupted before {alias} moved: completed first");
        Reading = AliasReading.Of(registry, alias.Name);
    }

    private static string Shown(ChainedRecord one) => $"{one.Record.Action.ToString().ToLowerInvariant()} to {one.Record.To[..19]} by {one.Record.Who} at {one.Record.When.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z";
}
