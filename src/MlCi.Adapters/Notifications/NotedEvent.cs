namespace MlCi.Adapters.Notifications;

/// <summary>What people may want to hear of.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Pipeline">The pipeline that it happened to.</param>
internal sealed record NotedEvent(NotedKind Kind, string Pipeline)
{
    /// <summary>The model: its version or digest; null where it is about none.</summary>
    public string? Model { get; init; }

    /// <summary>The alias that was moved, <c>production</c> for one, or null.</summary>
    public string? Alias { get; init; }

    /// <summary>Who did it, or null.</summary>
    public string? By { get; init; }

    /// <summary>Why, in one line, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>The page with the details, or null.</summary>
    public Uri? Details { get; init; }
}

/// <summary>What happened.</summary>
internal enum NotedKind
{
    /// <summary>A model became a candidate.</summary>
    Registered,

    /// <summary>An alias was moved to a newer model.</summary>
    Promoted,

    /// <summary>An alias was moved back.</summary>
    RolledBack,

    /// <summary>A gate failed on the default branch.</summary>
    GateFailed,
}
