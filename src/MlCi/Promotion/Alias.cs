using MlCi.Findings;

namespace MlCi.Promotion;

/// <summary>A name that moves from model to model, and what a model must show before it may bear it.</summary>
/// <param name="Name">The name, which is the registry's tag.</param>
/// <param name="NeedsPassingGate">Whether the model's own gate report must have passed.</param>
public sealed record Alias(string Name, bool NeedsPassingGate)
{
    /// <summary>The alias that the model must bear at that moment, or null.</summary>
    public string? From { get; init; }

    /// <summary>How old the gate report and approvals may be, or null for any age.</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>Whether the gate must have trained the model a second time, with the same result.</summary>
    public bool NeedsReproduction { get; init; }

    /// <summary>Whether its container must have been tried.</summary>
    public bool NeedsSmoke { get; init; }

    /// <summary>Whether a canary must have spoken for it.</summary>
    public bool NeedsCanary { get; init; }

    /// <summary>Whether the commit that it was gated at must bear a signature that git verifies.</summary>
    public bool NeedsSignedCommit { get; init; }

    /// <summary>Whether it must have been compared with the champion of this moment, where there is one.</summary>
    public bool NeedsPresentChampion { get; init; }

    /// <summary>Who must approve, or null.</summary>
    public ApprovalRule? Approvals { get; init; }

    /// <summary>Whether a rollback needs these approvals, too.</summary>
    public bool RollbackNeedsApprovals { get; init; }

    /// <summary>The model registered last. A failing one may bear it: nothing is served or compared by it.</summary>
    public static Alias Candidate { get; } = new("candidate", NeedsPassingGate: false);

    /// <summary>The model on trial.</summary>
    public static Alias Staging { get; } = new("staging", NeedsPassingGate: true);

    /// <summary>The champion.</summary>
    public static Alias Production { get; } = new("production", NeedsPassingGate: true);

    /// <summary>Every alias that there is without a word about it, in the order in which a model earns them.</summary>
    public static IReadOnlyList<Alias> All { get; } = [Candidate, Staging, Production];

    /// <summary>The alias of a name.</summary>
    /// <exception cref="FaultException">There is none of that name; the message lists them (exit 2).</exception>
    public static Alias Named(string name) => Named(name, All);

    /// <summary>The alias of a name among some.</summary>
    /// <exception cref="FaultException">There is none of that name; the message lists them (exit 2).</exception>
    public static Alias Named(string name, IReadOnlyList<Alias> aliases) =>
        aliases.FirstOrDefault(alias => alias.Name == name)
        ?? throw FaultException.Misconfigured($"alias: found '{name}', expected {NearestName.Suggest(name, aliases.Select(alias => alias.Name))}");

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>Who must approve.</summary>
/// <param name="Count">How many people.</param>
/// <param name="Of">Their names.</param>
/// <param name="NotAuthor">Whether the author's own approval counts for nothing.</param>
public sealed record ApprovalRule(int Count, IReadOnlyList<string> Of, bool NotAuthor)
{
    /// <summary>Whether an approving review on GitHub of the pull request that brought the model's commit counts, too.</summary>
    public bool CountsReviews { get; init; }
}

/// <summary>Somebody who may approve.</summary>
/// <param name="Name">The name in pipeline.yml.</param>
/// <param name="Key">The path of the public key, as written, or null.</param>
/// <param name="GitHub">The login there, or null.</param>
/// <param name="Email">The address in commits, or null.</param>
public sealed record Person(string Name, string? Key, string? GitHub, string? Email)
{
    /// <summary>Whether an author is this person: by name, address, the address' part before the @, or login.</summary>
    public bool Is(string author)
    {
        string local = author.Split('@')[0];
        // GitHub's own addresses: 12345+login@users.noreply.github.com.
        string login = author.EndsWith("@users.noreply.github.com", StringComparison.OrdinalIgnoreCase) ? local.Split('+')[^1] : local;
        return new[] { Name, GitHub, Email }.OfType<string>().Any(own => new[] { author, local, login }.Contains(own, StringComparer.OrdinalIgnoreCase));
    }
}

/// <summary>What pipeline.yml says of promotion.</summary>
/// <param name="Aliases">Every alias, with what it needs.</param>
/// <param name="People">Who may approve.</param>
public sealed record PromotionPolicy(IReadOnlyList<Alias> Aliases, IReadOnlyList<Person> People)
{
    /// <summary>What holds without a word about it: production compares with the champion of this moment.</summary>
    public static PromotionPolicy Default { get; } =
        new([Alias.Candidate, Alias.Staging, Alias.Production with { NeedsPresentChampion = true }], []);

    /// <summary>The alias of a name.</summary>
    /// <exception cref="FaultException">There is none of that name; the message lists them (exit 2).</exception>
    public Alias Named(string name) => Alias.Named(name, Aliases);
}
