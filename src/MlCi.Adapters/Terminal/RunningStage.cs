using System.Globalization;
using MlCi.Findings;

namespace MlCi.Adapters.Terminal;

/// <summary>Something that runs, until it is disposed of.</summary>
/// <param name="what">What it is.</param>
/// <param name="clock">Says for how long.</param>
/// <param name="end">Is told of the end.</param>
internal sealed class RunningStage(string what, TimeProvider clock, Action<RunningStage> end) : IDisposable
{
    private readonly long since = clock.GetTimestamp();
    private volatile string last = "";

    /// <summary>For how long it runs.</summary>
    public TimeSpan Elapsed => clock.GetElapsedTime(since);

    /// <summary>What a person would want to know of it while it runs: what, for how long, and the last that it said.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{what} {Elapsed.TotalSeconds:0} s{(last.Length > 0 ? ": " : "")}{last}");

    /// <summary>Takes down a line that its program printed.</summary>
    public void Say(string line) => last = InertText.Of(line).Trim();

    /// <inheritdoc/>
    public void Dispose() => end(this);
}
