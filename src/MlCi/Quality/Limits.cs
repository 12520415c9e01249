using MlCi.Findings;

namespace MlCi.Quality;

/// <summary>Limits on counts in words.</summary>
internal static class Limits
{
    /// <summary>Such as <c>2 to 60</c> or <c>at least 1,000</c>.</summary>
    public static string Words(long? minimum, long? maximum) => (minimum, maximum) switch
    {
        ({ } least, { } most) => $"{Numerals.Count(least)} to {Numerals.Count(most)}",
        ({ } least, null) => $"at least {Numerals.Count(least)}",
        _ => $"at most {Numerals.Count(maximum ?? 0)}",
    };
}
