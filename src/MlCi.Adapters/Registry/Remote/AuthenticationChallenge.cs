namespace MlCi.Adapters.Registry.Remote;

/// <summary>What a registry wants to see before it answers: a scheme of WWW-Authenticate with its parameters (RFC 9110, 11.6.1).</summary>
/// <param name="Scheme">The scheme in lower case: <c>basic</c>, <c>bearer</c>.</param>
/// <param name="Parameters">Its parameters by their names in lower case.</param>
internal sealed record AuthenticationChallenge(string Scheme, IReadOnlyDictionary<string, string> Parameters)
{
    /// <summary>Every challenge of a header, which may hold several; what cannot be read ends the list.</summary>
    public static IReadOnlyList<AuthenticationChallenge> ParseAll(string header)
    {
        List<AuthenticationChallenge> challenges = [];
        Dictionary<string, string>? open = null;
        int at = 0;
        while (at < header.Length)
        {
            Skip(header, ref at);
            if (Word(header, ref at) is not { Length: > 0 } word)
                return challenges;
            int behind = at;
            SkipBlanks(header, ref behind);
            if (behind < header.Length && header[behind] == '=' && open is not null)
            {
                at = behind + 1;
                SkipBlanks(header, ref at);
                // The first of a name counts: what follows may be of somebody who could append.
                open.TryAdd(word.ToLowerInvariant(), Value(header, ref at));
                continue;
            }

            open = new Dictionary<string, string>(StringComparer.Ordinal);
            challenges.Add(new AuthenticationChallenge(word.ToLowerInvariant(), open));
        }

        return challenges;
    }

    /// <summary>A parameter, or null.</summary>
    public string? this[string name] => Parameters.GetValueOrDefault(name);

    private static void Skip(string text, ref int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t' or ',')
            at++;
    }

    private static void SkipBlanks(string text, ref int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t')
            at++;
    }

    private static string Word(string text, ref int at)
    {
        int start = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || "!#$%&'*+-.^_`|~".Contains(text[at], StringComparison.Ordinal)))
            at++;
        return text[start..at];
    }

    private static string Value(string text, ref int at)
    {
        if (at >= text.Length || text[at] != '"')
        {
            int start = at;
            while (at < text.Length && text[at] is not (',' or ' ' or '\t'))
                at++;
            return text[start..at];
        }

        var value = new System.Text.StringBuilder();
        for (at++; at < text.Length && text[at] != '"'; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length)
                at++;
            value.Append(text[at]);
        }

        at++;
        return value.ToString();
    }
}
