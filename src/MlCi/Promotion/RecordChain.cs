namespace MlCi.Promotion;

/// <summary>A record and the digest of its bytes, by which later records name it.</summary>
/// <param name="Digest">The digest.</param>
/// <param name="Record">The record.</param>
public sealed record ChainedRecord(string Digest, PromotionRecord Record);

/// <summary>Records that were written on the same ground, each not knowing of the others.</summary>
/// <param name="Parent">The digest of the record that they all follow, or null where they are all the first.</param>
/// <param name="Records">The records, in order.</param>
/// <param name="ResolvedBy">The record that follows all of them, or null while none does.</param>
public sealed record ChainFork(string? Parent, IReadOnlyList<ChainedRecord> Records, ChainedRecord? ResolvedBy);

/// <summary>A place where a chain does not hold.</summary>
/// <param name="Record">The record that should be joined to another.</param>
/// <param name="Reason">What was found, and what was expected.</param>
public sealed record ChainBreak(ChainedRecord Record, string Reason);

/// <summary>
/// The records of one alias as a graph: each names those before it by digest. Promoters that hold no common lock may write side by
/// side; nothing is lost by that, as all of it is here to be seen.
/// </summary>
public sealed record RecordChain
{
    /// <summary>The alias.</summary>
    public required string Alias { get; init; }

    /// <summary>Every record once, none before one that it names; of several that could be next, the earlier.</summary>
    public required IReadOnlyList<ChainedRecord> Order { get; init; }

    /// <summary>The records that no other names, in order: one where there is no open fork.</summary>
    public required IReadOnlyList<ChainedRecord> Heads { get; init; }

    /// <summary>Where records were written side by side.</summary>
    public required IReadOnlyList<ChainFork> Forks { get; init; }

    /// <summary>Where a record names what is missing or altered.</summary>
    public required IReadOnlyList<ChainBreak> Breaks { get; init; }

    /// <summary>Digests that came more than once.</summary>
    public required IReadOnlyList<string> Duplicates { get; init; }

    /// <summary>The records that a record follows, as far as they are there.</summary>
    public IReadOnlyList<ChainedRecord> Before(ChainedRecord record) => Parents[record.Digest];

    internal IReadOnlyDictionary<string, IReadOnlyList<ChainedRecord>> Parents { get; init; } = new Dictionary<string, IReadOnlyList<ChainedRecord>>(StringComparer.Ordinal);

    /// <summary>The chain of each alias.</summary>
    /// <param name="records">Records of any aliases, in any order.</param>
    public static IReadOnlyDictionary<string, RecordChain> Of(IEnumerable<ChainedRecord> records) => new SortedDictionary<string, RecordChain>(
        records.GroupBy(one => one.Record.Alias, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => ChainBuilder.Build(group.Key, [.. group]), StringComparer.Ordinal),
        StringComparer.Ordinal);

    /// <summary>
    /// The records by which the alias came to a record's model, the oldest first: where a record resolved a fork, the branch that it
    /// found the alias on.
    /// </summary>
    public IReadOnlyList<ChainedRecord> PathTo(ChainedRecord record)
    {
        List<ChainedRecord> path = [record];
        while (Before(path[^1]) is [_, ..] parents)
        {
            string? from = path[^1].Record.From;
            path.Add(parents.LastOrDefault(parent => parent.Record.To == from) ?? parents.LastOrDefault(parent => parent.Record.From == from) ?? parents[^1]);
        }

        path.Reverse();
        return path;
    }
}
