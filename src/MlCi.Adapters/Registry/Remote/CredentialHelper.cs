using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using MlCi.Findings;

namespace MlCi.Adapters.Registry.Remote;

/// <summary>
/// Asks <c>docker-credential-NAME get</c>, which keeps logins in a keychain or makes them of a cloud's
/// (https://github.com/docker/docker-credential-helpers). What it prints is a secret and is shown nowhere.
/// </summary>
internal static partial class CredentialHelper
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The credential that a helper has for a server, or null.</summary>
    /// <exception cref="FaultException">There is no such helper (exit 2), or it does not answer as one (exit 3).</exception>
    public static RegistryCredential? Ask(string name, string server)
    {
        if (!NamePattern().IsMatch(name))
            throw FaultException.Misconfigured($"found the credential helper '{InertText.Of(name)}' in Docker's config.json, expected letters, digits, '.', '_' and '-'");
        string program = $"docker-credential-{name}";
        (int code, string output) = Run(program, server);
        // The protocol has no code for it but this text.
        if (code != 0)
        {
            return output.Contains("credentials not found", StringComparison.OrdinalIgnoreCase) ? null
                : throw FaultException.OutOfReach($"{program} get: found exit code {code} for {server}, expected a credential; try it: echo {server} | {program} get");
        }

        try
        {
            using JsonDocument answer = JsonDocument.Parse(output);
            string user = answer.RootElement.GetProperty("Username").GetString() ?? "";
            string secret = answer.RootElement.GetProperty("Secret").GetString() ?? "";
            return user == "<token>" ? new RegistryCredential(program) { IdentityToken = secret } : new RegistryCredential(program) { User = user, Password = secret };
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw FaultException.OutOfReach($"{program} get: found an answer for {server} without Username and Secret, expected both as JSON");
        }
    }

    private static (int Code, string Output) Run(string program, string server)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, ["get"])
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> error = process.StandardError.ReadToEndAsync();
            try
            {
                process.StandardInput.WriteLine(server);
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // It has ended without asking for which server.
            }

            if (!process.WaitForExit(Patience))
            {
                process.Kill(entireProcessTree: true);
                throw FaultException.OutOfReach($"{program} get: found no answer within {Patience.TotalSeconds:0} s, expected a credential for {server}");
            }

            string all = output.GetAwaiter().GetResult();
            return (process.ExitCode, process.ExitCode == 0 ? all : all + error.GetAwaiter().GetResult());
        }
        catch (Win32Exception)
        {
            throw FaultException.Misconfigured($"found no program {program} in PATH, expected it as Docker's config.json names that credential helper");
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]*\z", RegexOptions.NonBacktracking)]
    private static partial Regex NamePattern();
}
