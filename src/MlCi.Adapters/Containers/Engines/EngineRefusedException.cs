using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace MlCi.Adapters.Containers.Engines;

/// <summary>The engine answered that it does not do it.</summary>
/// <param name="status">Its status.</param>
/// <param name="said">Its message.</param>
[SuppressMessage("Design", "CA1064", Justification = "It never leaves the client: callers see faults.")]
internal sealed class EngineRefusedException(HttpStatusCode status, string said) : Exception(said)
{
    /// <summary>The engine's status.</summary>
    public HttpStatusCode Status { get; } = status;
}
