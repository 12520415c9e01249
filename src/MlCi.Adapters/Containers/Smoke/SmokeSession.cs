using MlCi.Data;
using MlCi.Findings;
using MlCi.Metrics;
using MlCi.Schemas;
using MlCi.Serving;

namespace MlCi.Adapters.Containers.Smoke;

/// <summary>What the trials of one served program share.</summary>
internal sealed class SmokeSession
{
    private const int BatchRows = 100;

    public SmokeSession(SmokeRequest request, IServedProgram served, Action<string> progress, CancellationToken interrupted)
    {
        (Request, Served, Progress, Interrupted) = (request, served, progress, interrupted);
        Guard = new RowGuard(request.Schema, request.Label);
        Places = SampledHoldout.Rows(request.Holdout.RowCount, request.Image.Parity.Rows, request.Seed);
        Sample = request.Holdout.Without(request.Label).Take(Places);
        Rows = [.. Enumerable.Range(0, Sample.RowCount).Select(row => RequestRow.Of(Sample, row))];
    }

    public SmokeRequest Request { get; }

    public IServedProgram Served { get; }

    public Action<string> Progress { get; }

    public CancellationToken Interrupted { get; }

    public RowGuard Guard { get; }

    /// <summary>The holdout's rows that were drawn.</summary>
    public int[] Places { get; }

    /// <summary>Those rows, without the label.</summary>
    public Table Sample { get; }

    /// <summary>The same as requests have them.</summary>
    public IReadOnlyList<RequestRow> Rows { get; }

    public ServedConnection Connect() => new(Served.Socket, Request.Patience, Interrupted);

    /// <summary>How the program has ended, or null where it runs.</summary>
    public string? Ended() => Served.State() is { IsRunning: false } state ? EndOf(state) : null;

    /// <summary>How a program ended, in words.</summary>
    public static string EndOf(ServedState state) =>
        $"it ended with exit code {(state.ExitCode is { } code ? $"{code}" : "unknown")}{(state.IsOutOfMemory ? ", killed for want of memory" : "")}";

    /// <summary>Reads an answer to rows that should be predicted.</summary>
    public (double[]? Numbers, string? Fault) Read(ServedAnswer answer, int rows)
    {
        if (answer.Fault is not null)
            return (null, answer.Fault);
        return answer.Status == 200
            ? PredictionAnswer.Read(answer.Body, Request.Outputs, Request.Task != PredictionTask.Regression, rows)
            : (null, $"found status {answer.Status}, expected 200: {Shortened(answer.Body)}");
    }

    /// <summary>The served numbers of rows, asked for in batches; null with a fault where a batch got none.</summary>
    public (double[]? Numbers, string? Fault) Ask(ServedConnection connection, IReadOnlyList<RequestRow> rows)
    {
        List<double> numbers = [];
        foreach (RequestRow[] batch in rows.Chunk(BatchRows))
        {
            (double[]? found, string? fault) = Read(connection.Predict(RowJson.Many(batch, Request.Schema)), batch.Length);
            if (found is null)
                return (null, fault);
            numbers.AddRange(found);
        }

        return ([.. numbers], null);
    }

    private static string Shortened(byte[] body)
    {
        const int Most = 200;
        string text = InertText.Of(System.Text.Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 2 * Most))));
        return text.Length > Most ? text[..Most] + "…" : text;
    }
}
