using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Threading.Channels;
using MlCi.Data;

namespace MlCi.Modeling.Serving;

/// <summary>
/// Logs predictions as JSON Lines, a line for each row: request, row, time, model, inputs as the texts that were sent, outputs. It never makes a
/// request wait: what the disk cannot keep up with is dropped, and counted.
/// </summary>
internal sealed class PredictionLog : IAsyncDisposable
{
    private const int MostWaiting = 4_096;
    private const string Redacted = "[redacted]";

    private readonly ServeOptions options;
    private readonly Contract contract;
    private readonly ServedModel model;
    private readonly ServeMetrics metrics;
    private readonly TimeProvider time;
    private readonly bool[] isRedacted;
    private readonly Channel<byte[]> waiting = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    private readonly Task writing;

    /// <summary>Opens the log.</summary>
    public PredictionLog(ServeOptions options, Contract contract, ServedModel model, ServeMetrics metrics, ServeLog log, TimeProvider time)
    {
        (this.options, this.contract, this.model, this.metrics, this.time) = (options, contract, model, metrics, time);
        isRedacted = [.. contract.Columns.Select(column => options.LogRedact.Contains(column.Name))];
        writing = Task.Run(() => Write(log));
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
            if (!waiting.Writer.TryWrite(Line(requestId, now, rows, row, numbers)))
                metrics.Dropped();
        }
    }

    /// <summary>Writes what still waits, and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await writing;
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

    private async Task Write(ServeLog log)
    {
        using var file = new RotatedFile(options.PredictionLog!, options.LogMaxBytes, options.LogFiles);
        bool hasFailed = false;
        while (await waiting.Reader.WaitToReadAsync())
        {
            try
            {
                while (waiting.Reader.TryRead(out byte[]? line))
                    file.Write(line);
                file.Flush();
                hasFailed = false;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A full disk must not end the service; it is told once until it is over.
                metrics.Dropped();
                if (!hasFailed)
                    log.Error("predictions cannot be logged", ("error", e.Message));
                hasFailed = true;
            }
        }
    }
}
