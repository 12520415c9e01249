using MlCi.Findings;
using MlCi.Models;
using MlCi.Promotion;

namespace MlCi.Adapters.Registry;

/// <summary>Gives a registered model the version of a release, beside the one that it was registered as: a tag that never moves, a record, a card.</summary>
internal static class ReleasedVersion
{
    private const string FromTag = "tag";

    /// <summary>Refuses a version that is another model's.</summary>
    /// <param name="registry">The repository.</param>
    /// <param name="model">The digest of the model's manifest.</param>
    /// <param name="tag">The release.</param>
    /// <exception cref="FaultException">It is (exit 2).</exception>
    public static void RefuseTaken(IRepository registry, string model, ReleaseTag tag)
    {
        if (registry.Resolve(tag.Version.Tag) is { } other && other.Digest != model)
        {
            throw FaultException.Misconfigured(
                $"{registry.Place}: found version {tag.Version} at {other.Digest}, expected it to be free or at {model}, as release tag {tag} has it: a version never moves; tag the commit with a higher one");
        }
    }

    /// <summary>Gives the version, unless the model has it already.</summary>
    /// <param name="registry">The repository.</param>
    /// <param name="model">The model's manifest.</param>
    /// <param name="record">The record of the registration that the release rests on.</param>
    /// <param name="tag">The release.</param>
    /// <param name="evidence">What the card says, but for the record.</param>
    /// <param name="now">When.</param>
    /// <exception cref="FaultException">The version is another model's (exit 2); the registry is out of reach (exit 3).</exception>
    public static void Give(IRepository registry, Descriptor model, RegistrationRecord record, ReleaseTag tag, CardEvidence evidence, DateTimeOffset now)
    {
        using RegistryLock held = registry.Lock();
        RefuseTaken(registry, model.Digest, tag);
        // Who registered it, when and of what stays as it is; the tag is what is new.
        RegistrationRecord released = record with { Version = tag.Version.ToString(), VersionFrom = FromTag, VersionBecause = VersionRule.Released(tag.Version, tag.ToString()).Because };
        if (registry.Resolve(tag.Version.Tag) is not null && Registrations.LatestOf(registry, model.Digest) is { VersionFrom: FromTag } latest && latest.Version == released.Version)
            return;
        registry.Publish(
            held,
            new Dictionary<string, Descriptor>(StringComparer.Ordinal) { [tag.Version.Tag] = model },
            [RegistrationWriter.Put(registry, model, released, now), CardAttachment.Put(registry, model, ModelCard.Of(evidence with { Registration = released }), now)]);
    }
}
