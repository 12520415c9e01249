using MlCi.Findings;

namespace MlCi.IntegrationTests.Stages;

/// <summary>A sample, built, tested and gated once; and once more with that model in production.</summary>
public abstract class GatedSample : IDisposable
{
    private readonly SampleRepository gated;
    private readonly Lazy<SampleRepository> crowned;

    protected GatedSample(string pipeline)
    {
        gated = new SampleRepository(pipeline);
        FirstGate = gated.Run("Gate");
        crowned = new(Crown);
    }

    /// <summary>What came of the first Gate.</summary>
    public (int ExitCode, string Output) FirstGate { get; }

    /// <summary>A repository in which the model was gated.</summary>
    public SampleRepository Copy() => gated.Copy();

    /// <summary>A repository in which the model is the champion.</summary>
    public SampleRepository CopyWithChampion() => crowned.Value.Copy();

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        gated.Dispose();
        if (crowned.IsValueCreated)
            crowned.Value.Dispose();
    }

    private SampleRepository Crown()
    {
        SampleRepository repository = Copy();
        (int code, string output) = repository.Run("Register");
        Assert.True(code == ExitCodes.Passed, output);
        (code, output) = repository.Run("Promote", options => options with { To = "production", Why = "the first model" });
        Assert.True(code == ExitCodes.Passed, output);
        return repository;
    }
}

/// <summary>The classifier.</summary>
public sealed class GatedChurn() : GatedSample("telco-churn");

/// <summary>The classifier in Python.</summary>
public sealed class GatedLoans() : GatedSample("lending-club");

/// <summary>The regression.</summary>
public sealed class GatedDiamonds() : GatedSample("diamond-price");
