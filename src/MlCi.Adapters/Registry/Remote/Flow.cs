namespace MlCi.Adapters.Registry.Remote;

/// <summary>Watches that something flows: silence cancels, however long the whole takes.</summary>
internal sealed class Flow : IDisposable
{
    private readonly TimeSpan silence;
    private readonly CancellationTokenSource quiet;
    private readonly CancellationTokenSource either;

    public Flow(TimeSpan silence, TimeProvider clock, CancellationToken interrupted)
    {
        this.silence = silence;
        quiet = new CancellationTokenSource(silence, clock);
        either = CancellationTokenSource.CreateLinkedTokenSource(quiet.Token, interrupted);
    }

    /// <summary>Is cancelled by silence, and by whoever interrupts.</summary>
    public CancellationToken Token => either.Token;

    /// <summary>Something flowed.</summary>
    public void Flowed() => quiet.CancelAfter(silence);

    /// <inheritdoc/>
    public void Dispose()
    {
        either.Dispose();
        quiet.Dispose();
    }
}
