namespace MlCi.Adapters.Containers.Engines;

/// <summary>How long an engine may take.</summary>
public sealed record EnginePatience
{
    /// <summary>To accept a connection.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>To answer what takes it no work.</summary>
    public TimeSpan Answer { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>To load, save or build an image.</summary>
    public TimeSpan Work { get; init; } = TimeSpan.FromMinutes(30);
}
