namespace MlCi.Adapters.GitHub;

/// <summary>How often GitHub is asked again, and how long it may take.</summary>
internal sealed record GitHubPatience
{
    /// <summary>How often the same is asked in all, where GitHub does not answer.</summary>
    public int Tries { get; init; } = 5;

    /// <summary>The pause before the second try; each one after it is about twice as long.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long one answer may take.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long one request may wait in all for room under GitHub's limits.</summary>
    public TimeSpan Most { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Tells the time that limits end.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Waits.</summary>
    public Func<TimeSpan, CancellationToken, Task> Wait { get; init; } = Task.Delay;

    /// <summary>The pause after a failure; of random length, so that those who met once do not meet again.</summary>
    /// <param name="failures">How often it failed.</param>
    public TimeSpan PauseAfter(int failures) => FirstPause * (Math.Pow(2, failures - 1) * (.75 + (.5 * Random.Shared.NextDouble())));
}
