namespace MlCi.Promotion;

/// <summary>One move of an alias: what answers "what is in production, and why".</summary>
public sealed record PromotionRecord
{
    /// <summary>The version of this record's form.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>The pipeline.</summary>
    public required string Pipeline { get; init; }

    /// <summary>The alias that moved.</summary>
    public required string Alias { get; init; }

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

    /// <summary>The digest of the gate report that it rests on, or null where the alias needs none and there is none.</summary>
    public string? Evidence { get; init; }
}
