using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlCi.Promotion;

/// <summary>A review that a promotion rests on, as its record keeps it: what GitHub said of it at that moment.</summary>
/// <param name="Who">Who approved, by the name in pipeline.yml.</param>
/// <param name="Login">The login.</param>
/// <param name="When">When, in UTC.</param>
/// <param name="Id">The review's id.</param>
/// <param name="Page">Its page.</param>
/// <param name="Commit">The commit that was approved, which was merged.</param>
public sealed record RecordedReview(string Who, string Login, DateTimeOffset When, long Id, string Page, string Commit)
{
    /// <summary>The digest of its JSON.</summary>
    public string Digest => Data.Digest.OfText(Json().ToJsonString());

    /// <summary>A review that counts.</summary>
    public static RecordedReview Of(FoundReview review) => new(review.Reviewer!.Name, review.Login, review.When!.Value, review.Id, review.Page, review.Commit!);

    /// <summary>Reads what <see cref="Json"/> wrote.</summary>
    /// <exception cref="JsonException">It is no review.</exception>
    public static RecordedReview Read(JsonElement json)
    {
        try
        {
            return new RecordedReview(Text(json, "who"), Text(json, "login"), json.GetProperty("when").GetDateTimeOffset(), json.GetProperty("id").GetInt64(), Text(json, "page"), Text(json, "commit"));
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new JsonException($"a review that cannot be read ({e.Message.TrimEnd('.')})", e);
        }
    }

    /// <summary>Its JSON: members in this order, the same bytes every time.</summary>
    public JsonObject Json() => new()
    {
        ["who"] = Who,
        ["login"] = Login,
        ["when"] = When.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
        ["id"] = Id,
        ["page"] = Page,
        ["commit"] = Commit,
    };

    /// <inheritdoc/>
    public override string ToString() => $"{Who} approved {Commit[..Math.Min(12, Commit.Length)]}: {Page}";

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? throw new FormatException($"'{name}' null");
}
