using System.Text.Json.Serialization;

namespace MlCi.Promotion;

/// <summary>
/// One move of an alias: what answers "what is in production, and why". It names the records before it by their digests, so that
/// none can be taken out or altered unseen. The form of version 1 knew one evidence, no action and nothing of records before.
/// </summary>
public sealed record PromotionRecord
{
    /// <summary>The newest form that this version reads and writes.</summary>
    public const int NewestVersion = 2;

    /// <summary>The version of this record's form.</summary>
    public int SchemaVersion { get; init; } = NewestVersion;

    /// <summary>The pipeline.</summary>
    public required string Pipeline { get; init; }

    /// <summary>The alias that moved.</summary>
    public required string Alias { get; init; }

    /// <summary>What moved it.</summary>
    public PromotionAction Action { get; init; }

    /// <summary>The manifest digest that it pointed at, or null where it was new.</summary>
    public string? From { get; init; }

    /// <summary>The manifest digest that it points at since.</summary>
    public required string To { get; init; }

    /// <summary>Who moved it.</summary>
    public required string Who { get; init; }

    /// <summary>When, in UTC.</summary>
    public required DateTimeOffset When { get; init; }

    /// <summary>Why, in the mover's words.</summary>
    public required string Why { get; init; }

    /// <summary>What it rests on, by digest.</summary>
    [JsonConverter(typeof(RecordEvidenceJson))]
    public IReadOnlyList<RecordEvidence> Evidence { get; init => field = value ?? []; } = [];

    /// <summary>
    /// The digests of the records that were the latest of this alias when it was written: none for the first, several where it
    /// resolves a fork.
    /// </summary>
    public IReadOnlyList<string> Previous { get; init => field = value ?? []; } = [];

    /// <summary>The program that wrote it, with its version; null in records of version 1.</summary>
    public string? Tool { get; init; }
}
