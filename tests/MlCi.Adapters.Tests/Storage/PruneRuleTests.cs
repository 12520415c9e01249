using MlCi.Adapters.Storage;

namespace MlCi.Adapters.Tests.Storage;

/// <summary>What is pruned: what is broken always, then by age, then by size.</summary>
public sealed class PruneRuleTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 0, 0, 0, TimeSpan.Zero);

    private static readonly CacheEntry[] Entries =
    [
        Entry("new", days: 0, bytes: 100),
        Entry("month", days: 30, bytes: 200),
        Entry("old", days: 31, bytes: 300),
        Entry("broken", days: 0, bytes: 400) with { IsWhole = false },
    ];

    [Theory]
    [InlineData(30, null, false, "broken old")]
    [InlineData(40, null, false, "broken")]
    [InlineData(null, 600L, false, "broken")]
    [InlineData(null, 599L, false, "broken old")]
    [InlineData(null, 299L, false, "broken month old")]
    [InlineData(null, 0L, false, "broken month new old")]
    [InlineData(30, 100L, false, "broken month old")]
    [InlineData(null, null, true, "broken month new old")]
    public void Rule_Chooses(int? days, long? bytes, bool all, string expected)
    {
        var rule = new PruneRule(days is { } age ? TimeSpan.FromDays(age) : null, bytes, all);

        Assert.Equal(expected, string.Join(' ', rule.Choose(Entries, Now).Select(entry => entry.Path).Order(StringComparer.Ordinal)));
    }

    private static CacheEntry Entry(string name, int days, long bytes) => new("Train", name, bytes, Now - TimeSpan.FromDays(days), IsWhole: true);
}
