using MlCi.Findings;

namespace MlCi.Nuke;

/// <summary>Exit codes in words.</summary>
public static class ExitCodeText
{
    private static readonly (int Code, string Short, string Meaning)[] Codes =
    [
        (ExitCodes.Passed, "passed", "passed"),
        (ExitCodes.Negative, "negative verdict", "negative verdict: a gate failed or could not be decided, data break the contract, a program crashed"),
        (ExitCodes.Misconfigured, "wrong configuration", "wrong configuration or options, a missing file or column"),
        (ExitCodes.OutOfReach, "out of reach", "registry, engine, GitHub or package feed out of reach"),
        (ExitCodes.Interrupted, "interrupted", "interrupted"),
    ];

    /// <summary>Every code with its meaning, for help.</summary>
    public static IEnumerable<(int Code, string Meaning)> All => Codes.Select(c => (c.Code, c.Meaning));

    /// <summary>A code in a few words: <c>1, negative verdict</c>.</summary>
    public static string Of(int exitCode) =>
        Codes.FirstOrDefault(c => c.Code == exitCode).Short is { } text ? $"{exitCode}, {text}" : $"{exitCode}, a fault in the build itself";
}
