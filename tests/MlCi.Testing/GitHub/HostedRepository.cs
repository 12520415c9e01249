using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json.Nodes;

namespace MlCi.Testing.GitHub;

/// <summary>
/// A repository with one pipeline of commands on the fake GitHub, a pull request of a fork, and the jobs of its workflows: each is the built tool
/// as a process of its own, with the variables that a runner sets, in a checkout that a runner keeps from job to job.
/// </summary>
public sealed class HostedRepository : IDisposable
{
    /// <summary>The pull request, its author and its branch.</summary>
    public const int Number = 7;

    public const string Forker = "forker", Topic = "topic";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly TemporaryFolder folder = new();
    private long runs = 100;

    /// <summary>Makes it; nothing has run yet.</summary>
    /// <param name="gitHub">Where it is hosted.</param>
    public HostedRepository(FakeGitHub gitHub)
    {
        GitHub = gitHub;
        Files.UseCommands();
        Files.Write(".gitignore", "artifacts/\n.mlci/\n");
        Git = GitRepository.Begin(Files.Root);
        Git.Commit("chore: begin");
        Runner = Git.CloneTo(folder.Path("runner"));
    }

    /// <summary>Where it is hosted.</summary>
    public FakeGitHub GitHub { get; }

    /// <summary>The files as their author has them.</summary>
    public TinyRepository Files { get; } = new();

    /// <summary>The repository with all branches and tags.</summary>
    public GitRepository Git { get; }

    /// <summary>The runner's checkout.</summary>
    public GitRepository Runner { get; }

    /// <summary>Commits what the files are now to the pull request's branch, and opens it or moves it on.</summary>
    /// <returns>Its head.</returns>
    public string Push(string message)
    {
        FakeRepository told = GitHub.Repository;
        bool isOpen = told.PullRequests.Count > 0;
        Git.Run(isOpen ? ["checkout", "--quiet", Topic] : ["checkout", "--quiet", "-b", Topic]);
        string head = Git.Commit(message);
        if (isOpen)
            told.PullRequests[0]["head"]!["sha"] = head;
        else
            told.AddPullRequest(Number, Forker, Topic, head);
        string[] changed = Git.Run("diff", "--name-only", "main...HEAD").Split('\n');
        told.Changes[$"pulls/{Number}"] = [.. changed.Select(path => (path, (string?)null))];
        foreach (string path in changed)
            told.Files[$"{head}:{path}"] = File.ReadAllBytes(Files.Path(path));
        return head;
    }

    /// <summary>Merges the pull request.</summary>
    /// <returns>The new tip of the default branch.</returns>
    public string Merge()
    {
        Git.Run("checkout", "--quiet", "main");
        Git.Run("merge", "--quiet", "--no-ff", "--message", $"Merge pull request #{Number}", Topic);
        GitHub.Repository.PullRequests[0]["state"] = "closed";
        return Git.Head;
    }

    /// <summary>What an environment of GitHub lends to the jobs that it trusts.</summary>
    public Dictionary<string, string> Secrets { get; } = [];

    /// <summary>The next run's id.</summary>
    public long NextRun() => ++runs;

    /// <summary>The gate's job, whose results are uploaded as the artifact of the run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="kind">What started it: <c>pull_request</c> or <c>push</c>.</param>
    /// <param name="sha">The commit.</param>
    /// <param name="options">Options of the tool.</param>
    public JobEnd Gate(long run, string kind, string sha, params string[] options)
    {
        CheckOut(sha);
        string artifacts = Path.Combine(Runner.Root, "artifacts");
        if (Directory.Exists(artifacts))
            Directory.Delete(artifacts, recursive: true);
        JobEnd end = Run(Runner.Root, new JsonObject(), kind, isTrusted: false, ["gate", .. options]);
        Upload(run, Directory.EnumerateFiles(artifacts, "*.*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 })
            .Select(file => (Path.GetRelativePath(artifacts, file).Replace('\\', '/'), File.ReadAllBytes(file))));
        return end;
    }

    /// <summary>Uploads files as the artifact of a run of the gate.</summary>
    public void Upload(long run, IEnumerable<(string Name, byte[] Content)> files)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in files)
            {
                using Stream entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        byte[] bytes = packed.ToArray();
        GitHub.Repository.AddArtifact(run, "gate", bytes.Length, () => new MemoryStream(bytes));
    }

    /// <summary>The job that posts, on the default branch's code, as a run of the gate begins or has ended.</summary>
    /// <param name="told">GitHub's event.</param>
    /// <param name="checkout">Its checkout, if not the runner's.</param>
    public JobEnd Report(JsonObject told, string? checkout = null)
    {
        if (checkout is null)
            CheckOut("main");
        return Run(checkout ?? Runner.Root, told, "workflow_run", isTrusted: true, "report");
    }

    /// <summary>GitHub's event of a run of the gate.</summary>
    public static JsonObject Told(long run, string sha, bool isCompleted, string kind = "pull_request", string owner = Forker, string branch = Topic) => new()
    {
        ["action"] = isCompleted ? "completed" : "requested",
        ["repository"] = new JsonObject { ["default_branch"] = "main" },
        ["workflow_run"] = new JsonObject
        {
            ["id"] = run,
            ["name"] = "gate",
            ["event"] = kind,
            ["head_branch"] = branch,
            ["head_sha"] = sha,
            ["html_url"] = $"https://github.com/owner/name/actions/runs/{run}",
            ["head_repository"] = new JsonObject { ["owner"] = new JsonObject { ["login"] = owner } },
            // Of a fork GitHub leaves it empty.
            ["pull_requests"] = new JsonArray(),
        },
    };

    /// <summary>A job of a push to the default branch, or of a tag: one that has the repository's token.</summary>
    /// <param name="at">The commit, branch or tag that is checked out.</param>
    /// <param name="command">The tool's command and options.</param>
    public JobEnd Trusted(string at, params string[] command)
    {
        CheckOut(at);
        return Run(Runner.Root, new JsonObject { ["repository"] = new JsonObject { ["default_branch"] = "main" } }, "push", isTrusted: true, command);
    }

    public void Dispose()
    {
        Files.Dispose();
        folder.Dispose();
    }

    private void CheckOut(string at)
    {
        Runner.Run("fetch", "--quiet", "--prune", "--tags", "origin");
        Runner.Run("checkout", "--quiet", "--detach", at == "main" ? "origin/main" : at);
    }

    private JobEnd Run(string checkout, JsonObject told, string kind, bool isTrusted, params string[] command)
    {
        string file = folder.Write(string.Create(CultureInfo.InvariantCulture, $"event-{Guid.NewGuid():N}.json"), told.ToJsonString());
        var start = new ProcessStartInfo("dotnet", ["exec", MlciAssembly.Path, .. command]) { WorkingDirectory = checkout, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MLCI_", StringComparison.Ordinal) || name.StartsWith("GITHUB_", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(name);
        foreach ((string name, string? value) in new[]
        {
            ("GITHUB_ACTIONS", "true"), ("GITHUB_API_URL", GitHub.Api.ToString()), ("GITHUB_SERVER_URL", "https://github.com"), ("GITHUB_REPOSITORY", "owner/name"), ("GITHUB_EVENT_NAME", kind), ("GITHUB_EVENT_PATH", file),
            ("GITHUB_REF_TYPE", "branch"), ("GITHUB_REF_NAME", "main"), ("GITHUB_ACTOR", "ana"), ("GITHUB_RUN_ID", $"{runs}"), ("GITHUB_STEP_SUMMARY", folder.Path("summary.md")), ("GITHUB_TOKEN", isTrusted ? FakeGitHub.JobToken : null),
        })
            start.Environment[name] = value;
        foreach ((string name, string value) in isTrusted ? Secrets : [])
            start.Environment[name] = value;
        using Process job = Process.Start(start)!;
        Task<string> errors = job.StandardError.ReadToEndAsync(), output = job.StandardOutput.ReadToEndAsync();
        if (!job.WaitForExit(Patience))
        {
            job.Kill(entireProcessTree: true);
            throw new InvalidOperationException($"{string.Join(' ', command)} has not ended after {Patience}");
        }

        return new JobEnd(job.ExitCode, output.GetAwaiter().GetResult() + errors.GetAwaiter().GetResult());
    }
}

/// <summary>How a job ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">All that it printed.</param>
public sealed record JobEnd(int ExitCode, string Output);
