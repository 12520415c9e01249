using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Threading.Channels;
using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Modeling.Serving;

/// <summary>
/// Logs predictions as JSON Lines, a line for each row: request, row, time, model, inputs as the texts that were sent, outputs. It never makes a
/// request wait: what the disk cannot keep up with is dropped, and counted.
/// </summary>
internal sealed class PredictionLog : IAsyncDisposable
{
    private const int MostWaiting = 4_096;
    private const long MostWaitingBytes = 16 << 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private const string Redacted = "[redacted]";

    private readonly ServeOptions options;
    private readonly Contract contract;
    private readonly ServedModel model;
    private readonly ServeMetrics metrics;
    private readonly TimeProvider time;
    private readonly bool[] isRedacted;
    private readonly Channel<byte[]> waiting = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    private readonly TaskCompletionSource closing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ServeLog log;
    private readonly Task writing;
    private long waitingBytes;

    /// <summary>Opens the log.</summary>
    /// <exception cref="FaultException">A column that is to be redacted is none: what was misspelt would be logged (exit 2).</exception>
    public PredictionLog(ServeOptions options, Contract contract, ServedModel model, ServeMetrics metrics, ServeLog log, TimeProvider time)
    {
        (this.options, this.contract, this.model, this.metrics, this.log, this.time) = (options, contract, model, metrics, log, time);
        string[] names = [.. contract.Columns.Select(column => column.Name), .. new[] { contract.Label }.OfType<string>()];
        Fault[] faults = [.. options.LogRedact.Except(names).Select(name => new Fault($"serve: found '{name}' for --log-redact, expected {NearestName.Suggest(name, names)}"))];
        if (faults.Length > 0)
            throw FaultException.Misconfigured(faults);
        isRedacted = [.. contract.Columns.Select(column => options.LogRedact.Contains(column.Name))];
        writing = Task.Run(Write);
    }

    /// <summary>Whether a request is among those that are logged: the same one always is, or never.</summary>
    public static bool IsSampled(string requestId, double share)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(requestId), hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash) < share * Math.Pow(2, 64);
    }

    /// <summary>Logs the predictions of a request.</summary>
    public void Add(string requestId, FieldRows rows, double[] numbers)
    {
        if (!IsSampled(requestId, options.LogShare))
            return;
        string now = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'");
        for (int row = 0; row < rows.Count; row++)
        {
            if (Volatile.Read(ref waitingBytes) > MostWaitingBytes || !Enqueue(Line(requestId, now, rows, row, numbers)))
                metrics.Dropped(1);
        }
    }

    /// <summary>Writes what still waits, and closes the file. A disk that does not answer is waited for as long as the requests were, 5 s at most.</summary>
    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        closing.TrySetResult();
        try
        {
            await writing.WaitAsync(options.DrainTimeout < Patience ? options.DrainTimeout : Patience);
        }
        catch (TimeoutException)
        {
            log.Error("predictions cannot be logged", ("error", "the disk does not answer"), ("lost", $"{waiting.Reader.Count}"));
        }
    }

    private bool Enqueue(byte[] line)
    {
        Interlocked.Add(ref waitingBytes, line.Length);
        if (waiting.Writer.TryWrite(line))
            return true;
        Interlocked.Add(ref waitingBytes, -line.Length);
        return false;
    }

    private byte[] Line(string requestId, string now, FieldRows rows, int row, double[] numbers)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("requestId", requestId);
            json.WriteNumber("row", row);
            json.WriteString("time", now);
            json.WriteString("model", model.Digest);
            json.WriteStartObject("inputs");
            for (int i = 0; i < contract.Columns.Count; i++)
            {
                if (!rows.IsTold(i, row))
                    continue;
                json.WriteString(contract.Columns[i].Name, isRedacted[i] ? Redacted : rows.Text(i, row));
            }

            json.WriteEndObject();
            json.WriteStartObject("outputs");
            for (int i = 0; i < model.Outputs.Count; i++)
                json.WriteNumber(model.Outputs[i], numbers[(row * model.Outputs.Count) + i]);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        bytes.Write("\n"u8);
        return bytes.WrittenSpan.ToArray();
    }

    private async Task Write()
    {
        using var file = new RotatedFile(options.PredictionLog!, options.LogMaxBytes, options.LogFiles);
        bool hasFailed = false;
        while (await waiting.Reader.WaitToReadAsync())
        {
            try
            {
                while (waiting.Reader.TryRead(out byte[]? line))
                {
                    Interlocked.Add(ref waitingBytes, -line.Length);
                    file.Write(line);
                }

                file.Flush();
                hasFailed = false;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
            {
                // A full disk must not end the service; it is told once until it is over, and tried again after a while.
                metrics.Dropped(file.TakeLost());
                if (!hasFailed)
                    log.Error("predictions cannot be logged", ("error", e.Message));
                hasFailed = true;
                await Task.WhenAny(Task.Delay(Pause), closing.Task);
            }
        }
    }
}
