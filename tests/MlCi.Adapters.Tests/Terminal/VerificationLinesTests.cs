using MlCi.Adapters.Terminal;
using MlCi.Attestations;
using MlCi.Data;
using MlCi.Testing;
using Spectre.Console;

namespace MlCi.Adapters.Tests.Terminal;

public sealed class VerificationLinesTests
{
    private static readonly string Model = Digest.OfText("model");

    [Fact]
    public async Task EveryOutcome()
    {
        var report = new VerificationReport("telco", "production", Model, $"registry.example.org/ml/telco@{Model}", Image: null,
        [
            new("manifest", CheckOutcome.Passed, $"{Model} is a model of 'telco'", IsRequired: true),
            new("layers", CheckOutcome.Passed, "9 parts, 12,345 bytes: each has its digest", IsRequired: true),
            new("gate", CheckOutcome.Passed, $"report {Digest.OfText("report")} passed, and is of this model's files", IsRequired: true),
            new("signature", CheckOutcome.NotChecked, "no key is trusted (--key, MLCI_TRUSTED_KEYS, attest.trust), so no signature says anything; found 2 envelopes", IsRequired: false),
            new("provenance", CheckOutcome.NotChecked, "what it is about cannot be read", IsRequired: true),
            new("record", CheckOutcome.Failed, "production points here and no record explains that: [red]some\u001b[31mbody\nmoved it by hand", IsRequired: true),
        ]);
        await using var output = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) });

        VerificationLines.Write(console, report);
        output.WriteLine(VerificationLines.Refusal(report));

        await Snapshot.Verify(output.ToString());
    }
}
