using System.Diagnostics.CodeAnalysis;
using System.Net;
using MlCi.Findings;

namespace MlCi.Adapters.GitHub;

/// <summary>GitHub answered that it does not do it.</summary>
/// <param name="status">Its status.</param>
/// <param name="fault">What a user is told, where no caller knows better.</param>
[SuppressMessage("Design", "CA1064", Justification = "It never leaves the client: callers see faults.")]
internal sealed class GitHubRefusedException(HttpStatusCode status, FaultException fault) : Exception(fault.Message)
{
    /// <summary>GitHub's status.</summary>
    public HttpStatusCode Status { get; } = status;

    /// <summary>What a user is told.</summary>
    public FaultException Fault { get; } = fault;
}

/// <summary>GitHub may have done what it was asked, or not: no answer came. To be looked for before it is done again.</summary>
/// <param name="fault">What a user is told, where it stays like that.</param>
[SuppressMessage("Design", "CA1064", Justification = "It never leaves the client: callers see faults.")]
internal sealed class UncertainAnswerException(FaultException fault) : Exception(fault.Message)
{
    /// <summary>What a user is told.</summary>
    public FaultException Fault { get; } = fault;
}
