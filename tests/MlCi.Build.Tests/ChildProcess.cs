using System.Diagnostics;

namespace MlCi.Build.Tests;

/// <summary>A program run to its end, as a user would run it from a shell.</summary>
internal sealed record ChildProcess(int ExitCode, string Output)
{
    public static async Task<ChildProcess> Run(
        string program,
        IEnumerable<string> arguments,
        string folder,
        IReadOnlyDictionary<string, string>? environment = null)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };

        // The tests may themselves run inside of MSBuild, which tells its children where its own parts are.
        foreach (string name in start.Environment.Keys.Where(IsOfMSBuild).ToList())
            start.Environment.Remove(name);
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;

        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new ChildProcess(process.ExitCode, await output + await error);
    }

    private static bool IsOfMSBuild(string name) =>
        name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)
        || name is "DOTNET_HOST_PATH" or "RestoreSources" or "RestoreAdditionalProjectSources";
}
