using System.Text;
using MlCi.Adapters.Processes;
using MlCi.Findings;

namespace MlCi.Adapters.Containers.Engines;

/// <summary>The last lines of what comes in pieces on two streams: each stream's pieces are put together, lines stand in the order of their ends.</summary>
/// <param name="most">How many lines are kept.</param>
/// <param name="secrets">What must not be read in them.</param>
internal sealed class LogLines(int most, SecretTexts secrets)
{
    private const int Longest = 4_000;
    private readonly Queue<string> lines = new();
    private readonly Dictionary<int, (Decoder Decoder, StringBuilder Text)> open = [];

    /// <summary>Takes bytes of a stream.</summary>
    public void Add(int stream, ReadOnlySpan<byte> bytes)
    {
        if (!open.TryGetValue(stream, out (Decoder Decoder, StringBuilder Text) state))
            open[stream] = state = (new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetDecoder(), new StringBuilder());
        char[] letters = new char[state.Decoder.GetCharCount(bytes, flush: false)];
        state.Decoder.GetChars(bytes, letters, flush: false);
        foreach (char letter in letters)
        {
            if (letter == '\n')
                End(state.Text);
            else if (state.Text.Length < Longest)
                state.Text.Append(letter);
        }
    }

    /// <summary>The last lines, those without an end at the end.</summary>
    public IReadOnlyList<string> Finish()
    {
        foreach ((int _, (Decoder _, StringBuilder text)) in open.OrderBy(entry => entry.Key))
        {
            if (text.Length > 0)
                End(text);
        }

        return [.. lines];
    }

    private void End(StringBuilder text)
    {
        lines.Enqueue(InertText.Of(secrets.Without(text.ToString().TrimEnd('\r'))));
        if (lines.Count > most)
            lines.Dequeue();
        text.Clear();
    }
}
