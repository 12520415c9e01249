using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlCi.Adapters.GitHub;

/// <summary>
/// A branch's protection as GitHub's API has it: what is read has another form than what is written. Both clients use it, as Octokit 14
/// loses which app a check must come from, and who needs no review.
/// </summary>
internal static class ProtectionJson
{
    /// <summary>What GitHub says of a branch without one. Where there is no such branch, or it is not shown to the token, it answers 404 with other words.</summary>
    public const string None = "(Branch not protected)";

    /// <summary>Where a branch's protection is, below the repository.</summary>
    public static string Path(string branch) => $"branches/{Uri.EscapeDataString(branch)}/protection";

    /// <summary>Reads a protection.</summary>
    public static BranchProtection Read(JsonElement answer) => new()
    {
        Checks = answer.TryGetProperty("required_status_checks", out JsonElement checks) ? ReadChecks(checks) : null,
        Reviews = answer.TryGetProperty("required_pull_request_reviews", out JsonElement reviews) ? ReadReviews(reviews) : null,
        Restrictions = ReadActors(answer, "restrictions"),
        BindsAdministrators = IsOn(answer, "enforce_admins"),
        Switches = [.. BranchProtection.SwitchNames.Where(name => IsOn(answer, name))],
    };

    /// <summary>Writes a protection: every member is there, as what is not named would be lifted silently.</summary>
    public static HttpContent Write(BranchProtection protection)
    {
        var body = new JsonObject
        {
            ["required_status_checks"] = protection.Checks is { } checks ? WriteChecks(checks) : null,
            ["enforce_admins"] = protection.BindsAdministrators,
            ["required_pull_request_reviews"] = protection.Reviews is { } reviews ? WriteReviews(reviews) : null,
            ["restrictions"] = protection.Restrictions is { } actors ? WriteActors(actors) : null,
        };
        foreach (string name in BranchProtection.SwitchNames)
            body[name] = protection.Switches.Contains(name);
        return JsonContent.Create(body);
    }

    private static RequiredChecks ReadChecks(JsonElement checks) => new(
        checks.TryGetProperty("strict", out JsonElement strict) && strict.GetBoolean(),
        [.. checks.GetProperty("checks").EnumerateArray().Select(check => (
            check.GetProperty("context").GetString() ?? throw new JsonException("a check without a name"),
            check.TryGetProperty("app_id", out JsonElement app) && app.ValueKind == JsonValueKind.Number ? app.GetInt64() : (long?)null))]);

    private static JsonObject WriteChecks(RequiredChecks checks) => new()
    {
        ["strict"] = checks.IsStrict,
        // GitHub wants both, and heeds only the second where it is there.
        ["contexts"] = new JsonArray(),
        // -1: any app may say so.
        ["checks"] = new JsonArray([.. checks.Checks.Select(check => new JsonObject { ["context"] = check.Name, ["app_id"] = check.App ?? -1 })]),
    };

    private static RequiredReviews ReadReviews(JsonElement reviews) => new(reviews.TryGetProperty("required_approving_review_count", out JsonElement count) ? count.GetInt32() : 0)
    {
        DismissesStale = reviews.GetProperty("dismiss_stale_reviews").GetBoolean(),
        NeedsCodeOwners = reviews.GetProperty("require_code_owner_reviews").GetBoolean(),
        NeedsOtherThanLastPusher = reviews.TryGetProperty("require_last_push_approval", out JsonElement last) && last.GetBoolean(),
        Dismissers = ReadActors(reviews, "dismissal_restrictions"),
        Exempt = ReadActors(reviews, "bypass_pull_request_allowances"),
    };

    private static JsonObject WriteReviews(RequiredReviews reviews)
    {
        var body = new JsonObject
        {
            ["dismiss_stale_reviews"] = reviews.DismissesStale,
            ["require_code_owner_reviews"] = reviews.NeedsCodeOwners,
            ["required_approving_review_count"] = reviews.Approvals,
            ["require_last_push_approval"] = reviews.NeedsOtherThanLastPusher,
        };
        if (reviews.Dismissers is { } dismissers)
            body["dismissal_restrictions"] = WriteActors(dismissers);
        if (reviews.Exempt is { } exempt)
            body["bypass_pull_request_allowances"] = WriteActors(exempt);
        return body;
    }

    private static BranchActors? ReadActors(JsonElement parent, string name)
    {
        if (!parent.TryGetProperty(name, out JsonElement actors) || actors.ValueKind != JsonValueKind.Object)
            return null;
        string[] Names(string list, string key) => !actors.TryGetProperty(list, out JsonElement all) ? []
            : [.. all.EnumerateArray().Select(one => one.GetProperty(key).GetString() ?? throw new JsonException($"no {key}"))];
        return new BranchActors(Names("users", "login"), Names("teams", "slug"), Names("apps", "slug"));
    }

    private static JsonObject WriteActors(BranchActors actors) => new()
    {
        ["users"] = Names(actors.Users),
        ["teams"] = Names(actors.Teams),
        ["apps"] = Names(actors.Apps),
    };

    private static JsonArray Names(IEnumerable<string> names) => new([.. names.Select(name => JsonValue.Create(name))]);

    private static bool IsOn(JsonElement parent, string name) => parent.TryGetProperty(name, out JsonElement value) && value.GetProperty("enabled").GetBoolean();
}
