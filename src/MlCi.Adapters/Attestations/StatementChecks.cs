using System.Text.Json.Nodes;
using MlCi.Adapters.Registry;
using MlCi.Attestations;
using MlCi.Findings;

namespace MlCi.Adapters.Attestations;

/// <summary>Holds the signed statements on a model against what is registered of it.</summary>
internal sealed class StatementChecks
{
    private const int MostDifferences = 3;
    private readonly IRepository registry;
    private readonly string manifest;
    private readonly VerificationRequest request;
    private readonly IReadOnlyList<EnvelopeReading> readings;
    private readonly IReadOnlyList<(string Digest, byte[] Bytes)> reports;

    /// <summary>Reads them.</summary>
    /// <param name="registry">The repository.</param>
    /// <param name="manifest">The digest of the model's manifest.</param>
    /// <param name="request">What is wanted.</param>
    /// <exception cref="FaultException">The reports, or the list of statements, cannot be read (exit 3).</exception>
    public StatementChecks(IRepository registry, string manifest, VerificationRequest request)
    {
        this.registry = registry;
        this.manifest = manifest;
        this.request = request;
        readings = AttachedStatements.Read(registry, manifest, request.Trusted);
        reports = AttachedReports.Of(registry, manifest);
    }

    /// <summary>Whether the gate's verdict on the latest report is signed.</summary>
    public VerificationCheck Signature() => Check(
        VerificationRequest.Signature, "gate verdict",
        [.. readings.Where(reading => reading.Statement?.PredicateType != SlsaProvenance.Type)],
        reading => reading.Statement!.PredicateType == GateVerdictPredicate.Type,
        reading =>
        {
            string? named = Text((reading.Statement!.Predicate["digests"] as JsonObject)?["report"]);
            if (reports.FirstOrDefault(report => report.Digest == named).Bytes is not { } bytes)
                return ([$"it rests on report {named ?? "nothing"}, which is not attached to this model"], false, "");
            string[] differences = [.. JsonDifference.Between(reading.Statement!.Predicate, GateVerdictPredicate.Of(bytes, "gate report"), "")];
            return (differences, named == reports[^1].Digest, $"says what report {named![..19]} says");
        });

    /// <summary>Whether a trusted key has signed a statement on something beside the model.</summary>
    /// <param name="digest">Its digest.</param>
    public bool IsSigned(string digest) => readings.Any(reading => reading is { Problem: null, Signer: not null } && reading.Statement!.IsAbout(digest));

    /// <summary>Whether the provenance is signed, and says what is registered.</summary>
    public VerificationCheck Provenance() => Check(
        VerificationRequest.Provenance, "provenance",
        [.. readings.Where(reading => reading.Statement?.PredicateType == SlsaProvenance.Type)],
        _ => true,
        reading =>
        {
            string? named = ReportOf(reading.Statement!.Predicate);
            if (reports.FirstOrDefault(report => report.Digest == named).Bytes is not { } bytes)
                return ([$"it names report {named ?? "nothing"}, which is not attached to this model"], false, "");
            BuildFacts facts = RegisteredFacts.Of(registry, ModelArtifact.Read(registry, manifest)!, bytes);
            IReadOnlyList<string> differences = [.. SlsaProvenance.Differences(reading.Statement!.Predicate, facts), .. new[] { RegisteredFacts.Unregistered(registry, manifest, facts) }.OfType<string>()];
            return (differences, true, $"says what is registered; built by {SlsaProvenance.BuilderOf(reading.Statement!.Predicate)}");
        });

    private VerificationCheck Check(
        string name, string what, EnvelopeReading[] candidates, Func<EnvelopeReading, bool> isOfKind, Func<EnvelopeReading, (IReadOnlyList<string> Differences, bool Counts, string Said)> compare)
    {
        List<string> wrong = [.. candidates.Where(reading => reading.IsTampering).Select(reading => reading.Problem!)];
        List<string> signed = [];
        foreach (EnvelopeReading reading in candidates.Where(reading => reading is { Problem: null, Signer: not null } && isOfKind(reading)))
        {
            (IReadOnlyList<string> differences, bool counts, string said) = compare(reading);
            if (differences.Count > 0)
                wrong.Add($"envelope {reading.Digest[..19]} signed by {reading.Signer!.Name} says something else than what is registered: {string.Join("; ", differences.Take(MostDifferences))}");
            else if (counts)
                signed.Add($"{what} signed by {reading.Signer!.Name} (key {reading.Signer.Key.Id[..19]}) is about this model and {said}");
        }

        bool isRequired = request.Required.Contains(name);
        // What is wrong refuses, whether or not somebody asked for it.
        if (wrong.Count > 0)
            return new VerificationCheck(name, CheckOutcome.Failed, string.Join("; ", wrong), IsRequired: true);
        if (signed.Count > 0)
            return new VerificationCheck(name, CheckOutcome.Passed, signed[^1], isRequired);
        string others = string.Join("; ", candidates.Select(reading => reading.Problem).OfType<string>());
        if (request.Trusted.Count == 0)
        {
            return new VerificationCheck(
                name, CheckOutcome.NotChecked,
                $"no key is trusted (--key, {TrustedKeys.Variable}, attest.trust), so no signature says anything; found {Numerals.Count(candidates.Length, "envelopes")}", isRequired);
        }

        return new VerificationCheck(name, isRequired ? CheckOutcome.Failed : CheckOutcome.NotChecked, $"found no {what} of this model and report that a trusted key has signed{(others.Length > 0 ? $"; {others}" : "; mlci attest signs one")}", isRequired);
    }

    private static string? ReportOf(JsonObject provenance)
    {
        try
        {
            return SlsaProvenance.ReportOf(provenance);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
