using MlCi.Models;
using MlCi.Promotion;

namespace MlCi.Adapters.Registry;

/// <summary>What is known of a model when it is registered, beside its contents and its gate report.</summary>
internal sealed record RegistrationEvidence
{
    /// <summary>The record as far as it does not depend on the registry: without digests of the model, and without a version.</summary>
    public required RegistrationRecord Record { get; init; }

    /// <summary>The text of schema.json.</summary>
    public required string Contract { get; init; }

    /// <summary>The text of pipeline.yml.</summary>
    public required string Definition { get; init; }

    /// <summary>The label's column.</summary>
    public required string Label { get; init; }

    /// <summary>The bytes of evaluation.json.</summary>
    public required ReadOnlyMemory<byte> Evaluation { get; init; }

    /// <summary>The holdout's digest.</summary>
    public required string Holdout { get; init; }

    /// <summary>The version that a release tag names, and the tag; null where none does.</summary>
    public (SemanticVersion Version, string Tag)? Release { get; init; }

    /// <summary>The commits since another one that touch the pipeline; null where that one is not known.</summary>
    public required Func<string, IReadOnlyList<ConventionalCommit>?> CommitsSince { get; init; }
}

/// <summary>What is published of a model beside its manifest and gate report.</summary>
/// <param name="Record">The record.</param>
/// <param name="Tags">Its version's tag.</param>
/// <param name="Attachments">The record and what else is attached.</param>
internal sealed record RegistrationParts(RegistrationRecord Record, IReadOnlyDictionary<string, Descriptor> Tags, IReadOnlyList<Descriptor> Attachments);

/// <summary>What is stored and waits for being published.</summary>
/// <param name="Tags">Which tag shall point at which manifest.</param>
/// <param name="Attachments">Manifests with a subject.</param>
internal sealed record PublishedParts(IReadOnlyDictionary<string, Descriptor> Tags, IReadOnlyList<Descriptor> Attachments)
{
    /// <summary>Nothing.</summary>
    public static PublishedParts None { get; } = new(new Dictionary<string, Descriptor>(StringComparer.Ordinal), []);
}
