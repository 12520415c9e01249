using System.Diagnostics;
using MlCi.Testing;

namespace MlCi.IntegrationTests.Registry.Remote;

/// <summary>The tool as a process of its own: variables are of a process.</summary>
internal static class MlciTool
{
    /// <summary>Runs it; gives its exit code and all that it printed.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="variables">Variables to set; null removes one.</param>
    public static (int Code, string Output) Run(IReadOnlyList<string> line, IReadOnlyDictionary<string, string?> variables)
    {
        var info = new ProcessStartInfo("dotnet", ["exec", MlciAssembly.Path, .. line])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string? value) in variables)
            info.Environment[name] = value;
        using Process process = Process.Start(info)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }
}
