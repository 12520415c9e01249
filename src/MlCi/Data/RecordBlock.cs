namespace MlCi.Data;

/// <summary>
/// A run of whole records in a buffer. Around them the buffer has room to read a few bytes too many, so that no loop needs to
/// look where its last vector ends.
/// </summary>
internal sealed class RecordBlock(int capacity)
{
    /// <summary>How many bytes may be read before <see cref="Start"/> and behind <see cref="End"/>.</summary>
    public const int Slack = 64;

    /// <summary>The bytes.</summary>
    public byte[] Buffer { get; private set; } = GC.AllocateUninitializedArray<byte>(capacity + (2 * Slack));

    /// <summary>Where the first record begins.</summary>
    public int Start { get; set; } = Slack;

    /// <summary>Behind the last record, whose end of line is there even where the file lacks it.</summary>
    public int End { get; set; }

    /// <summary>Its number in the file, from 0.</summary>
    public int Index { get; set; }

    /// <summary>The 1-based line of the file on which it begins.</summary>
    public int FirstLine { get; set; }

    /// <summary>How many bytes of the file stand before it.</summary>
    public long Offset { get; set; }

    /// <summary>Whether there are quotes in it.</summary>
    public bool HasQuotes { get; set; }

    /// <summary>Whether there are carriage returns in it.</summary>
    public bool HasReturns { get; set; }

    /// <summary>How many bytes it may hold.</summary>
    public int Capacity => Buffer.Length - (2 * Slack);

    /// <summary>The records' bytes.</summary>
    public ReadOnlySpan<byte> Bytes => Buffer.AsSpan(Start, End - Start);

    /// <summary>Makes room for twice as many bytes.</summary>
    public void Grow()
    {
        byte[] larger = GC.AllocateUninitializedArray<byte>(checked((2 * Capacity) + (2 * Slack)));
        Buffer.CopyTo(larger, 0);
        Buffer = larger;
    }
}
