using System.Text.Json.Nodes;

namespace MlCi.Testing.GitHub;

/// <summary>What the fake answers.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">JSON, or null.</param>
public sealed record FakeAnswer(int Status, JsonNode? Body = null)
{
    /// <summary>Bytes in place of JSON.</summary>
    public byte[]? Raw { get; init; }

    /// <summary>Where it redirects to.</summary>
    public Uri? Location { get; init; }

    /// <summary>Whether it is a list that is given in pages; a member's name where the list is in one, else empty.</summary>
    public string? Paged { get; init; }

    /// <summary>The permission that GitHub says it takes, or null.</summary>
    public string? Accepted { get; init; }

    /// <summary>There is no such thing.</summary>
    public static FakeAnswer NotFound { get; } = Refusal(404, "Not Found");

    /// <summary>A refusal in GitHub's form.</summary>
    public static FakeAnswer Refusal(int status, string message, string? code = null) => new(status, new JsonObject
    {
        ["message"] = message,
        ["documentation_url"] = "https://docs.github.com/rest",
        ["errors"] = code is null ? null : new JsonArray(new JsonObject { ["code"] = code }),
    });
}

/// <summary>A request to the fake.</summary>
/// <param name="Values">What its path says.</param>
/// <param name="Query">What its query says.</param>
/// <param name="Body">Its body as JSON, or null.</param>
/// <param name="Content">Its body.</param>
/// <param name="Login">Whose token it bears.</param>
public sealed record FakeRequest(IReadOnlyDictionary<string, string> Values, System.Collections.Specialized.NameValueCollection Query, JsonObject? Body, byte[] Content, string Login)
{
    /// <summary>A number of its path.</summary>
    public long Id(string name) => long.Parse(Values[name], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A text of its body, or null.</summary>
    public string? Text(string name) => Body?[name]?.GetValue<string>();
}
