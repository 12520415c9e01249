using System.Text.Json.Nodes;

namespace MlCi.Testing.GitHub;

/// <summary>What the fake GitHub does: one function for each operation of the description, by its id.</summary>
/// <param name="repository">What it holds.</param>
/// <param name="fake">Where it is, and who may ask.</param>
internal sealed partial class FakeOperations(FakeRepository repository, FakeGitHub fake)
{
    private static readonly GitHubDescription Description = GitHubDescription.Of.Value;

    /// <summary>The functions.</summary>
    public IReadOnlyDictionary<string, Func<FakeRequest, FakeAnswer>> All => new Dictionary<string, Func<FakeRequest, FakeAnswer>>(StringComparer.Ordinal)
    {
        ["users/get-authenticated"] = GetUser,
        ["apps/get-authenticated"] = GetApp,
        ["apps/create-installation-access-token"] = CreateToken,
        ["pulls/list"] = ListPullRequests,
        ["pulls/get"] = asked => repository.PullRequests.Find(one => one["number"]!.GetValue<long>() == asked.Id("pull_number")) is { } found ? new FakeAnswer(200, found) : FakeAnswer.NotFound,
        ["pulls/list-files"] = asked => Files($"pulls/{asked.Id("pull_number")}"),
        ["pulls/list-reviews"] = asked => List(repository.Reviews.Where(one => one.Number == asked.Id("pull_number")).Select(one => one.Review)),
        // GitHub lists no more.
        ["pulls/list-commits"] = asked => List(repository.Commits.Where(one => one.Number == asked.Id("pull_number")).Select(one => one.Commit).Take(250)),
        ["repos/list-pull-requests-associated-with-commit"] = asked => List(repository.PullRequests.Where(one => one["merged_at"] is not null
            && (one["merge_commit_sha"]!.GetValue<string>() == asked.Values["commit_sha"] || one["head"]!["sha"]!.GetValue<string>() == asked.Values["commit_sha"])).Select(Simple)),
        ["repos/compare-commits-with-basehead"] = Compare,
        ["repos/get-content"] = asked => repository.Files.TryGetValue($"{asked.Query["ref"]}:{asked.Values["path"]}", out byte[]? content) ? new FakeAnswer(200) { Raw = content } : FakeAnswer.NotFound,
        ["issues/list-comments"] = asked => List(repository.Comments.Where(one => one["issue_url"]!.GetValue<string>().EndsWith($"/{asked.Id("issue_number")}", StringComparison.Ordinal))),
        ["issues/create-comment"] = CreateComment,
        ["issues/update-comment"] = UpdateComment,
        ["issues/delete-comment"] = asked => repository.Comments.RemoveAll(IsOf(asked.Id("comment_id"))) > 0 ? new FakeAnswer(204) : FakeAnswer.NotFound,
        ["checks/create"] = CreateCheckRun,
        ["checks/get"] = asked => repository.CheckRuns.Find(IsOf(asked.Id("check_run_id"))) is { } found ? new FakeAnswer(200, found) : FakeAnswer.NotFound,
        ["checks/update"] = asked => repository.CheckRuns.Find(IsOf(asked.Id("check_run_id"))) is { } found ? new FakeAnswer(200, Checked(found, asked)) : FakeAnswer.NotFound,
        ["checks/list-for-ref"] = ListCheckRuns,
        ["repos/create-commit-status"] = CreateStatus,
        ["actions/list-workflow-run-artifacts"] = ListArtifacts,
        ["actions/download-artifact"] = asked => repository.Artifacts.Exists(one => IsOf(asked.Id("artifact_id"))(one.Artifact)) ? new FakeAnswer(302) { Location = fake.StorageOf(asked.Id("artifact_id")) } : FakeAnswer.NotFound,
        ["repos/get-release-by-tag"] = asked => repository.Releases.Find(one => one["tag_name"]!.GetValue<string>() == asked.Values["tag"]) is { } found ? new FakeAnswer(200, found) : FakeAnswer.NotFound,
        ["repos/create-release"] = CreateRelease,
        ["repos/update-release"] = asked => repository.Releases.Find(IsOf(asked.Id("release_id"))) is { } found ? new FakeAnswer(200, Overlaid(found, asked, "name", "body")) : FakeAnswer.NotFound,
        ["repos/list-release-assets"] = asked => List(repository.Assets.Where(one => one.Release == asked.Id("release_id")).Select(one => one.Asset)),
        ["repos/upload-release-asset"] = UploadAsset,
        ["repos/delete-release-asset"] = asked => repository.Assets.RemoveAll(one => IsOf(asked.Id("asset_id"))(one.Asset)) > 0 ? new FakeAnswer(204) : FakeAnswer.NotFound,
        ["repos/list-deployments"] = ListDeployments,
        ["repos/create-deployment"] = CreateDeployment,
        ["repos/list-deployment-statuses"] = asked => List(repository.DeploymentStatuses.Where(one => one.Deployment == asked.Id("deployment_id")).Select(one => one.Status).OrderByDescending(one => (long)one["id"]!)),
        ["repos/create-deployment-status"] = CreateDeploymentStatus,
        ["repos/get-branch-protection"] = asked => repository.Protections.TryGetValue(asked.Values["branch"], out JsonObject? sent) ? new FakeAnswer(200, FakeProtection.Shown(sent)) : FakeAnswer.Refusal(404, "Branch not protected"),
        ["repos/update-branch-protection"] = asked =>
        {
            repository.Protections[asked.Values["branch"]] = asked.Body!;
            return new FakeAnswer(200, FakeProtection.Shown(asked.Body!));
        },
    };

    private static Predicate<JsonObject> IsOf(long id) => one => one["id"]!.GetValue<long>() == id;

    private static FakeAnswer List(IEnumerable<JsonNode> entries) => new(200, new JsonArray([.. entries.Select(one => one.DeepClone())])) { Paged = "" };

    private static FakeAnswer List(string member, IEnumerable<JsonNode> entries)
    {
        JsonNode[] all = [.. entries.Select(one => one.DeepClone())];
        return new FakeAnswer(200, new JsonObject { ["total_count"] = all.Length, [member] = new JsonArray(all) }) { Paged = member };
    }

    private static JsonObject Overlaid(JsonObject on, FakeRequest asked, params string[] names)
    {
        foreach (string name in names.Where(name => asked.Body!.ContainsKey(name)))
            on[name] = asked.Body![name]?.DeepClone();
        return on;
    }

    private FakeAnswer GetUser(FakeRequest asked)
    {
        if (asked.Login.EndsWith("[bot]", StringComparison.Ordinal))
            return FakeAnswer.Refusal(403, "Resource not accessible by integration");
        JsonObject user = Description.Example("users/get-authenticated");
        user["login"] = asked.Login;
        return new FakeAnswer(200, user);
    }

    private FakeAnswer GetApp(FakeRequest asked)
    {
        JsonObject app = Description.Example("apps/get-authenticated");
        app["slug"] = FakeGitHub.AppSlug;
        return asked.Login == FakeGitHub.AppSlug ? new FakeAnswer(200, app) : FakeAnswer.Refusal(401, "A JSON web token could not be decoded");
    }

    private FakeAnswer CreateToken(FakeRequest asked)
    {
        if (asked.Login != FakeGitHub.AppSlug)
            return FakeAnswer.Refusal(401, "A JSON web token could not be decoded");
        if (asked.Values["installation_id"] != FakeGitHub.Installation)
            return FakeAnswer.NotFound;
        JsonObject token = Description.Example("apps/create-installation-access-token");
        (token["token"], token["expires_at"]) = (fake.Issue(), fake.Clock.GetUtcNow().AddHours(1).ToString("O"));
        return new FakeAnswer(201, token);
    }

    private FakeAnswer ListPullRequests(FakeRequest asked) => List(repository.PullRequests.Where(one =>
        (asked.Query["state"] ?? "open") is var state && (state == "all" || one["state"]!.GetValue<string>() == state)
        && (asked.Query["head"] is not { } head || one["head"]!["label"]!.GetValue<string>() == head)).Select(Simple));

    // The entries of a list lack what only the one has.
    private static JsonObject Simple(JsonObject one)
    {
        var simple = (JsonObject)one.DeepClone();
        foreach (string name in new[] { "merged", "mergeable", "mergeable_state", "merged_by", "comments", "review_comments", "maintainer_can_modify", "commits", "additions", "deletions", "changed_files", "rebaseable" })
            simple.Remove(name);
        return simple;
    }

    private FakeAnswer Files(string change) => repository.Changes.TryGetValue(change, out var files) ? List(files.Select(FileOf)) : FakeAnswer.NotFound;

    private static JsonObject FileOf((string Path, string? Previous) file)
    {
        JsonObject one = Description.Example("pulls/list-files");
        (one["filename"], one["status"]) = (file.Path, file.Previous is null ? "modified" : "renamed");
        if (file.Previous is not null)
            one["previous_filename"] = file.Previous;
        return one;
    }

    private FakeAnswer Compare(FakeRequest asked)
    {
        if (!repository.Changes.TryGetValue(asked.Values["basehead"], out var files))
            return FakeAnswer.NotFound;
        JsonObject compared = Description.Example("repos/compare-commits-with-basehead");
        compared["files"] = new JsonArray([.. files.Select(FileOf)]);
        return new FakeAnswer(200, compared);
    }
}
