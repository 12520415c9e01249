using System.Text.Json.Nodes;

namespace MlCi.Testing.GitHub;

internal sealed partial class FakeOperations
{
    private FakeAnswer CreateComment(FakeRequest asked)
    {
        long id = repository.AddComment(asked.Id("issue_number"), asked.Login, asked.Text("body")!);
        return new FakeAnswer(201, repository.Comments.Find(IsOf(id)));
    }

    private FakeAnswer UpdateComment(FakeRequest asked)
    {
        if (repository.Comments.Find(IsOf(asked.Id("comment_id"))) is not { } found)
            return FakeAnswer.NotFound;
        // GitHub lets whoever may write change comments of others, too; nobody here should.
        return found["user"]!["login"]!.GetValue<string>() == asked.Login ? new FakeAnswer(200, Overlaid(found, asked, "body")) : FakeAnswer.Refusal(403, "a comment of somebody else");
    }

    private FakeAnswer CreateCheckRun(FakeRequest asked)
    {
        JsonObject run = Description.Example("checks/create");
        (run["id"], run["conclusion"], run["completed_at"], run["external_id"]) = (repository.NextId(), null, null, "");
        run["output"] = new JsonObject { ["title"] = null, ["summary"] = null, ["text"] = null, ["annotations_count"] = 0, ["annotations_url"] = "https://api.github.com/annotations" };
        repository.Annotations[run["id"]!.GetValue<long>()] = [];
        repository.CheckRuns.Add(run);
        return new FakeAnswer(201, Checked(Overlaid(run, asked, "name", "head_sha"), asked));
    }

    private JsonObject Checked(JsonObject run, FakeRequest asked)
    {
        Overlaid(run, asked, "external_id", "details_url", "status", "conclusion");
        if (run["status"]!.GetValue<string>() == "completed")
            run["completed_at"] = "2026-01-01T00:00:00Z";
        if (asked.Body!["output"] is not JsonObject output)
            return run;
        foreach (string name in new[] { "title", "summary", "text" })
            run["output"]![name] = output[name]?.DeepClone();
        List<JsonNode> all = repository.Annotations[run["id"]!.GetValue<long>()];
        all.AddRange((output["annotations"] as JsonArray ?? []).Select(one => one!.DeepClone()));
        run["output"]!["annotations_count"] = all.Count;
        return run;
    }

    private FakeAnswer ListCheckRuns(FakeRequest asked)
    {
        JsonObject[] all =
        [
            .. repository.CheckRuns.Where(one => one["head_sha"]!.GetValue<string>() == asked.Values["ref"] && (asked.Query["check_name"] is not { } name || one["name"]!.GetValue<string>() == name))
                .OrderByDescending(one => one["id"]!.GetValue<long>()),
        ];
        return List("check_runs", asked.Query["filter"] == "all" ? all : all.DistinctBy(one => one["name"]!.GetValue<string>()));
    }

    private FakeAnswer CreateStatus(FakeRequest asked)
    {
        JsonObject status = Overlaid(Description.Example("repos/create-commit-status"), asked, "state", "context", "description", "target_url");
        repository.Statuses.Add((asked.Values["sha"], status));
        return new FakeAnswer(201, status);
    }

    private FakeAnswer ListArtifacts(FakeRequest asked) => List("artifacts", repository.Artifacts.Where(one => one.Run == asked.Id("run_id")).Select(one => one.Artifact));

    private FakeAnswer CreateRelease(FakeRequest asked)
    {
        if (repository.Releases.Exists(one => one["tag_name"]!.GetValue<string>() == asked.Text("tag_name")))
            return FakeAnswer.Refusal(422, "Validation Failed", "already_exists");
        JsonObject release = Overlaid(Description.Example("repos/create-release"), asked, "tag_name", "name", "body");
        release["id"] = repository.NextId();
        release["upload_url"] = $"{fake.Uploads}repos/owner/name/releases/{release["id"]}/assets{{?name,label}}";
        repository.Releases.Add(release);
        return new FakeAnswer(201, release);
    }

    private FakeAnswer UploadAsset(FakeRequest asked)
    {
        if (repository.Assets.Exists(one => one.Release == asked.Id("release_id") && one.Asset["name"]!.GetValue<string>() == asked.Query["name"]))
            return FakeAnswer.Refusal(422, "Validation Failed", "already_exists");
        JsonObject asset = Description.Example("repos/upload-release-asset");
        (asset["id"], asset["name"], asset["size"]) = (repository.NextId(), asked.Query["name"], asked.Content.Length);
        repository.Assets.Add((asked.Id("release_id"), asset, asked.Content));
        return new FakeAnswer(201, asset);
    }

    private FakeAnswer ListDeployments(FakeRequest asked) => List(repository.Deployments
        .Where(one => (asked.Query["sha"] is not { } sha || one["sha"]!.GetValue<string>() == sha) && (asked.Query["environment"] is not { } name || one["environment"]!.GetValue<string>() == name))
        .OrderByDescending(one => one["id"]!.GetValue<long>()));

    private FakeAnswer CreateDeployment(FakeRequest asked)
    {
        // Without these GitHub merges, and refuses where other checks have not succeeded.
        if (asked.Body!["auto_merge"]?.GetValue<bool>() != false || asked.Body["required_contexts"] is not JsonArray { Count: 0 })
            return FakeAnswer.Refusal(409, "Conflict: Commit status checks failed");
        JsonObject deployment = Overlaid(Description.Example("repos/create-deployment"), asked, "ref", "environment", "description");
        (deployment["id"], deployment["sha"]) = (repository.NextId(), asked.Text("ref"));
        repository.Deployments.Add(deployment);
        return new FakeAnswer(201, deployment);
    }

    private FakeAnswer CreateDeploymentStatus(FakeRequest asked)
    {
        if (!repository.Deployments.Exists(IsOf(asked.Id("deployment_id"))))
            return FakeAnswer.NotFound;
        JsonObject status = Overlaid(Description.Example("repos/create-deployment-status"), asked, "state", "description", "log_url");
        status["id"] = repository.NextId();
        repository.DeploymentStatuses.Add((asked.Id("deployment_id"), status));
        return new FakeAnswer(201, status);
    }
}
