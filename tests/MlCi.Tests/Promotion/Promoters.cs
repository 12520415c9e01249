using MlCi.Promotion;

namespace MlCi.Tests.Promotion;

/// <summary>
/// Promoters of one alias in a registry without compare-and-swap, one step at a time in a given order: read, complete what was
/// interrupted, write a record, move the alias. Any of them may die between two steps.
/// </summary>
internal sealed class Promoters(bool hasLock)
{
    private readonly List<ChainedRecord> records = [];
    private readonly List<string> models = [];
    private int? holder;
    private int clock;
    private string? target;

    public IReadOnlyList<ChainedRecord> Records => records;

    public RecordChain? Chain => RecordChain.Of(records).GetValueOrDefault("production");

    public AliasState State => AliasState.Of(Chain, target);

    /// <summary>Runs promoters side by side; each number says who goes next, or, where it is odd beyond their count, dies.</summary>
    public void Run(int promoters, IEnumerable<int> schedule)
    {
        IEnumerator<bool>?[] running = [.. Enumerable.Range(0, promoters).Select(who => (IEnumerator<bool>?)Promote(who).GetEnumerator())];
        foreach (int pick in schedule)
        {
            int who = Math.Abs(pick % promoters);
            if (running[who] is null)
                continue;
            bool dies = Math.Abs(pick / promoters % 11) == 1;
            if (dies || !running[who]!.MoveNext())
            {
                running[who] = null;
                // The operating system gives the lock back.
                if (holder == who)
                    holder = null;
            }
        }

        // In turn, since whoever waits for the lock waits for another.
        while (Array.Exists(running, one => one is not null))
        {
            for (int who = 0; who < promoters; who++)
            {
                if (running[who]?.MoveNext() == false)
                    running[who] = null;
            }
        }
    }

    /// <summary>One after all others are gone.</summary>
    public void RunAlone()
    {
        holder = null;
        foreach (bool _ in Promote(99))
        {
        }
    }

    private IEnumerable<bool> Promote(int who)
    {
        while (hasLock && holder is not null)
            yield return true;
        holder = who;
        string? seen = target;
        yield return true;
        RecordChain? chain = Chain;
        AliasState state = AliasState.Of(chain, seen);
        // Others have moved it meanwhile.
        while (state.Condition == AliasCondition.Unexplained && target != seen)
        {
            seen = target;
            yield return true;
            chain = Chain;
            state = AliasState.Of(chain, seen);
        }

        Assert.NotEqual(AliasCondition.Unexplained, state.Condition);
        yield return true;
        if (state.Condition is AliasCondition.Interrupted or AliasCondition.Stale)
        {
            target = state.Latest!.Record.To;
            yield return true;
            seen = target;
            yield return true;
            state = AliasState.Of(chain = Chain, seen);
            yield return true;
        }

        string to = $"model-{models.Count}-of-{who}";
        models.Add(to);
        PromotionRecord record = new()
        {
            Pipeline = "telco",
            Alias = "production",
            From = state.Target,
            To = to,
            Who = $"{who}",
            Why = "why",
            When = DateTimeOffset.UnixEpoch.AddSeconds(clock++ / 3),
            Previous = [.. chain?.Heads.Select(head => head.Digest) ?? []],
        };
        records.Add(new ChainedRecord(SampleRecords.DigestOf(record), record));
        yield return true;
        target = to;
        yield return true;
        holder = null;
    }
}
