namespace MlCi.Attestations;

/// <summary>Who built a model, and when.</summary>
/// <param name="Builder">Who vouches for the build: a URI.</param>
/// <param name="Invocation">The run, a URI, or null.</param>
/// <param name="Source">Where the sources are, a URI such as <c>git+https://…</c>, or null.</param>
/// <param name="Started">When it started, in UTC, or null where nobody saw it.</param>
/// <param name="Finished">When the model was registered, in UTC, or null.</param>
/// <param name="Tool">The version of MlCi, or null.</param>
public sealed record BuildRun(string Builder, string? Invocation, string? Source, DateTimeOffset? Started, DateTimeOffset? Finished, string? Tool)
{
    /// <summary>A machine of somebody's: it vouches for nothing but its key.</summary>
    public const string LocalBuilder = "https://mlci.dev/builders/local/v1";

    /// <summary>Nobody saw the build: what is said of it is what the registry holds.</summary>
    public const string LaterBuilder = "https://mlci.dev/builders/attested-later/v1";

    /// <summary>The run that this process is part of: a workflow of GitHub Actions by its variables, else a machine of somebody's.</summary>
    /// <param name="variable">The value of a variable, or null.</param>
    /// <param name="started">When it started.</param>
    /// <param name="finished">When it was done.</param>
    /// <param name="tool">The version of MlCi.</param>
    public static BuildRun Of(Func<string, string?> variable, DateTimeOffset started, DateTimeOffset finished, string? tool)
    {
        if (variable("GITHUB_ACTIONS") is not "true" || Value("GITHUB_SERVER_URL") is not { } server || Value("GITHUB_REPOSITORY") is not { } repository || Value("GITHUB_WORKFLOW_REF") is not { } workflow)
            return new BuildRun(LocalBuilder, null, null, started, finished, tool);
        string? run = Value("GITHUB_RUN_ID") is { } id ? $"{server}/{repository}/actions/runs/{id}/attempts/{Value("GITHUB_RUN_ATTEMPT") ?? "1"}" : null;
        string source = $"git+{server}/{repository}" + (Value("GITHUB_REF") is { } reference ? $"@{reference}" : "");
        return new BuildRun($"{server}/{workflow}", run, source, started, finished, tool);

        string? Value(string name) => variable(name) is { Length: > 0 } value ? value : null;
    }

    /// <summary>Of a model that was registered before.</summary>
    /// <param name="tool">The version of MlCi.</param>
    public static BuildRun Later(string? tool) => new(LaterBuilder, null, null, null, null, tool);
}
