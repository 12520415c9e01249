using System.Text;
using System.Text.Json.Nodes;
using MlCi.Adapters.Registry;
using MlCi.Attestations;
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

    private static string? LayerOf(OciManifest manifest, string path) => manifest.Layers.FirstOrDefault(layer => layer.Annotation(AnnotationKeys.FilePath) == path)?.Digest;

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
