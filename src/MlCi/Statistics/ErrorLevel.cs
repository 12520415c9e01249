namespace MlCi.Statistics;

/// <summary>Which α somebody may ask for, in pipeline.yml and on every command line alike.</summary>
public static class ErrorLevel
{
    /// <summary>
    /// The least: what 10,000 replicates can tell at all (1 of 10,001). Below it simulated ends would be those of another level,
    /// and approximations, right in the middle, are asked for tails that nobody has checked.
    /// </summary>
    public const double Least = 1e-4;

    /// <summary>The most: from here on an interval is narrower than one of level 50 %, and a verdict is the toss of a coin.</summary>
    public const double Most = .25;

    /// <summary>The same in words, after "expected".</summary>
    public const string Expected = "a number from 0.0001 to 0.25";

    /// <summary>Whether a number is such an α; NaN is none.</summary>
    /// <param name="alpha">The number.</param>
    public static bool Holds(double alpha) => alpha is >= Least and <= Most;
}
