namespace MlCi.Adapters.GitHub.Clients;

/// <summary>A file of a release.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsWhole">Whether all of it arrived.</param>
internal sealed record ReleaseFile(long Id, string Name, bool IsWhole);
