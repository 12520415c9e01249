using System.Text.Json.Nodes;

namespace MlCi.Testing.GitHub;

/// <summary>How GitHub shows a protection that it was sent: in another form.</summary>
internal static class FakeProtection
{
    private const string Url = "https://api.github.com/repos/owner/name/branches/main/protection";

    /// <summary>The answer.</summary>
    public static JsonObject Shown(JsonObject sent)
    {
        var shown = new JsonObject
        {
            ["url"] = Url,
            ["enforce_admins"] = new JsonObject { ["url"] = $"{Url}/enforce_admins", ["enabled"] = sent["enforce_admins"]?.GetValue<bool>() ?? false },
        };
        if (sent["required_status_checks"] is JsonObject checks)
        {
            JsonObject[] all = checks["checks"] is JsonArray named ? [.. named.Select(one => one!.DeepClone().AsObject())]
                : [.. checks["contexts"]!.AsArray().Select(one => new JsonObject { ["context"] = one!.DeepClone() })];
            foreach (JsonObject one in all)
                one["app_id"] = one["app_id"] is { } app && app.GetValue<long>() > 0 ? app.DeepClone() : null;
            shown["required_status_checks"] = new JsonObject
            {
                ["url"] = $"{Url}/required_status_checks",
                ["strict"] = checks["strict"]!.DeepClone(),
                ["contexts"] = new JsonArray([.. all.Select(one => one["context"]!.DeepClone())]),
                ["contexts_url"] = $"{Url}/required_status_checks/contexts",
                ["checks"] = new JsonArray(all),
            };
        }

        if (sent["required_pull_request_reviews"] is JsonObject reviews)
        {
            var shownReviews = (JsonObject)reviews.DeepClone();
            shownReviews["url"] = $"{Url}/required_pull_request_reviews";
            foreach (string name in new[] { "dismissal_restrictions", "bypass_pull_request_allowances" })
            {
                if (reviews[name] is JsonObject actors)
                    shownReviews[name] = Actors(actors);
            }

            shown["required_pull_request_reviews"] = shownReviews;
        }

        if (sent["restrictions"] is JsonObject restrictions)
            shown["restrictions"] = Actors(restrictions);
        foreach ((string name, JsonNode? value) in sent.Where(member => member.Value?.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False && member.Key != "enforce_admins"))
            shown[name] = new JsonObject { ["enabled"] = value!.DeepClone() };
        return shown;
    }

    private static JsonObject Actors(JsonObject sent)
    {
        JsonObject user = GitHubDescription.Of.Value.Example("pulls/get")["user"]!.AsObject();
        JsonArray Named(string list, Func<string, JsonObject> of) => new([.. (sent[list] as JsonArray ?? []).Select(one => of(one!.GetValue<string>()))]);
        return new JsonObject
        {
            ["url"] = Url,
            ["users_url"] = $"{Url}/users",
            ["teams_url"] = $"{Url}/teams",
            ["apps_url"] = $"{Url}/apps",
            ["users"] = Named("users", name =>
            {
                var one = (JsonObject)user.DeepClone();
                one["login"] = name;
                return one;
            }),
            // GitHub's examples lack here what its schemas ask for.
            ["teams"] = Named("teams", slug => Template("teams", slug, "type", "organization")),
            ["apps"] = Named("apps", slug => Template("apps", slug, "owner", user.DeepClone())),
        };
    }

    private static JsonObject Template(string list, string slug, string lacking, JsonNode value)
    {
        JsonObject one = GitHubDescription.Of.Value.Example("repos/get-branch-protection")["restrictions"]![list]![0]!.DeepClone().AsObject();
        (one["slug"], one[lacking]) = (slug, value);
        return one;
    }
}
