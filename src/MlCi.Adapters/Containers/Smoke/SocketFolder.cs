using System.Text;
using MlCi.Findings;

namespace MlCi.Adapters.Containers.Smoke;

/// <summary>A folder for its owner alone with the socket of one program, where the socket's path is short enough for the system.</summary>
internal sealed class SocketFolder : IDisposable
{
    private readonly string path;

    /// <summary>Makes one, among the temporary files unless their folder's name is too long.</summary>
    /// <param name="longest">The most bytes of the socket's path.</param>
    /// <exception cref="FaultException">There is no folder of a name short enough (exit 2).</exception>
    public SocketFolder(int longest)
    {
        string name = $"mlci-serve-{Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal)}";
        string[] places = OperatingSystem.IsWindows() ? [Path.GetTempPath()] : [Path.GetTempPath(), "/tmp", "/var/tmp"];
        path = Array.Find([.. places.Where(Directory.Exists).Select(place => Path.Combine(place, name))], folder => Encoding.UTF8.GetByteCount(SocketIn(folder)) <= longest)
            ?? throw FaultException.Misconfigured($"found no temporary folder for a socket (looked in {string.Join(", ", places)}), expected one whose path leaves room: a socket's has at most {longest} bytes");
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>The socket's path.</summary>
    public string Socket => SocketIn(path);

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Somebody still writes there, or it went before.
        }
    }

    private static string SocketIn(string folder) => Path.Combine(folder, "s");
}
