using System.Diagnostics;

namespace MlCi.IntegrationTests.Registry;

/// <summary>This assembly, started anew to write into a registry folder; it prints a line for each round that it finished.</summary>
/// <param name="verb">What it writes (see Program.cs).</param>
/// <param name="root">The registry's folder.</param>
internal sealed class WriterProcesses(string verb, string root)
{
    /// <summary>Several at once, each to its end, which must be a good one.</summary>
    public void RunAtOnce(int count, int rounds)
    {
        Process[] writers = [.. Enumerable.Range(0, count).Select(writer => Start($"{writer}", rounds))];
        foreach (Process writer in writers)
        {
            writer.StandardOutput.ReadToEnd();
            writer.WaitForExit();
            Assert.Equal(0, writer.ExitCode);
            writer.Dispose();
        }
    }

    /// <summary>Several one after another, each killed at another point: after a few rounds and a few milliseconds.</summary>
    /// <param name="count">How many.</param>
    /// <param name="check">Looks at what is left after each; is told how many rounds were said to be finished.</param>
    public void KillInTurn(int count, Action<int> check)
    {
        int said = 0;
        for (int kill = 0; kill < count; kill++)
        {
            using Process writer = Start($"{kill}", 100_000);
            for (int line = 0; line <= kill; line++)
                writer.StandardOutput.ReadLine();
            Thread.Sleep(kill * 3);
            writer.Kill();
            said += kill + 1;
            writer.WaitForExit();
            check(said);
        }
    }

    private Process Start(string writer, int rounds) => Process.Start(new ProcessStartInfo(
        "dotnet", ["exec", typeof(WriterProcesses).Assembly.Location, verb, root, writer, $"{rounds}"])
    {
        UseShellExecute = false,
        RedirectStandardOutput = true,
    })!;
}
