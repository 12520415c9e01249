using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using MlCi.Data;

namespace MlCi.Modeling.Serving;

/// <summary>The room that one request takes, and the next one after it.</summary>
internal sealed class Scratch : IDisposable
{
    // What a large request has made grow is not kept: else many of them would hold it for ever.
    private const int MostKeptBytes = 1 << 18;
    private const int MostKeptRows = 256;

    private Scratch(Contract contract)
    {
        Rows = new FieldRows(contract.Columns.Select(column => column.Name));
        Writer = new Utf8JsonWriter(Answer);
    }

    /// <summary>The body, after <see cref="FieldRows.Slack"/> bytes.</summary>
    public byte[] Buffer { get; private set; } = new byte[4_096];

    /// <summary>How many bytes the body has.</summary>
    public int Length { get; set; }

    /// <summary>The body.</summary>
    public ReadOnlySpan<byte> Body => Buffer.AsSpan(FieldRows.Slack, Length);

    /// <summary>The rows.</summary>
    public FieldRows Rows { get; }

    /// <summary>What is wrong with them.</summary>
    public RowFaults Faults { get; } = new();

    /// <summary>The answer.</summary>
    public ArrayBufferWriter<byte> Answer { get; } = new(1_024);

    /// <summary>Writes the answer.</summary>
    public Utf8JsonWriter Writer { get; }

    /// <summary>The time that the request has.</summary>
    public CancellationTokenSource Time { get; private set; } = new();

    /// <summary>Whether something may still look at the room, so that no other request may have it.</summary>
    public bool IsHeld { get; set; }

    /// <summary>Takes a room.</summary>
    public static Scratch Rent(ConcurrentBag<Scratch> free, Contract contract) => free.TryTake(out Scratch? one) ? one : new Scratch(contract);

    /// <summary>Gives it back.</summary>
    public void Return(ConcurrentBag<Scratch> free)
    {
        if (IsHeld || Buffer.Length > MostKeptBytes || Answer.Capacity > MostKeptBytes || Rows.Capacity > MostKeptRows || !Time.TryReset())
        {
            Dispose();
            return;
        }

        Length = 0;
        Faults.Clear();
        Answer.ResetWrittenCount();
        Writer.Reset();
        free.Add(this);
    }

    /// <summary>Makes room for a body.</summary>
    public void Reserve(int length)
    {
        int needed = length + (2 * FieldRows.Slack);
        if (Buffer.Length >= needed)
            return;
        byte[] larger = GC.AllocateUninitializedArray<byte>(Math.Max(needed, 2 * Buffer.Length));
        Buffer.AsSpan(0, FieldRows.Slack + Length).CopyTo(larger);
        Buffer = larger;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Time.Dispose();
        if (!IsHeld)
            Writer.Dispose();
    }
}
