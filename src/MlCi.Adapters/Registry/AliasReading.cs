using MlCi.Promotion;

namespace MlCi.Adapters.Registry;

/// <summary>An alias as it stands in a repository, with its records.</summary>
/// <param name="Chain">Its records, or null where there are none.</param>
/// <param name="State">How they and the alias stand.</param>
internal sealed record AliasReading(RecordChain? Chain, AliasState State)
{
    private const int MostLooks = 100;

    /// <summary>
    /// Reads the alias first: the record that explains it was written before it moved, so it is among those read afterwards. Where
    /// none does, others may have moved it meanwhile, as by its first record; only what stays so is unexplained.
    /// </summary>
    public static AliasReading Of(IRepository registry, string alias)
    {
        string? target = registry.Resolve(alias)?.Digest;
        for (int look = 0; ; look++)
        {
            RecordChain? chain = AttachedRecords.Chains(registry).GetValueOrDefault(alias);
            AliasState state = AliasState.Of(chain, target);
            string? again = state.Condition == AliasCondition.Unexplained && look < MostLooks ? registry.Resolve(alias)?.Digest : target;
            if (again == target)
                return new AliasReading(chain, state);
            target = again;
        }
    }

    /// <summary>The digests of the latest records.</summary>
    public IReadOnlyList<string> Heads => Chain is null ? [] : [.. Chain.Heads.Select(head => head.Digest)];
}
