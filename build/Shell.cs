using System.Diagnostics;

/// <summary>A program run to its end, with this process' input and output.</summary>
internal static class Shell
{
    public static int Run(string folder, string name, IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(name, arguments) { WorkingDirectory = folder, UseShellExecute = false };
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        // What tests gate is no verdict of the job that runs them.
        start.Environment.Remove("GITHUB_STEP_SUMMARY");
        using Process process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
