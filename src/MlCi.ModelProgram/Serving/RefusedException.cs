using System.Diagnostics.CodeAnalysis;

namespace MlCi.Modeling.Serving;

/// <summary>A request that gets no prediction, as a whole.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="message">What was found, and what was expected.</param>
[SuppressMessage("Design", "CA1064", Justification = "It never leaves the server.")]
internal sealed class RefusedException(int status, string message) : Exception(message)
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;
}
