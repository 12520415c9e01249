using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using MlCi.Adapters.Registry;
using MlCi.Attestations;
using MlCi.Models;
using MlCi.Pipelines;

namespace MlCi.Adapters.Attestations;

/// <summary>Tells what a model was made of by what is registered of it: its manifest, its pipeline.yml and a gate report.</summary>
internal static class RegisteredFacts
{
    /// <summary>The facts.</summary>
    /// <param name="registry">The repository.</param>
    /// <param name="model">The model.</param>
    /// <param name="gateJson">The bytes of the report.</param>
    /// <exception cref="Findings.FaultException">Something is damaged (exit 3), or is not what it should be (exit 2).</exception>
    public static BuildFacts Of(IRepository registry, StoredModel model, byte[] gateJson)
    {
        string shown = $"of {model.Digest[..19]}";
        OciManifest manifest = registry.ReadManifest(model.Descriptor);
        PipelineDefinition definition = PipelineFile.Read(Encoding.UTF8.GetString(model.ReadPipeline()), $"pipeline.yml {shown}", registry.Pipeline);
        JsonObject verdict = GateVerdictPredicate.Of(gateJson, $"gate report {shown}");
        JsonNode digests = verdict["digests"]!;
        return new BuildFacts
        {
            Pipeline = registry.Pipeline,
            Params = definition.Parameters,
            Seed = definition.Seed,
            Commit = Text(verdict["commit"]),
            Dirty = verdict["dirty"] is JsonValue dirty && dirty.TryGetValue(out bool isDirty) ? isDirty : null,
            Data = Text(digests["data"]),
            Holdout = Text(digests["holdout"]),
            Champion = Text(digests["champion"]),
            Rules = Text(digests["rules"]),
            Schema = LayerOf(manifest, ModelArtifact.SchemaFile),
            Program = LayerOf(manifest, ModelArtifact.ProgramFile),
            Report = Text(digests["report"])!,
        };
    }

    /// <summary>Why facts are not those of a registration, or null: where the model has records of its registrations, one must say the same.</summary>
    /// <param name="registry">The repository.</param>
    /// <param name="model">The digest of the model's manifest.</param>
    /// <param name="facts">The facts.</param>
    /// <exception cref="Findings.FaultException">A record is damaged (exit 3).</exception>
    public static string? Unregistered(IRepository registry, string model, BuildFacts facts)
    {
        IReadOnlyList<RegistrationRecord> records = Registrations.Of(registry, model);
        return records.Count == 0 || records.Any(record => record.Pipeline == facts.Pipeline && record.Seed == facts.Seed && record.Commit == facts.Commit
            && record.DataOf(RegisteredData.Train)?.Digest == facts.Data && record.DataOf(RegisteredData.Holdout)?.Digest == facts.Holdout)
            ? null
            : $"no record of a registration has commit {facts.Commit ?? "none"}, seed {facts.Seed.ToString(CultureInfo.InvariantCulture)}, training data {facts.Data ?? "none"} and holdout {facts.Holdout ?? "none"}";
    }

    private static string? LayerOf(OciManifest manifest, string path) => manifest.Layers.FirstOrDefault(layer => layer.Annotation(AnnotationKeys.FilePath) == path)?.Digest;

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
