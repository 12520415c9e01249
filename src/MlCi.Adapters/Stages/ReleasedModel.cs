using MlCi.Adapters.Registry;
using MlCi.Adapters.Runs;
using MlCi.Findings;
using MlCi.Models;
using MlCi.Promotion;

namespace MlCi.Adapters.Stages;

/// <summary>The registered model that a release tag means: one that Register made of the very files of the tag's commit.</summary>
/// <param name="Manifest">The model's manifest.</param>
/// <param name="Record">The record that names a commit with these files.</param>
/// <param name="Commit">The tag's commit.</param>
internal sealed record ReleasedModel(Descriptor Manifest, RegistrationRecord Record, string Commit)
{
    private const int MostNamed = 5;

    /// <summary>Finds it: the candidate, else of the other models the one that was registered last.</summary>
    /// <param name="registry">The pipeline's repository.</param>
    /// <param name="history">What git says.</param>
    /// <param name="tag">The tag.</param>
    /// <exception cref="FaultException">
    /// git has no such tag here (exit 2); no model was registered of its files (exit 1); the registry is damaged or out of reach (exit 3).
    /// </exception>
    public static ReleasedModel Find(IRepository registry, GitHistory history, ReleaseTag tag)
    {
        (string commit, string tree) = history.Tagged(tag) ?? throw FaultException.Misconfigured(
            $"found no git tag '{tag}' here, expected one on the commit to release; git fetch --tags brings those that were pushed");
        // Many records are of few commits.
        Dictionary<string, string?> trees = new(StringComparer.Ordinal);
        string? TreeOf(string of) => trees.TryGetValue(of, out string? known) ? known : trees[of] = history.TreeOf(of);
        string? candidate = registry.Exists() ? registry.Resolve(Alias.Candidate.Name)?.Digest : null;
        Registered[] all = registry.Exists() ? [.. Models(registry, candidate).SelectMany(model => Registrations.Of(registry, model.Digest).Select(record => new Registered(model, record, record.Commit is null ? null : TreeOf(record.Commit))))] : [];
        Registered[] same = [.. all.Where(one => one.Tree == tree)];
        // What was changed after the commit is in no commit.
        Registered? found = same.FirstOrDefault(one => one.Manifest.Digest == candidate && one.Record.Dirty == false)
            ?? same.Where(one => one.Record.Dirty == false).MaxBy(one => one.Record.When);
        return found is not null ? new ReleasedModel(found.Manifest, found.Record, commit)
            : throw FaultException.Negative($"rule 'source' refuses {tag}: {Found(registry, history, commit, tree, all, same)}");
    }

    // Every model has a tag of its own besides aliases and versions.
    private static IEnumerable<Descriptor> Models(IRepository registry, string? candidate) => registry.Tagged()
        .Where(tag => ModelNames.IsOwnTag(tag.Key) || tag.Value.Digest == candidate).Select(tag => tag.Value).DistinctBy(model => model.Digest);

    private static string Found(IRepository registry, GitHistory history, string commit, string tree, Registered[] all, Registered[] same)
    {
        string expected = $"expected a model that Register made of commit {commit[..12]}, or of another one with the same files (tree {tree[..12]})";
        if (all.Length == 0)
            return $"found no registered model in {registry.Place}, {expected}; has the job that registers run for that commit?";
        if (same.Length > 0)
            return $"found {string.Join(", ", same.Select(Named).Distinct().Take(MostNamed))}, {expected}, with no file changed beside it; run Register on the commit as it is";
        Registered[] latest = [.. all.OrderByDescending(one => one.Record.When).Take(MostNamed)];
        string unknown = latest.Any(one => one.Record.Commit is not null && one.Tree is null)
            ? $"; git does not know all of these commits here{(history.IsShallow() ? ", as this clone is shallow: git fetch --unshallow brings them" : "")}" : "";
        return $"found {string.Join(", ", latest.Select(Named))}{(all.Length > latest.Length ? $" and {all.Length - latest.Length} more" : "")}, {expected}{unknown}; tag a commit of which a model was registered, or run Register on this one";
    }

    private static string Named(Registered one) =>
        $"{one.Manifest.Digest[..19]} (version {one.Record.Version}) of commit {(one.Record.Commit is { Length: > 12 } commit ? commit[..12] : one.Record.Commit ?? "none")}"
        + one.Record.Dirty switch { true => " with files changed after it", null => " of which git did not say whether files were changed", _ => "" };

    private sealed record Registered(Descriptor Manifest, RegistrationRecord Record, string? Tree);
}
