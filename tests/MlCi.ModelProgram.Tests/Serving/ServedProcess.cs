using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using MlCi.Data;
using MlCi.Testing;
using Telco;

namespace MlCi.Modeling.Tests.Serving;

/// <summary>A real process that serves telco-churn, trained on a few rows.</summary>
internal sealed class ServedProcess : IDisposable
{
    private static readonly string Pipeline = System.IO.Path.Combine(RepositoryRoot.Path, "pipelines", "telco-churn");

    private readonly TemporaryFolder folder = new();
    private readonly Process process;
    private readonly ConcurrentQueue<string> log = new();
    private readonly TaskCompletionSource<Uri> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServedProcess(IReadOnlyDictionary<string, string> environment, string[] options)
    {
        folder.Write("train.csv", string.Join('\n', File.ReadLines(System.IO.Path.Combine(Pipeline, "data", "train.csv")).Take(400)) + "\n");
        new TelcoChurn().Train(new TrainingRun(CsvReader.Read(File.ReadAllBytes(folder.Path("train.csv")), "train.csv"), new Parameters("{}", "params.json"), Seed: 1, folder.Path("model"), _ => { }));
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, UseShellExecute = false };
        foreach (string argument in (string[])
            ["exec", System.IO.Path.Combine(AppContext.BaseDirectory, "TelcoChurn.dll"), "serve", "--model", folder.Path("model"), "--schema", System.IO.Path.Combine(Pipeline, "schema.json"), "--label", "churn", "--urls", "http://127.0.0.1:0", .. options])
            start.ArgumentList.Add(argument);
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        process = Process.Start(start)!;
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.BeginErrorReadLine();
    }

    /// <summary>A row of the holdout as JSON.</summary>
    public const string Row =
        """
        {"female": 0, "senior_citizen": 0, "partner": 0, "dependents": 0, "tenure": 34, "phone_service": 1, "multiple_lines": "No", "internet_service": "DSL", "online_security": "Yes", "online_backup": "No", "device_protection": "Yes", "tech_support": "No", "streaming_tv": "No", "streaming_movies": "No", "contract": "One year", "paperless_billing": 0, "payment_method": "Mailed check", "monthly_charges": 56.95, "total_charges": 1889.5}
        """;

    /// <summary>Where it listens.</summary>
    public Uri Url => ready.Task.Result;

    /// <summary>What it logged.</summary>
    public string Log => string.Join('\n', log);

    /// <summary>Starts it, and waits until it is ready.</summary>
    public static async Task<ServedProcess> Start(IReadOnlyDictionary<string, string> environment, params string[] options)
    {
        var served = new ServedProcess(environment, options);
        Task ended = served.process.WaitForExitAsync();
        Assert.True(await Task.WhenAny(served.ready.Task, ended) == served.ready.Task, served.Log);
        return served;
    }

    /// <summary>Sends SIGTERM.</summary>
    public void Terminate()
    {
        using Process kill = Process.Start("kill", $"-TERM {process.Id}");
        kill.WaitForExit();
    }

    /// <summary>Waits until it has ended.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> Ended()
    {
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
        folder.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null)
            return;
        log.Enqueue(line);
        if (line.StartsWith('{') && JsonNode.Parse(line) is { } entry && (string?)entry["event"] == "ready")
            ready.TrySetResult(new Uri((string)entry["urls"]!));
    }
}
