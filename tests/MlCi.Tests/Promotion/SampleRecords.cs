using MlCi.Data;
using MlCi.Promotion;

namespace MlCi.Tests.Promotion;

/// <summary>Records with digests that can be read, and times one minute apart.</summary>
internal static class SampleRecords
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static ChainedRecord Record(string digest, string? from, string to, params string[] previous) => new(digest, new PromotionRecord
    {
        Pipeline = "telco",
        Alias = "production",
        From = from,
        To = to,
        Who = "ana",
        When = Start.AddMinutes(digest.Length > 1 && int.TryParse(digest.AsSpan(1), out int minute) ? minute : 0),
        Why = "why",
        Previous = previous,
    });

    public static ChainedRecord Back(string digest, string? from, string to, params string[] previous) =>
        Record(digest, from, to, previous) is var one ? one with { Record = one.Record with { Action = PromotionAction.Rollback } } : null!;

    public static ChainedRecord First(string digest, string? from, string to) =>
        Record(digest, from, to) is var one ? one with { Record = one.Record with { SchemaVersion = 1 } } : null!;

    public static RecordChain Chain(params IEnumerable<ChainedRecord> records) => RecordChain.Of(records)["production"];

    public static string DigestOf(PromotionRecord record) =>
        Digest.OfText($"{record.From} {record.To} {record.Who} {record.When:O} {string.Join(' ', record.Previous)}");
}
