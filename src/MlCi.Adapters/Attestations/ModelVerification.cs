using MlCi.Adapters.Registry;
using MlCi.Attestations;
using MlCi.Findings;
using MlCi.Gates;

namespace MlCi.Adapters.Attestations;

/// <summary>Looks at everything that a deployment rests on: content by its digests, the gate report, who signed, why an alias points there.</summary>
internal sealed class ModelVerification
{
    private const string Manifest = "manifest", Layers = "layers";
    private readonly IRepository registry;
    private readonly Descriptor model;
    private readonly VerificationRequest request;
    private ContainerEvidence? tried;
    private string? asked;

    private ModelVerification(IRepository registry, Descriptor model, VerificationRequest request)
    {
        this.registry = registry;
        this.model = model;
        this.request = request;
    }

    /// <summary>Verifies a model.</summary>
    /// <param name="registry">The repository.</param>
    /// <param name="request">What is wanted.</param>
    /// <exception cref="FaultException">There is no such model (exit 2), or the registry is out of reach (exit 3).</exception>
    public static VerificationReport Of(IRepository registry, VerificationRequest request)
    {
        Descriptor named = registry.Resolve(request.Reference) ?? throw FaultException.Misconfigured(
            $"{registry.Place}: found no model '{InertText.Of(request.Reference)}', expected {(registry.Tags() is [_, ..] tags ? $"a digest or one of {string.Join(", ", tags)}" : "a registered model; run Register first")}");
        string? imageAsked = null;
        // What runs somewhere is an image: its model is what speaks for it.
        if (registry.Resolve(RegistryName.ImageTag(named.Digest)) is not null && ContainerEvidence.ModelOf(registry, named.Digest) is { } model)
            (imageAsked, named) = (named.Digest, registry.Resolve(model)!);
        var verification = new ModelVerification(registry, named, request) { asked = imageAsked };
        VerificationCheck[] checks = [.. verification.Checks()];
        string? image = Array.Exists(checks, check => check is { Name: VerificationRequest.Image, Outcome: CheckOutcome.Passed }) ? $"{registry.Place}@{verification.tried!.Image}" : null;
        return new VerificationReport(registry.Pipeline, request.Reference, named.Digest, $"{registry.Place}@{named.Digest}", image, checks);
    }

    private IEnumerable<VerificationCheck> Checks()
    {
        OciManifest? manifest = null;
        yield return Guarded(Manifest, isRequired: true, () =>
        {
            OciManifest read = registry.ReadManifest(model);
            if (read.ArtifactType != MediaTypes.Model)
                return (CheckOutcome.Failed, $"{model.Digest} is an artifact of type '{read.ArtifactType}', expected a model, '{MediaTypes.Model}'");
            manifest = read;
            return (CheckOutcome.Passed, $"{model.Digest} is a model of '{registry.Pipeline}'");
        });
        foreach ((string name, Func<OciManifest, (CheckOutcome, string)> check) in new (string, Func<OciManifest, (CheckOutcome, string)>)[] { (Layers, CheckLayers), (VerificationRequest.Gate, CheckGate) })
        {
            yield return manifest is { } read ? Guarded(name, IsRequired(name), () => check(read)) : NotChecked(name);
        }

        StatementChecks? statements = null;
        VerificationCheck? unread = manifest is null ? null : TryStatements(out statements);
        yield return statements is null ? unread ?? NotChecked(VerificationRequest.Signature) : GuardedCheck(VerificationRequest.Signature, statements.Signature);
        yield return statements is null ? NotChecked(VerificationRequest.Provenance) : GuardedCheck(VerificationRequest.Provenance, statements.Provenance);
        yield return Guarded(VerificationRequest.Record, IsRequired(VerificationRequest.Record), CheckRecord);
        VerificationCheck image = Guarded(VerificationRequest.Image, IsRequired(VerificationRequest.Image), () => CheckImage(statements));
        // What is wrong refuses, whether or not somebody asked for it.
        if (image.Outcome == CheckOutcome.Failed)
            image = image with { IsRequired = true };
        // Of a pipeline that builds none there is nothing to say.
        if (tried is not null || image.Outcome == CheckOutcome.Failed || image.IsRequired)
            yield return image;
    }

    private (CheckOutcome, string) CheckImage(StatementChecks? statements)
    {
        tried = ContainerEvidence.Of(registry, model.Digest, asked);
        return ImageCheck.Of(registry, tried, statements, request.Trusted.Count > 0);
    }

    private (CheckOutcome, string) CheckLayers(OciManifest manifest)
    {
        long bytes = 0;
        foreach (Descriptor part in manifest.Layers.Prepend(manifest.Config))
        {
            // Its digest is verified as it is opened.
            registry.OpenBlob(part).Dispose();
            bytes += part.Size;
        }

        // That its files are those whose digest it is annotated with.
        _ = ModelArtifact.Read(registry, model.Digest);
        return (CheckOutcome.Passed, $"{Numerals.Count(manifest.Layers.Count + 1, "parts")}, {Numerals.Count(bytes, "bytes")}: each has its digest");
    }

    private (CheckOutcome, string) CheckGate(OciManifest manifest)
    {
        if (Attachment.LatestReport(registry, model.Digest) is not { } report)
            return (CheckOutcome.Failed, "found no gate report bound to this model, expected one that passed");
        string place = $"gate report of {model.Digest[..19]}";
        GateEvidence evidence = GateEvidence.Read(report, place);
        string files = manifest.Annotation(AnnotationKeys.ModelDigest) ?? "no digest";
        if (evidence.ModelDigest != files)
            return (CheckOutcome.Failed, $"report {evidence.ReportDigest} is of model {evidence.ModelDigest}, expected one of {files}");
        if (!evidence.Passed)
            return (CheckOutcome.Failed, $"report {evidence.ReportDigest} did not pass, expected one that passed");
        return GateVerdictPredicate.Contradiction(report, place) is { } other
            ? (CheckOutcome.Failed, $"report {evidence.ReportDigest} says that it passed, beside {other}: its verdict was changed")
            : (CheckOutcome.Passed, $"report {evidence.ReportDigest} passed, and is of this model's files");
    }

    private (CheckOutcome, string) CheckRecord()
    {
        // Without its pipeline.yml, the aliases of a pipeline's own are known by their records.
        string[] recorded = [.. request.Aliases.Union(AttachedRecords.Chains(registry).Keys, StringComparer.Ordinal)];
        IReadOnlyList<string> aliases = request.Alias is { } asked ? [asked]
            : recorded.Contains(request.Reference) ? [request.Reference]
            : [.. recorded.Where(alias => registry.Resolve(alias)?.Digest == model.Digest)];
        List<string> explained = [], wrong = [];
        foreach (string alias in aliases)
        {
            // The candidate is whatever Register left last, without a record.
            AliasExplanation explanation = recorded.Contains(alias) || registry.Resolve(alias)?.Digest != model.Digest
                ? AliasExplanation.Of(registry, alias, model.Digest)
                : new AliasExplanation(IsExplained: true, $"{alias} points here; Register moves it without a record");
            (explanation.IsExplained ? explained : wrong).Add(explanation.Message);
        }

        return wrong.Count > 0 ? (CheckOutcome.Failed, string.Join("; ", wrong))
            : (CheckOutcome.Passed, explained.Count > 0 ? string.Join("; ", explained) : "no alias points at this model, so there is none to explain");
    }

    private VerificationCheck? TryStatements(out StatementChecks? statements)
    {
        StatementChecks? read = null;
        VerificationCheck check = Guarded(VerificationRequest.Signature, IsRequired(VerificationRequest.Signature), () =>
        {
            read = new StatementChecks(registry, model.Digest, request);
            return (CheckOutcome.Passed, "");
        });
        statements = read;
        return read is null ? check : null;
    }

    private VerificationCheck GuardedCheck(string name, Func<VerificationCheck> check)
    {
        VerificationCheck? made = null;
        VerificationCheck guarded = Guarded(name, IsRequired(name), () =>
        {
            made = check();
            return (CheckOutcome.Passed, "");
        });
        return made ?? guarded;
    }

    // What cannot be read is wrong where the registry still answers; else nobody knows anything.
    private VerificationCheck Guarded(string name, bool isRequired, Func<(CheckOutcome, string)> check)
    {
        try
        {
            (CheckOutcome outcome, string message) = check();
            return new VerificationCheck(name, outcome, message, isRequired);
        }
        catch (FaultException e)
        {
            registry.Resolve(request.Reference);
            return new VerificationCheck(name, CheckOutcome.Failed, e.Faults[0].Message, IsRequired: true);
        }
    }

    private VerificationCheck NotChecked(string name) => new(name, CheckOutcome.NotChecked, "what it is about cannot be read", IsRequired(name));

    private bool IsRequired(string name) => name is Manifest or Layers || (name == VerificationRequest.Image && asked is not null) || request.Required.Contains(name);
}
