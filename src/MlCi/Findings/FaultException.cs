namespace MlCi.Findings;

/// <summary>
/// The one exception of MlCi: work cannot go on, for reasons that a person can mend. It lists every fault and carries the
/// exit code; it is shown without a stack trace, which is kept for bugs.
/// </summary>
public sealed class FaultException : Exception
{
    /// <summary>Makes an exception of several faults.</summary>
    /// <param name="exitCode">One of <see cref="ExitCodes"/>.</param>
    /// <param name="faults">At least one fault.</param>
    public FaultException(int exitCode, IReadOnlyList<Fault> faults)
        : base(string.Join(Environment.NewLine, faults))
    {
        ArgumentOutOfRangeException.ThrowIfZero(faults.Count, nameof(faults));
        ExitCode = exitCode;
        Faults = faults;
    }

    /// <summary>The exit code that the process should end with.</summary>
    public int ExitCode { get; }

    /// <summary>Every fault found, in the order of the input.</summary>
    public IReadOnlyList<Fault> Faults { get; }

    /// <summary>A negative verdict that stops a stage: a crashed program, unusable predictions (exit 1).</summary>
    public static FaultException Negative(string message) => new(ExitCodes.Negative, [new Fault(message)]);

    /// <summary>Wrong configuration, options or files (exit 2).</summary>
    public static FaultException Misconfigured(string message, SourcePlace? place = null) =>
        new(ExitCodes.Misconfigured, [new Fault(message, place)]);

    /// <summary>Wrong configuration, options or files, every fault at once (exit 2).</summary>
    public static FaultException Misconfigured(IReadOnlyList<Fault> faults) => new(ExitCodes.Misconfigured, faults);

    /// <summary>Something outside cannot be reached (exit 3).</summary>
    public static FaultException OutOfReach(string message) => new(ExitCodes.OutOfReach, [new Fault(message)]);
}
