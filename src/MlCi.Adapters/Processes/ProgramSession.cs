using System.ComponentModel;
using System.Diagnostics;

namespace MlCi.Adapters.Processes;

/// <summary>
/// A session of its own (setsid(2)) for a program, so that what it started is known even after the program has ended: children whose
/// parent is gone are nobody's tree. The program keeps the process that was started, its number and its exit code.
/// </summary>
internal static class ProgramSession
{
    private const string Refusal = "setsid: failed to execute ";
    private const int Rounds = 50;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private static readonly string? Starter = OperatingSystem.IsLinux() ? Array.Find(["/usr/bin/setsid", "/bin/setsid"], File.Exists) : null;

    /// <summary>Whether this machine can give a program one.</summary>
    public static bool IsPossible => Starter is not null;

    /// <summary>How a program is started in one.</summary>
    public static (string File, IReadOnlyList<string> Arguments) Of(string file, IReadOnlyList<string> arguments) => (Starter!, [file, .. arguments]);

    /// <summary>Why the program was not started, or null where it was.</summary>
    public static string? RefusalOf(int exitCode, IReadOnlyCollection<string> lines) =>
        exitCode is 126 or 127 && lines.Count == 1 && lines.First().StartsWith(Refusal, StringComparison.Ordinal) ? lines.First()[Refusal.Length..] : null;

    /// <summary>Kills what is left of a session.</summary>
    /// <param name="session">The number of the process that began it.</param>
    public static void Kill(int session)
    {
        // Whom one of them starts in the meantime is found in the next round.
        for (int round = 0; round < Rounds; round++)
        {
            List<ListedProcess> left = ListedProcess.All().FindAll(one => one.Session == session && !one.IsDead);
            if (left.Count == 0)
                return;
            left.ForEach(one => Kill(one));
            Thread.Sleep(Pause);
        }
    }

    private static void Kill(ListedProcess one)
    {
        try
        {
            using var process = Process.GetProcessById(one.Id);
            process.Kill();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It has ended by itself in the meantime.
        }
    }
}
