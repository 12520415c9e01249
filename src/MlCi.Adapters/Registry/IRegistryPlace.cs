namespace MlCi.Adapters.Registry;

/// <summary>A place of repositories, one for each pipeline: a folder of this machine, or a registry that is asked over HTTP.</summary>
public interface IRegistryPlace
{
    /// <summary>Where it is, as messages have it.</summary>
    string Shown { get; }

    /// <summary>The repository of a pipeline; nothing is read or made yet.</summary>
    IRepository Repository(string pipeline);

    /// <summary>The pipelines that have a repository here, in ordinal order; none where a registry does not list them to us.</summary>
    IReadOnlyList<string> Pipelines();
}
