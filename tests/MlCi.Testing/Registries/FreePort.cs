using System.Net;
using System.Net.Sockets;

namespace MlCi.Testing.Registries;

/// <summary>A port of this machine that nobody listens at.</summary>
public static class FreePort
{
    // Below those that the system gives to clients: a connection of another test must not take it before whoever asked listens.
    private const int First = 20_000, Count = 12_000;
    private static int last = Environment.ProcessId * 97;

    public static int Next()
    {
        while (true)
        {
            int port = First + (int)((uint)Interlocked.Increment(ref last) % Count);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody listens there: the next one.
            }
        }
    }
}
