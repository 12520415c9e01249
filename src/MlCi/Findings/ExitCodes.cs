namespace MlCi.Findings;

/// <summary>The exit codes of every front door: what a script may rely on.</summary>
public static class ExitCodes
{
    /// <summary>Everything asked for was done and passed.</summary>
    public const int Passed = 0;

    /// <summary>
    /// A negative verdict: a gate failed, a blocking one is inconclusive or not evaluated, data break the contract,
    /// a program crashed, predictions cannot be used.
    /// </summary>
    public const int Negative = 1;

    /// <summary>Wrong configuration or options, a missing file or column, a file that cannot be parsed.</summary>
    public const int Misconfigured = 2;

    /// <summary>Something outside cannot be reached: registry, engine, GitHub, package feed.</summary>
    public const int OutOfReach = 3;

    /// <summary>Interrupted by the user.</summary>
    public const int Interrupted = 130;

    /// <summary>The one exit code of several pipelines: 130 before 3 before 2 before 1 before 0.</summary>
    /// <param name="codes">Exit codes, in any order; none gives <see cref="Passed"/>.</param>
    /// <returns>The code that matters most.</returns>
    public static int Combine(IEnumerable<int> codes) => codes.Append(Passed).Max();
}
