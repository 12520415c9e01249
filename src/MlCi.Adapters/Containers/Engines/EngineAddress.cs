using System.Globalization;
using System.Net;
using System.Text;

namespace MlCi.Adapters.Containers.Engines;

/// <summary>Where an engine listens: a Unix socket of this machine, or a port without TLS.</summary>
public sealed record EngineAddress
{
    // sockaddr_un has 108 bytes, the last of them 0.
    private const int LongestSocket = 107;

    private EngineAddress(string shown) => Shown = shown;

    /// <summary>As <c>DOCKER_HOST</c> has it: <c>unix:///var/run/docker.sock</c>, <c>tcp://127.0.0.1:2375</c>.</summary>
    public string Shown { get; }

    /// <summary>The path of the Unix socket, or null.</summary>
    public string? Socket { get; private init; }

    /// <summary>The host where there is no socket; else empty.</summary>
    public string Host { get; private init; } = "";

    /// <summary>The port where there is no socket.</summary>
    public int Port { get; private init; }

    /// <summary>Whether it is on this machine: a socket, or a port of the loopback address.</summary>
    public bool IsHere => Socket is not null || Host == "localhost" || (IPAddress.TryParse(Host, out IPAddress? number) && IPAddress.IsLoopback(number));

    /// <summary>Of a Unix socket.</summary>
    /// <param name="path">Its full path.</param>
    public static EngineAddress OfSocket(string path) => new($"unix://{path}") { Socket = path };

    /// <summary>Reads an address.</summary>
    /// <param name="text">As <c>DOCKER_HOST</c> has it.</param>
    /// <param name="address">The address, or null where it is none that can be asked.</param>
    /// <returns>What was found and what was expected, or null where it was read.</returns>
    public static string? Parse(string text, out EngineAddress? address)
    {
        const string Unix = "unix://", Tcp = "tcp://", Expected = "expected unix:///PATH or tcp://HOST:PORT";
        address = null;
        if (text.StartsWith(Unix, StringComparison.Ordinal))
        {
            string path = text[Unix.Length..];
            if (!path.StartsWith('/'))
                return $"found '{text}', {Expected}";
            if (Encoding.UTF8.GetByteCount(path) > LongestSocket)
                return $"found a path of {Encoding.UTF8.GetByteCount(path)} bytes, expected {LongestSocket} at most: no Unix socket has a longer one";
            address = OfSocket(path);
            return null;
        }

        // Not by Uri: it takes much for a host that is none.
        string[] parts = text.StartsWith(Tcp, StringComparison.Ordinal) ? text[Tcp.Length..].TrimEnd('/').Split(':') : [];
        if (parts is not [{ Length: > 0 } host, _] || Uri.CheckHostName(host) == UriHostNameType.Unknown
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int port) || port is 0 or > 65_535)
            return $"found '{text}', {Expected}";
        address = new EngineAddress($"{Tcp}{host}:{port}") { Host = host, Port = port };
        return null;
    }
}
