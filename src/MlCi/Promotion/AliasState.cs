namespace MlCi.Promotion;

/// <summary>How an alias stands to its records.</summary>
public enum AliasCondition
{
    /// <summary>It was never moved, and there is none.</summary>
    Never,

    /// <summary>It points where the one latest record says.</summary>
    Settled,

    /// <summary>The latest record was written and the alias not moved yet: the next run completes that, or reverts it.</summary>
    Interrupted,

    /// <summary>It points where an earlier record says: one that moved it too late, or somebody without a record. The next run moves it to where the latest says.</summary>
    Stale,

    /// <summary>Several records are the latest: they were written side by side. The next promotion or rollback follows them all.</summary>
    Forked,

    /// <summary>No record explains where it points: tampering.</summary>
    Unexplained,
}

/// <summary>An alias and its records.</summary>
/// <param name="Condition">How they stand.</param>
/// <param name="Target">The manifest digest that the alias points at, or null where there is no such alias.</param>
/// <param name="Latest">The record that tells where it should point: the latest, or of several the one that it follows; null where there is none.</param>
public sealed record AliasState(AliasCondition Condition, string? Target, ChainedRecord? Latest)
{
    /// <summary>Holds an alias against its records.</summary>
    /// <param name="chain">The alias' records, or null where there are none.</param>
    /// <param name="target">The manifest digest that it points at, or null where there is no such alias.</param>
    public static AliasState Of(RecordChain? chain, string? target)
    {
        if (chain is null || chain.Heads.Count == 0)
            return new AliasState(target is null ? AliasCondition.Never : AliasCondition.Unexplained, target, null);
        ChainedRecord latest = chain.Heads.LastOrDefault(head => head.Record.To == target) ?? chain.Heads.LastOrDefault(head => head.Record.From == target) ?? chain.Heads[^1];
        bool isBefore = chain.Heads.Any(head => head.Record.From == target);
        bool wasThere = chain.Order.Any(one => one.Record.To == target);
        AliasCondition condition = !isBefore && !wasThere ? AliasCondition.Unexplained
            : chain.Heads.Count > 1 ? AliasCondition.Forked
            : latest.Record.To == target ? AliasCondition.Settled
            : isBefore ? AliasCondition.Interrupted
            : AliasCondition.Stale;
        return new AliasState(condition, target, latest);
    }
}
