using MlCi.Findings;

namespace MlCi.Promotion;

/// <summary>A name that moves from model to model, and what a model must show before it may bear it.</summary>
/// <param name="Name">The name, which is the registry's tag.</param>
/// <param name="NeedsPassingGate">Whether the model's own gate report must have passed.</param>
public sealed record Alias(string Name, bool NeedsPassingGate)
{
    /// <summary>The model registered last. A failing one may bear it: nothing is served or compared by it.</summary>
    public static Alias Candidate { get; } = new("candidate", NeedsPassingGate: false);

    /// <summary>The model on trial.</summary>
    public static Alias Staging { get; } = new("staging", NeedsPassingGate: true);

    /// <summary>The champion.</summary>
    public static Alias Production { get; } = new("production", NeedsPassingGate: true);

    /// <summary>Every alias, in the order in which a model earns them.</summary>
    public static IReadOnlyList<Alias> All { get; } = [Candidate, Staging, Production];

    /// <summary>The alias of a name.</summary>
    /// <exception cref="FaultException">There is none of that name; the message lists them (exit 2).</exception>
    public static Alias Named(string name) =>
        All.FirstOrDefault(alias => alias.Name == name)
        ?? throw FaultException.Misconfigured(
            $"alias: found '{name}', expected {NearestName.Suggest(name, All.Select(alias => alias.Name))}");

    /// <inheritdoc/>
    public override string ToString() => Name;
}
