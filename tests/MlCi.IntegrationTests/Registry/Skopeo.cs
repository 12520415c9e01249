using System.Diagnostics;

namespace MlCi.IntegrationTests.Registry;

/// <summary>Debian's skopeo.</summary>
internal static class Skopeo
{
    private const string Program = "/usr/bin/skopeo";

    /// <summary>Runs it to its end, which must be a good one; gives what it printed.</summary>
    public static byte[] Run(params string[] arguments)
    {
        Require();
        using Process process = Process.Start(new ProcessStartInfo(Program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        using MemoryStream output = new();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"skopeo {string.Join(' ', arguments)}: {error.GetAwaiter().GetResult()}");
        return output.ToArray();
    }

    public static void Require() => Xunit.Skip.IfNot(File.Exists(Program), "skopeo is not installed (Debian: apt-get install skopeo)");
}
