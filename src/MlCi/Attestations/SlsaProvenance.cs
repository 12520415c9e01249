using System.Globalization;
using System.Text.Json.Nodes;

namespace MlCi.Attestations;

/// <summary>
/// How a model came about, as the predicate of a statement: SLSA provenance, version 1 (https://slsa.dev/spec/v1.0/provenance). What
/// the members of <c>buildDefinition</c> mean for this type of build stands in docs/attestations.md.
/// </summary>
public static class SlsaProvenance
{
    /// <summary>The type of the predicate.</summary>
    public const string Type = "https://slsa.dev/provenance/v1";

    /// <summary>The type of the build: a pipeline of MlCi, trained with params and seed and gated on a holdout.</summary>
    public const string BuildType = "https://mlci.dev/build/pipeline/v1";

    /// <summary>The statement of how a model came about.</summary>
    /// <param name="subjects">The model by its manifest, and its image where that is known.</param>
    /// <param name="facts">What it was made of.</param>
    /// <param name="run">Who built it.</param>
    public static InTotoStatement Statement(IReadOnlyList<ResourceDescriptor> subjects, BuildFacts facts, BuildRun run) => new(subjects, Type, Of(facts, run));

    /// <summary>The predicate.</summary>
    /// <inheritdoc cref="Statement"/>
    public static JsonObject Of(BuildFacts facts, BuildRun run)
    {
        var metadata = new JsonObject();
        if (run.Invocation is not null)
            metadata["invocationId"] = run.Invocation;
        if (run.Started is { } started)
            metadata["startedOn"] = Time(started);
        if (run.Finished is { } finished)
            metadata["finishedOn"] = Time(finished);
        var builder = new JsonObject { ["id"] = run.Builder };
        if (run.Tool is not null)
            builder["version"] = new JsonObject { ["mlci"] = run.Tool };
        return new JsonObject
        {
            ["buildDefinition"] = new JsonObject
            {
                ["buildType"] = BuildType,
                ["externalParameters"] = new JsonObject { ["pipeline"] = facts.Pipeline, ["params"] = facts.Params.DeepClone(), ["seed"] = facts.Seed },
                ["internalParameters"] = new JsonObject { ["rules"] = facts.Rules },
                ["resolvedDependencies"] = new JsonArray([.. Dependencies(facts, run).Select(one => one.ToJson())]),
            },
            ["runDetails"] = new JsonObject
            {
                ["builder"] = builder,
                ["metadata"] = metadata,
                ["byproducts"] = new JsonArray(ResourceDescriptor.Of("gate.json", facts.Report).ToJson()),
            },
        };
    }

    /// <summary>Where a provenance says something else of the build than what is known of it. Who built it and when is not looked at.</summary>
    /// <param name="found">The provenance.</param>
    /// <param name="facts">What is known.</param>
    public static IReadOnlyList<string> Differences(JsonObject found, BuildFacts facts) =>
        [.. JsonDifference.Between(Comparable(found), Comparable(Of(facts, BuildRun.Later(null))), "")];

    /// <summary>The digest of the gate report that a provenance names, or null where it names none.</summary>
    public static string? ReportOf(JsonObject provenance) => ((provenance["runDetails"] as JsonObject)?["byproducts"] as JsonArray ?? [])
        .OfType<JsonObject>().Where(one => one["digest"] is JsonObject).Select(ResourceDescriptor.Read).FirstOrDefault(one => one.Name == "gate.json")?.Sha256Digest;

    /// <summary>Who built the model, as a provenance says.</summary>
    public static string BuilderOf(JsonObject provenance) =>
        ((provenance["runDetails"] as JsonObject)?["builder"] as JsonObject)?["id"] is JsonValue id && id.TryGetValue(out string? text) ? text : "nobody";

    // Without who, when and where from, and with the dependencies by their names.
    private static JsonObject Comparable(JsonObject provenance)
    {
        var copy = (JsonObject)provenance.DeepClone();
        if (copy["runDetails"] is JsonObject run)
        {
            run.Remove("builder");
            run.Remove("metadata");
        }

        if (copy["buildDefinition"] is JsonObject definition && definition["resolvedDependencies"] is JsonArray dependencies)
        {
            var named = new JsonObject();
            foreach (JsonObject one in dependencies.OfType<JsonObject>())
            {
                string name = one["name"] is JsonValue value && value.TryGetValue(out string? text) ? text : "without a name";
                named[named.ContainsKey(name) ? $"{name} twice" : name] = new JsonObject { ["digest"] = one["digest"]?.DeepClone(), ["annotations"] = one["annotations"]?.DeepClone() };
            }

            definition["resolvedDependencies"] = named;
        }

        return copy;
    }

    private static IEnumerable<ResourceDescriptor> Dependencies(BuildFacts facts, BuildRun run)
    {
        if (facts.Commit is { } commit)
        {
            yield return ResourceDescriptor.OfCommit("source", run.Source, commit) with
            {
                Annotations = facts.Dirty is { } dirty ? new JsonObject { ["dirty"] = dirty } : null,
            };
        }

        foreach ((string name, string? digest) in new[] { ("data.train", facts.Data), ("data.holdout", facts.Holdout), ("schema", facts.Schema), ("program", facts.Program), ("champion", facts.Champion) })
        {
            if (digest is not null)
                yield return ResourceDescriptor.Of(name, digest);
        }
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
