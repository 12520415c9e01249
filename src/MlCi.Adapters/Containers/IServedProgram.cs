namespace MlCi.Adapters.Containers;

/// <summary>A model program that serves, in a container or as a process of this machine, and is asked through a Unix socket.</summary>
public interface IServedProgram : IDisposable
{
    /// <summary>What it is, as the result says: <c>container 1a2b3c4d5e6f, image sha256:…</c>, or <c>published program</c>.</summary>
    string Shown { get; }

    /// <summary>Whether it runs in a container: else the result says that no engine was there.</summary>
    bool IsContainer { get; }

    /// <summary>The path of the Unix socket, on this machine, that it listens on once it is up.</summary>
    string Socket { get; }

    /// <summary>When it was started, by <see cref="TimeProvider.GetTimestamp"/> of the system's clock.</summary>
    long Started { get; }

    /// <summary>How it stands now.</summary>
    ServedState State();

    /// <summary>The most resident memory of it so far in bytes, or null where nobody can tell.</summary>
    long? PeakMemory();

    /// <summary>Its last lines of output, secrets taken out.</summary>
    /// <param name="lines">How many.</param>
    IReadOnlyList<string> Log(int lines);

    /// <summary>Asks it to stop (SIGTERM), kills it after a while, and says how it ended.</summary>
    ServedState Stop(TimeSpan patience);
}

/// <summary>How a served program stands.</summary>
/// <param name="IsRunning">Whether it runs.</param>
/// <param name="ExitCode">Its exit code where it has ended.</param>
/// <param name="IsOutOfMemory">Whether it was killed for want of memory.</param>
public sealed record ServedState(bool IsRunning, int? ExitCode, bool IsOutOfMemory);
