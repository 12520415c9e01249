namespace MlCi.Adapters.Containers.Engines;

/// <summary>One thing to ask of an engine.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path with its query, without the API's version.</param>
/// <param name="Action">What it is, for messages: <c>start container 1a2b3c4d5e6f</c>.</param>
internal sealed record EngineCall(HttpMethod Method, string Path, string Action)
{
    /// <summary>The body, or null.</summary>
    public HttpContent? Body { get; init; }

    /// <summary>How long it may take; null for what takes the engine no work.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>Whether it is done also after the user has interrupted: nothing shall be left behind.</summary>
    public bool IsCleaning { get; init; }
}
