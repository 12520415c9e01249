using MlCi.Findings;

namespace MlCi.Pipelines;

/// <summary>A value of pipeline.yml with its place.</summary>
/// <param name="Value">The value, as written.</param>
/// <param name="Place">Where it stands.</param>
public sealed record Placed(string Value, SourcePlace Place);
