using System.Diagnostics;
using MlCi.Testing;

namespace MlCi.IntegrationTests.Schemas;

/// <summary>Another implementation of JSON Schema: Debian's python3-jsonschema, with python3-yaml for reading.</summary>
internal static class PythonSchema
{
    private const string Python = "/usr/bin/python3";
    private static readonly Lazy<string?> Missing = new(() =>
        !File.Exists(Python) || Run("-c", "import jsonschema, yaml; jsonschema.Draft202012Validator").ExitCode != 0
            ? $"{Python} has no jsonschema 4 or no yaml (Debian: python3-jsonschema, python3-yaml)"
            : null);

    /// <summary>For each file the first fault that the schema finds, or <c>valid</c>. Skips the test where Python cannot.</summary>
    public static string[] Validate(string schema, params string[] files)
    {
        Skip.If(Missing.Value is not null, Missing.Value);
        string script = Path.Combine(RepositoryRoot.Path, "tests", "MlCi.IntegrationTests", "Schemas", "validate.py");
        (int exitCode, string output) = Run([script, Path.Combine(RepositoryRoot.Path, "src", "MlCi", schema), .. files]);
        Assert.True(exitCode == 0, $"{schema}: {output}");
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static (int ExitCode, string Output) Run(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(Python, ["-W", "ignore", .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, process.ExitCode == 0 ? output : error.GetAwaiter().GetResult());
    }
}
