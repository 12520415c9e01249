using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using MlCi.Adapters.Processes;
using MlCi.Findings;

namespace MlCi.Adapters.Attestations;

/// <summary>A command that signs: it is given bytes on standard input and gives a signature on standard output. Never through a shell.</summary>
/// <param name="Arguments">The executable and its arguments.</param>
/// <param name="Folder">Where it runs.</param>
/// <param name="Timeout">The longest that it may take.</param>
/// <param name="Place">Where it is set: what messages begin with.</param>
/// <param name="Secrets">What must not be read in a message.</param>
internal sealed record SignCommand(IReadOnlyList<string> Arguments, string Folder, TimeSpan Timeout, string Place, IReadOnlyList<string> Secrets)
{
    private const int MostBytes = 1 << 16;
    private const int MostShown = 2000;
    private const string Expected = "a signature in DER or base64";

    /// <summary>It in a message.</summary>
    public string Shown => InertText.Of(Arguments[0]);

    /// <summary>Has bytes signed.</summary>
    /// <exception cref="FaultException">It cannot be started or gives no signature (exit 2); it fails or takes too long (exit 3).</exception>
    public byte[] Sign(byte[] content)
    {
        using var process = new Process { StartInfo = StartInfo() };
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            throw CannotStart(e.Message);
        }

        // All three at once: a command that waits for one end of a pipe while nobody reads the other would wait for ever.
        Task written = Write(process.StandardInput.BaseStream, content);
        Task<byte[]> output = Read(process.StandardOutput.BaseStream), errors = Read(process.StandardError.BaseStream);
        bool ended = process.WaitForExit(Timeout) && Task.WhenAll(written, output, errors).Wait(TimeSpan.FromSeconds(5), CancellationToken.None);
        if (!ended)
        {
            Kill(process);
            throw FaultException.OutOfReach(string.Create(CultureInfo.InvariantCulture, $"{Place}: '{Shown}' was stopped after {Timeout.TotalSeconds:0.#} s, expected {Expected} within its timeout"));
        }

        if (process.ExitCode != 0)
            throw FaultException.OutOfReach($"{Place}: '{Shown}' ended with exit code {process.ExitCode}, expected 0{Said(errors.Result)}");
        return SignatureText.Read(output.Result)
            ?? throw FaultException.Misconfigured($"{Place}: '{Shown}' wrote {Numerals.Count(output.Result.Length, "bytes")} that are none, expected {Expected}{Said(errors.Result)}");
    }

    private ProcessStartInfo StartInfo() => new(
        ExecutablePath.Find(Arguments[0], Folder, environment: null) ?? throw CannotStart("found no such executable file"), Arguments.Skip(1))
    {
        WorkingDirectory = Folder,
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };

    private FaultException CannotStart(string why) => FaultException.Misconfigured($"{Place}: cannot start '{Shown}': {why}, expected a command that signs");

    private string Said(byte[] errors)
    {
        string text = new SecretTexts(Secrets).Without(Encoding.UTF8.GetString(errors)).Trim();
        return text.Length == 0 ? "; it printed nothing on standard error" : $"; it said: {InertText.Of(text.Length <= MostShown ? text : text[^MostShown..])}";
    }

    private static async Task Write(Stream input, byte[] content)
    {
        try
        {
            await using (input.ConfigureAwait(false))
                await input.WriteAsync(content).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // It ended, or closed its input, before it had read all: its exit code and its answer tell.
        }
    }

    private static async Task<byte[]> Read(Stream stream)
    {
        var kept = new MemoryStream();
        byte[] buffer = new byte[4096];
        for (int count; (count = await stream.ReadAsync(buffer).ConfigureAwait(false)) > 0;)
        {
            if (kept.Length < MostBytes)
                kept.Write(buffer, 0, count);
        }

        return kept.ToArray();
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended by itself in the meantime.
        }
    }
}
