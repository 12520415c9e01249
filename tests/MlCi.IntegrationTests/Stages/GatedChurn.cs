using MlCi.Findings;

namespace MlCi.IntegrationTests.Stages;

/// <summary>The sample, built, tested and gated once; and once more with that model in production.</summary>
public sealed class GatedChurn : IDisposable
{
    private readonly ChurnRepository gated = new();
    private readonly Lazy<ChurnRepository> crowned;

    public GatedChurn()
    {
        FirstGate = gated.Run("Gate");
        crowned = new(Crown);
    }

    /// <summary>What came of the first Gate.</summary>
    public (int ExitCode, string Output) FirstGate { get; }

    /// <summary>A repository in which the model was gated.</summary>
    public ChurnRepository Copy() => gated.Copy();

    /// <summary>A repository in which the model is the champion.</summary>
    public ChurnRepository CopyWithChampion() => crowned.Value.Copy();

    public void Dispose()
    {
        gated.Dispose();
        if (crowned.IsValueCreated)
            crowned.Value.Dispose();
    }

    private ChurnRepository Crown()
    {
        ChurnRepository repository = Copy();
        (int code, string output) = repository.Run("Register");
        Assert.True(code == ExitCodes.Passed, output);
        (code, output) = repository.Run("Promote", options => options with { To = "production", Why = "the first model" });
        Assert.True(code == ExitCodes.Passed, output);
        return repository;
    }
}
