using System.Text;
using MlCi.Adapters.Processes;

namespace MlCi.Adapters.Containers.Smoke;

/// <summary>The last lines that a program printed, however much it prints and however long its lines are.</summary>
/// <param name="secrets">What must not be read in them.</param>
internal sealed class LastLines(SecretTexts secrets)
{
    private const int MostLines = 500;
    private const int MostRead = 64 << 10;
    private const int MostKept = 2_000;
    private readonly Queue<string> lines = new();
    private readonly Lock gate = new();

    /// <summary>The last of them.</summary>
    /// <param name="count">How many.</param>
    public IReadOnlyList<string> Take(int count)
    {
        lock (gate)
            return [.. lines.TakeLast(count)];
    }

    /// <summary>Reads a stream to its end.</summary>
    public async Task Read(StreamReader stream)
    {
        char[] buffer = new char[4_096];
        var line = new StringBuilder();
        try
        {
            for (int count; (count = await stream.ReadAsync(buffer)) > 0;)
            {
                for (int i = 0; i < count; i++)
                {
                    if (buffer[i] == '\n')
                        Add(line);
                    else if (line.Length < MostRead)
                        line.Append(buffer[i]);
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The program has gone.
        }

        if (line.Length > 0)
            Add(line);
    }

    // Secrets are taken out of the whole line: half of one would not be known.
    private void Add(StringBuilder line)
    {
        string text = secrets.Without(line.ToString().TrimEnd('\r'));
        line.Clear();
        lock (gate)
        {
            lines.Enqueue(text.Length > MostKept ? text[..MostKept] + "…" : text);
            if (lines.Count > MostLines)
                lines.Dequeue();
        }
    }
}
