using System.Diagnostics;

namespace MlCi.Stress;

/// <summary>Processes that promote in a loop; each prints a line for every record that it wrote.</summary>
public sealed class PromoterProcesses : IDisposable
{
    private readonly Process[] processes;
    private readonly int[] written;
    private readonly Task[] reading;
    private readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Starts them.</summary>
    /// <param name="root">The registry's folder.</param>
    /// <param name="mode">How they keep out of each other's way.</param>
    /// <param name="count">How many.</param>
    /// <param name="rounds">The rounds of each.</param>
    public PromoterProcesses(string root, PromotionMode mode, int count, int rounds)
    {
        written = new int[count];
        processes = [.. Enumerable.Range(0, count).Select(who => Process.Start(new ProcessStartInfo(
            "dotnet", ["exec", typeof(PromoterProcesses).Assembly.Location, PromotionSite.Verb, root, $"{mode}", NameOf(who), $"{rounds}"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!)];
        reading = [.. processes.Select((process, who) => Task.Run(async () =>
        {
            while (await process.StandardOutput.ReadLineAsync() is not null)
            {
                written[who]++;
                begun.TrySetResult();
            }
        }))];
    }

    /// <summary>How many records each said to have written, by its name.</summary>
    public IReadOnlyDictionary<string, int> Written => written.Select((count, who) => (NameOf(who), count)).ToDictionary(StringComparer.Ordinal);

    /// <summary>Waits until one of them has written a record.</summary>
    public void WaitForFirst() => Task.WhenAny(begun.Task, Task.WhenAll(reading)).Wait(TimeSpan.FromMinutes(2));

    /// <summary>Ends all with SIGKILL.</summary>
    public void Kill()
    {
        foreach (Process process in processes)
            process.Kill();
        WaitForEnd();
    }

    /// <summary>Waits for the end of all.</summary>
    /// <returns>Whether all ended well.</returns>
    public bool WaitForEnd()
    {
        foreach (Process process in processes)
            process.WaitForExit();
        Task.WaitAll(reading);
        return processes.All(process => process.ExitCode == 0);
    }

    public void Dispose()
    {
        foreach (Process process in processes)
        {
            if (!process.HasExited)
                process.Kill();
            process.Dispose();
        }
    }

    private static string NameOf(int who) => $"promoter-{who}";
}
