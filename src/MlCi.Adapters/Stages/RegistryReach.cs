using MlCi.Adapters.Registry;
using MlCi.Adapters.Registry.Remote;
using MlCi.Findings;

namespace MlCi.Adapters.Stages;

/// <summary>Says which registries are used, whether they answer, and with which right; each is asked once.</summary>
/// <param name="root">The repository's folder.</param>
internal sealed class RegistryReach(string root)
{
    private readonly Dictionary<string, (string Found, string Note, bool Answers)> asked = new(StringComparer.Ordinal);

    /// <summary>A row for each registry: what it is, what was found, a note.</summary>
    public IEnumerable<(string, string, string)> Rows()
    {
        foreach (string name in Workspace.Names(root))
            Look(name);
        return asked.Values.Select(one => ("registry", one.Found, one.Note));
    }

    /// <summary>What is in production of a pipeline, in words.</summary>
    public string Champion(string name)
    {
        try
        {
            if (!Look(name))
                return "nobody knows what is in production";
            RegisteredModel? champion = new ModelRegistry(Place(name), TimeProvider.System).Champion(name);
            return champion is null ? "no champion in production" : $"in production: {champion.Digest}";
        }
        catch (FaultException e)
        {
            return e.Message;
        }
    }

    private IRegistryPlace Place(string name) => RegistryPlaces.OfFile(root, Workspace.FileOf(root, name), CancellationToken.None);

    private bool Look(string name)
    {
        string shown = name;
        try
        {
            IRegistryPlace place = Place(name);
            shown = place.Shown;
            if (!asked.ContainsKey(shown))
                asked[shown] = place is RemotePlace remote ? ($"{shown} answers", $"login: {remote.Probe()}", true) : (".mlci/registry, of this machine", "", true);
        }
        catch (FaultException e)
        {
            asked[shown] = (shown == name ? $"of {name}: not known" : $"{shown}, out of reach", e.Faults[0].ToString(), false);
        }

        return asked[shown].Answers;
    }
}
