namespace MlCi.Metrics;

/// <summary>How two models decided the rows of one class: the four cells of that class.</summary>
/// <param name="Neither">Rows that neither decides positive.</param>
/// <param name="OnlyChallenger">Rows that only the challenger decides positive.</param>
/// <param name="OnlyChampion">Rows that only the champion decides positive.</param>
/// <param name="Both">Rows that both decide positive.</param>
public readonly record struct DecisionPairs(long Neither, long OnlyChallenger, long OnlyChampion, long Both)
{
    /// <summary>All rows of the class.</summary>
    public long Rows => Neither + OnlyChallenger + OnlyChampion + Both;

    /// <summary>The rows that the two decide differently.</summary>
    public long Discordant => OnlyChallenger + OnlyChampion;

    /// <summary>The rows that the challenger decides positive.</summary>
    public long ByChallenger => OnlyChallenger + Both;

    /// <summary>The rows that the champion decides positive.</summary>
    public long ByChampion => OnlyChampion + Both;

    /// <summary>The cells of the rows of both.</summary>
    public DecisionPairs Merge(DecisionPairs other) => new(
        Neither + other.Neither, OnlyChallenger + other.OnlyChallenger, OnlyChampion + other.OnlyChampion, Both + other.Both);
}
