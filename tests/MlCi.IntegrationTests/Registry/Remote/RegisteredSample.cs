using System.Text;
using MlCi.Adapters.Registry;
using MlCi.Data;
using MlCi.Testing;

namespace MlCi.IntegrationTests.Registry.Remote;

/// <summary>A small model with a passing report.</summary>
internal static class RegisteredSample
{
    public static RegisteredModel Register(TemporaryFolder folder, ModelRegistry registry, string weights = "weights")
    {
        ModelContents contents = new()
        {
            ModelFolder = Path.GetDirectoryName(folder.Write("model/weights.json", weights))!,
            ProgramFolder = Path.GetDirectoryName(folder.Write("program/TelcoChurn.dll", "library"))!,
            SchemaFile = folder.Write("schema.json", "{}"),
            PipelineFile = folder.Write("pipeline.yml", "version: 1\n"),
            Predictions = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [Digest.OfText("holdout")] = folder.Write("predictions.csv", "row_id,score\n0,0.5\n"),
            },
        };
        string model = Digest.OfFiles([("weights.json", Digest.OfText(weights))]);
        string report = $$$"""{"verdict":"passed","digests":{"model":"{{{model}}}","holdout":"{{{Digest.OfText("holdout")}}}"}}""";
        return registry.Register("telco", contents, Encoding.UTF8.GetBytes(report));
    }
}
