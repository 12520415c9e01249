using System.Buffers;

namespace MlCi.Data;

/// <summary>
/// Finds where the records of a CSV end, whatever the pieces that its bytes come in: at an end of line that is not inside
/// quotes. A quote opens only where a field begins; elsewhere it is a letter as any other.
/// </summary>
internal sealed class RecordEnds(byte delimiter = (byte)',')
{
    private static readonly SearchValues<byte> Marks = SearchValues.Create("\"\n\r"u8);
    private bool quoted;
    private bool afterReturn;
    private bool afterClosing;
    private byte before = (byte)'\n';

    /// <summary>The lines that have ended so far.</summary>
    public int Lines { get; private set; }

    /// <summary>Moves behind the next end of a record and says true, or to the end of the bytes and says false.</summary>
    /// <param name="bytes">A piece; the next one continues it.</param>
    /// <param name="at">Where to begin.</param>
    public bool Next(ReadOnlySpan<byte> bytes, ref int at)
    {
        while (at < bytes.Length)
        {
            if (afterReturn)
            {
                // A return may end a line by itself.
                afterReturn = false;
                before = (byte)'\n';
                at += bytes[at] == '\n' ? 1 : 0;
                Lines++;
                return true;
            }

            int next = bytes[at..].IndexOfAny(Marks);
            if (next != 0)
            {
                afterClosing = false;
                before = bytes[next < 0 ? ^1 : at + next - 1];
            }

            if (next < 0)
                break;
            at += next + 1;
            switch (bytes[at - 1])
            {
                case (byte)'"' when quoted:
                    (quoted, afterClosing) = (false, true);
                    break;
                case (byte)'"':
                    quoted = afterClosing || before == delimiter || before is (byte)'\n';
                    afterClosing = false;
                    before = (byte)'"';
                    break;
                case (byte)'\n':
                    Lines++;
                    before = (byte)'\n';
                    afterClosing = false;
                    if (!quoted)
                        return true;
                    break;
                default:
                    afterReturn = !quoted;
                    afterClosing = false;
                    break;
            }
        }

        at = bytes.Length;
        return false;
    }
}
