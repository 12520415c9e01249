using MlCi.Adapters.Registry;
using MlCi.Adapters.Registry.Remote;
using MlCi.Findings;

namespace MlCi.Adapters.Stages;

/// <summary>Says which registries are used, whether they answer, and with which right.</summary>
internal static class RegistryReach
{
    /// <summary>A row for each registry: what it is, what was found, a note.</summary>
    public static IEnumerable<(string, string, string)> Rows(string root) =>
        Workspace.Names(root).Select(name => Workspace.FileOf(root, name)).Select(file => Row(root, file)).Distinct();

    private static (string, string, string) Row(string root, string file)
    {
        string shown = "";
        try
        {
            IRegistryPlace place = RegistryPlaces.OfFile(root, file, CancellationToken.None);
            if (place is not RemotePlace remote)
                return ("registry", ".mlci/registry, of this machine", "registry: in pipeline.yml or MLCI_REGISTRY names another");
            shown = remote.Shown;
            string credential = remote.Probe();
            return ("registry", $"{shown} answers", $"credential: {credential}");
        }
        catch (FaultException e)
        {
            return ("registry", shown.Length > 0 ? $"{shown}, out of reach" : "cannot be told", e.Faults[0].Message);
        }
    }
}
