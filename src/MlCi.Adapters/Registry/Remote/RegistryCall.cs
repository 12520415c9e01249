namespace MlCi.Adapters.Registry.Remote;

/// <summary>One thing to ask of a registry; it can be asked again.</summary>
/// <param name="Method">The method.</param>
/// <param name="Address">The whole address.</param>
/// <param name="Repository">The repository that it is about; empty for the registry itself.</param>
/// <param name="Action">What it does to it: <c>pull</c>, <c>push</c> for both, or <c>delete</c> for all three.</param>
internal sealed record RegistryCall(HttpMethod Method, Uri Address, string Repository, string Action)
{
    /// <summary>To look and to read.</summary>
    public const string Pull = "pull";

    /// <summary>To write.</summary>
    public const string Push = "push";

    /// <summary>To remove.</summary>
    public const string Delete = "delete";

    /// <summary>The repository that content is taken from, which is pulled from then; else null.</summary>
    public string? From { get; init; }

    /// <summary>Makes the body, anew each time; is told what to call when bytes flow. Null for none.</summary>
    public Func<Action, HttpContent>? Body { get; init; }

    /// <summary>More headers.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>The right that it needs, which a token is kept for.</summary>
    public string Right => $"{Repository} {Action} {From}";
}
