namespace MlCi.Stress;

/// <summary>A seeded simulation of the product's statistics: the same replicates give the same table.</summary>
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
