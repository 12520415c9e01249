using MlCi.Adapters.Processes;
using MlCi.Pipelines;

namespace MlCi.Adapters.Training;

/// <summary>Keeps secrets out of what tests say of themselves: a failed assertion may quote one.</summary>
internal static class TestSecrets
{
    /// <summary>The same results without secrets.</summary>
    public static TestResults Without(this TestResults results, IEnumerable<string> secrets)
    {
        var texts = new SecretTexts(secrets);
        return new TestResults([.. results.Tests.Select(test => test with { Name = texts.Without(test.Name), Message = test.Message is { } message ? texts.Without(message) : null })]);
    }
}
