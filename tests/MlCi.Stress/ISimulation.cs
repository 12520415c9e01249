namespace MlCi.Stress;

/// <summary>
/// A seeded simulation of what the product promises. Of its statistics the same replicates give the same table; where processes
/// are killed, the moments are seeded, and the machine decides what they meet.
/// </summary>
public interface ISimulation
{
    /// <summary>The name on the command line.</summary>
    string Name { get; }

    /// <summary>What it shows, in one sentence.</summary>
    string Title { get; }

    /// <summary>The replicates of each case in a long run.</summary>
    int Replicates { get; }

    /// <summary>Runs it.</summary>
    /// <param name="replicates">The replicates of each case.</param>
    /// <param name="progress">Told of each case.</param>
    ResultTable Run(int replicates, Action<string> progress);
}
