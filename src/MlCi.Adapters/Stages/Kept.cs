using MlCi.Pipelines;

namespace MlCi.Adapters.Stages;

/// <summary>A result that is kept by the digest of all that it depends on.</summary>
/// <param name="Inputs">All that it depends on.</param>
/// <param name="Folder">Its folder, in the cache.</param>
/// <param name="Reused">Whether an earlier run made it.</param>
internal sealed record Kept(StageInputs Inputs, string Folder, bool Reused);
