using System.Net.Sockets;
using System.Security.Authentication;
using Polly;
using Polly.Retry;

namespace MlCi.Adapters.Registry.Remote;

/// <summary>How often a registry is asked again, and how long it may say nothing.</summary>
internal sealed record RegistryPatience
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    /// <summary>How often the same thing is asked in all.</summary>
    public int Tries { get; init; } = 6;

    /// <summary>The pause before the second try, more or less; each one after it is about twice as long.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>How long a registry may say nothing, and nothing flow.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Times the pauses.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>What asks again after passing failures: with growing pauses of random length, so that those who met once do not meet again.</summary>
    public ResiliencePipeline ToPipeline() => new ResiliencePipelineBuilder { TimeProvider = Clock }.AddRetry(new RetryStrategyOptions
    {
        MaxRetryAttempts = Tries - 1,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Delay = FirstPause,
        MaxDelay = LongestPause,
        ShouldHandle = new PredicateBuilder().Handle<Exception>(IsPassing),
        DelayGenerator = asked => ValueTask.FromResult(Asked(asked.Outcome.Exception)),
    }).Build();

    /// <summary>The pause before going on with what broke off.</summary>
    /// <param name="failures">How often it did in a row.</param>
    /// <param name="e">The last failure.</param>
    public TimeSpan PauseAfter(int failures, Exception e) =>
        Asked(e) ?? TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, (long)(FirstPause.Ticks * Math.Pow(2, failures - 1) * (.5 + Random.Shared.NextDouble()))));

    // As long as the registry asks for, within reason.
    private static TimeSpan? Asked(Exception? e) =>
        e is PassingAnswerException { RetryAfter: { } told } ? TimeSpan.FromTicks(Math.Clamp(told.Ticks, 0, LongestPause.Ticks)) : null;

    /// <summary>Whether a failure may be gone the next time. A certificate that is not trusted will not be.</summary>
    public static bool IsPassing(Exception e) => e switch
    {
        PassingAnswerException => true,
        HttpRequestException request => request.InnerException is not AuthenticationException && request.HttpRequestError != HttpRequestError.NameResolutionError,
        HttpIOException => true,
        IOException { InnerException: SocketException } => true,
        _ => false,
    };
}
