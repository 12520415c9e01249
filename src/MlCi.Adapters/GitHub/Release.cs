namespace MlCi.Adapters.GitHub;

/// <summary>A release.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Tag">Its tag.</param>
/// <param name="Page">Its page.</param>
/// <param name="UploadUrl">Where its files are sent to; a template (RFC 6570) that ends with <c>{?name,label}</c>.</param>
internal sealed record Release(long Id, string Tag, Uri Page, string UploadUrl);

/// <summary>The texts of a release.</summary>
/// <param name="Name">Its title.</param>
/// <param name="Body">Its notes, in Markdown.</param>
internal sealed record ReleaseText(string Name, string Body);

/// <summary>An artifact of a workflow run.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Size">How many bytes it has, as GitHub says.</param>
/// <param name="IsExpired">Whether it can no longer be had.</param>
internal sealed record RunArtifact(long Id, string Name, long Size, bool IsExpired);

/// <summary>A deployment.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Environment">Where to.</param>
/// <param name="Sha">The commit.</param>
/// <param name="Description">What was said of it, or null.</param>
internal sealed record Deployment(long Id, string Environment, string Sha, string? Description);

/// <summary>How a deployment went.</summary>
/// <param name="State"><c>in_progress</c>, <c>success</c>, <c>failure</c> or <c>inactive</c>.</param>
/// <param name="Description">At most 140 characters.</param>
/// <param name="Log">The page of the run, or null.</param>
internal sealed record DeploymentStatus(string State, string Description, Uri? Log);
