using System.Text.RegularExpressions;
using MlCi.Promotion;

namespace MlCi.Adapters.Registry;

/// <summary>What a person asks of an alias at night: what bears it, since when and why, and where it can go back to.</summary>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="Alias">The alias.</param>
/// <param name="State">How it stands to its records.</param>
/// <param name="Records">Its records, the latest last.</param>
/// <param name="Versions">The versions of the model that bears it.</param>
/// <param name="Back">The model that a rollback goes to, or null where there is none.</param>
public sealed partial record AliasHistory(
    string Pipeline, string Alias, AliasState State, IReadOnlyList<ChainedRecord> Records, IReadOnlyList<string> Versions, string? Back)
{
    /// <summary>The records side by side that nobody followed yet.</summary>
    public IReadOnlyList<ChainFork> Forks { get; init; } = [];

    /// <summary>The histories of a pipeline's aliases: of those that pipeline.yml names and of those that have records. Registration moves candidate without any.</summary>
    /// <param name="registry">The pipeline's repository.</param>
    /// <param name="aliases">The names in pipeline.yml.</param>
    /// <exception cref="Findings.FaultException">The registry is damaged (exit 3).</exception>
    public static IReadOnlyList<AliasHistory> Of(IRepository registry, IEnumerable<string> aliases)
    {
        IReadOnlyDictionary<string, RecordChain> chains = AttachedRecords.Chains(registry);
        string[] versions = [.. registry.Tags().Where(tag => Version().IsMatch(tag))];
        return [.. aliases.Concat(chains.Keys).Distinct(StringComparer.Ordinal).Where(alias => alias != Promotion.Alias.Candidate.Name)
            .Select(alias => Of(registry, alias, versions)).Where(history => history.State.Condition != AliasCondition.Never)];
    }

    private static AliasHistory Of(IRepository registry, string alias, string[] versions)
    {
        AliasReading reading = AliasReading.Of(registry, alias);
        string? back = reading is { Chain: { } chain, State.Latest: { } latest }
            ? GoodModels.Of(chain.PathTo(latest)).Before(reading.State.Target, model => registry.Resolve(model) is not null)
            : null;
        return new AliasHistory(
            registry.Pipeline, alias, reading.State, reading.Chain?.Order ?? [],
            reading.State.Target is { } target ? [.. versions.Where(version => registry.Resolve(version)?.Digest == target)] : [], back)
        {
            Forks = [.. reading.Chain?.Forks.Where(fork => fork.ResolvedBy is null) ?? []],
        };
    }

    [GeneratedRegex(@"\Av?[0-9]+\.[0-9]+\.[0-9]+", RegexOptions.ExplicitCapture)]
    private static partial Regex Version();
}
