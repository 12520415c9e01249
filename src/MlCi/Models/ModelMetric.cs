using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using MlCi.Findings;

namespace MlCi.Models;

/// <summary>A metric of a model, as its reports have it.</summary>
/// <param name="Name">The metric's name.</param>
/// <param name="Estimate">Its value, or null where it is not defined.</param>
/// <param name="Lower">The lower end of the interval, or null.</param>
/// <param name="Upper">The upper end, or null.</param>
/// <param name="Rows">The rows that it is of, or null.</param>
/// <param name="Reason">Why there is no value or interval, or null.</param>
public sealed record ModelMetric(string Name, double? Estimate, double? Lower, double? Upper, long? Rows, string? Reason)
{
    /// <summary>As people read it: <c>0.742 [0.721, 0.762]</c>.</summary>
    [JsonIgnore]
    public string Shown => (Estimate, Lower, Upper) switch
    {
        ({ } value, { } lower, { } upper) => Numerals.WithInterval(value, lower, upper),
        ({ } value, _, _) => $"{Numerals.Of(value)} (no interval)",
        _ => "–",
    };

    /// <summary>Its JSON.</summary>
    public JsonObject ToJson() => new() { ["metric"] = Name, ["estimate"] = Estimate, ["lower"] = Lower, ["upper"] = Upper, ["rows"] = Rows };

    /// <summary>The metrics on the whole holdout, as evaluation.json has them.</summary>
    /// <param name="evaluation">evaluation.json, or one of its slices.</param>
    public static IReadOnlyList<ModelMetric> Of(JsonObject? evaluation) => [.. ModelDossier.Objects(evaluation, "metrics").Select(metric => Read(metric))];

    /// <summary>The metric that a model is known by: the first that a limit on the whole holdout decides, else the first measured.</summary>
    public static ModelMetric? HeadlineOf(ModelDossier model) =>
        ModelDossier.Objects(model.Gate, "gates").Where(gate => ModelDossier.Text(gate, "rule") == "threshold" && ModelDossier.Text(gate, "slice") is null)
            .Select(Read).Concat(Of(model.Evaluation)).FirstOrDefault();

    private static ModelMetric Read(JsonObject metric) => new(
        ModelDossier.Text(metric, "metric") ?? "", ModelDossier.Number(metric, "estimate"), ModelDossier.Number(metric, "lower"), ModelDossier.Number(metric, "upper"),
        (long?)ModelDossier.Number(metric, "rows"), ModelDossier.Text(metric, "reason"));
}
