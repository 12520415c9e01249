using System.Text;

namespace MlCi.Adapters.Containers;

/// <summary>
/// A folder for a socket between this machine and a served program. A container's user, whoever that is, may write into it; nobody else of
/// this machine comes there, as the folder around it is its owner's alone.
/// </summary>
internal sealed class SocketFolder : IDisposable
{
    /// <summary>The socket's name.</summary>
    public const string SocketName = "model.sock";

    // unix(7): 108 bytes with the zero at the end; other systems have 104.
    private const int LongestSocket = 103;
    private const UnixFileMode Everybody = (UnixFileMode)0b111_111_111;
    private readonly string outer;

    public SocketFolder()
    {
        // A path that a test or a user has made long leaves no room for a socket's.
        outer = Directory.CreateTempSubdirectory("mlci-").FullName;
        if (Encoding.UTF8.GetByteCount(SocketOf(outer)) > LongestSocket && !OperatingSystem.IsWindows())
        {
            Directory.Delete(outer);
            outer = Directory.CreateDirectory(Path.Combine("/tmp", $"mlci-{Guid.NewGuid():N}"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
        }

        Directory.CreateDirectory(Mounted);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Mounted, Everybody);
    }

    /// <summary>The folder that is mounted.</summary>
    public string Mounted => Path.Combine(outer, "s");

    /// <summary>The path of the socket on this machine.</summary>
    public string Socket => SocketOf(outer);

    public void Dispose()
    {
        try
        {
            Directory.Delete(outer, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What the container's user has made there may be that user's alone.
        }
    }

    private static string SocketOf(string folder) => Path.Combine(folder, "s", SocketName);
}
