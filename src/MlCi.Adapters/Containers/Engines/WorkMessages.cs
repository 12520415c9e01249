using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using MlCi.Adapters.Processes;
using MlCi.Findings;

namespace MlCi.Adapters.Containers.Engines;

/// <summary>What an engine tells while it builds or loads: one JSON message after another, of which an error is a failure, whatever the status was.</summary>
/// <param name="log">Is given each line.</param>
/// <param name="secrets">What must not be read in them.</param>
internal sealed partial class WorkMessages(Action<string> log, SecretTexts secrets)
{
    private const int LinesKept = 20, Longest = 4_000;
    private readonly Queue<string> last = new();
    private readonly StringBuilder open = new();
    private string? step;

    /// <summary>What the engine calls its failure, or null.</summary>
    public string? Error { get; private set; }

    /// <summary>The id of the image that was made or loaded, or its name, or null where none was told.</summary>
    public string? Image { get; private set; }

    /// <summary>Reads messages to their end.</summary>
    /// <exception cref="JsonException">One is not JSON.</exception>
    public async Task Read(Stream from, CancellationToken stop)
    {
        using var reader = new StreamReader(from);
        while (await reader.ReadLineAsync(stop) is { } line)
        {
            if (line.Length == 0)
                continue;
            using var message = JsonDocument.Parse(line);
            JsonElement root = message.RootElement;
            Add(root.TextOf("stream"), root.Part("aux").TextOf("ID"), root.Part("errorDetail").TextOf("message") ?? root.TextOf("error"));
        }

        End();
    }

    /// <summary>Takes a message.</summary>
    /// <param name="text">What was printed, or null.</param>
    /// <param name="id">The id of an image that was made, or null.</param>
    /// <param name="error">What failed, or null.</param>
    public void Add(string? text, string? id, string? error)
    {
        Error ??= error;
        Image = id ?? Image;
        // A step's output comes in pieces that need not end where a line does.
        foreach (char letter in text ?? "")
        {
            if (letter == '\n')
                AddLine();
            else if (open.Length < Longest)
                open.Append(letter);
        }
    }

    /// <summary>There are no more messages.</summary>
    public void End()
    {
        if (open.Length > 0)
            AddLine();
    }

    /// <summary>The failure of a build: the step, what it ended with, and its last output.</summary>
    public FaultException Failure(string dockerfile)
    {
        string where = step is null ? dockerfile : $"{dockerfile}, step {step}";
        string said = InertText.Of(secrets.Without(Error ?? "no image, and no error")).TrimEnd('.');
        string output = last.Count == 0 ? "" : $"; its last output:{Environment.NewLine}{string.Join(Environment.NewLine, last)}";
        return FaultException.Negative($"{where}: found '{said}', expected it to succeed{output}");
    }

    private void AddLine()
    {
        string line = InertText.Of(secrets.Without(open.ToString().TrimEnd('\r')));
        open.Clear();
        if (line.Length == 0)
            return;
        log(line);
        if (Step().Match(line) is { Success: true } begun)
        {
            step = $"{begun.Groups[1].Value} ({begun.Groups[2].Value})";
            last.Clear();
            return;
        }

        if (Made().Match(line) is { Success: true } made)
            Image = made.Groups[1].Success ? made.Groups[1].Value : made.Groups[2].Value;
        last.Enqueue(line);
        if (last.Count > LinesKept)
            last.Dequeue();
    }

    // As dockerd and podman write it.
    [GeneratedRegex(@"^(?:Step|STEP) (\d+/\d+) ?: (.*)$")]
    private static partial Regex Step();

    [GeneratedRegex(@"^Loaded image(?: ID|\(s\))?: (\S+)$|^Successfully built ([0-9a-f]{12,64})$")]
    private static partial Regex Made();
}
