using MlCi.Findings;

namespace MlCi.Adapters.Notifications;

/// <summary>
/// Events as lines of Slack's markup. Names come from files and people, so what would be a link, a mention or a format is shown as it is
/// (https://api.slack.com/reference/surfaces/formatting#escaping).
/// </summary>
internal static class WebhookText
{
    private const int Longest = 300;
    private const int MostLines = 50;

    /// <summary>A line for each event; of very many the first ones.</summary>
    public static string Of(IReadOnlyList<NotedEvent> noted) =>
        string.Join('\n', [.. noted.Take(MostLines).Select(Of), .. noted.Count > MostLines ? [$"and {noted.Count - MostLines} more"] : Array.Empty<string>()]);

    /// <summary>The line.</summary>
    public static string Of(NotedEvent noted)
    {
        string what = noted.Kind switch
        {
            NotedKind.Registered => $"registered{Part(" ", noted.Model)}",
            NotedKind.Promoted => $"promoted{Part(" ", noted.Model)}{Part(" to ", noted.Alias)}",
            NotedKind.RolledBack => $"rolled back{Part(" ", noted.Alias)}{Part(" to ", noted.Model)}",
            _ => "gate failed on the default branch",
        };
        string page = noted.Details is { } details && details.Scheme == Uri.UriSchemeHttps ? $" <{Escaped(details.AbsoluteUri).Replace("|", "%7C", StringComparison.Ordinal)}|details>" : "";
        return $"{Shown(noted.Pipeline)}: {what}{Part(" by ", noted.By)}{Part(": ", noted.Reason)}{page}";
    }

    private static string Part(string before, string? text) => text is { Length: > 0 } ? before + Shown(text) : "";

    // A zero-width space after what begins a mention, and in what begins a format or makes a link of its own accord.
    private static string Shown(string text)
    {
        string inert = InertText.Of(text).Trim();
        inert = inert.Length > Longest ? inert[..(char.IsHighSurrogate(inert[Longest - 1]) ? Longest - 1 : Longest)] + "…" : inert;
        string apart = string.Concat(inert.Select(letter => letter is '@' or '*' or '_' or '~' or '`' or ':' ? $"{letter}\u200B" : $"{letter}"));
        return Escaped(apart);
    }

    private static string Escaped(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
