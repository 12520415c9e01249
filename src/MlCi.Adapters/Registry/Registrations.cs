using MlCi.Models;

namespace MlCi.Adapters.Registry;

/// <summary>Reads the registration records of models.</summary>
internal static class Registrations
{
    /// <summary>Every record that is attached to a model, the latest last.</summary>
    /// <exception cref="Findings.FaultException">One is damaged, or of another model (exit 3).</exception>
    public static IReadOnlyList<RegistrationRecord> Of(IRepository registry, string model) =>
        [.. registry.Referrers(model, MediaTypes.Registration).Select(attachment => Read(registry, model, attachment))];

    /// <summary>The latest record of a model, or null where it has none.</summary>
    /// <inheritdoc cref="Of"/>
    public static RegistrationRecord? LatestOf(IRepository registry, string model) =>
        registry.Referrers(model, MediaTypes.Registration) is [.., var latest] ? Read(registry, model, latest) : null;

    /// <summary>Reads one.</summary>
    /// <inheritdoc cref="Of"/>
    public static RegistrationRecord Read(IRepository registry, string model, Descriptor attachment)
    {
        RegistrationRecord record = RegistrationJson.Read(Attachment.ContentOf(registry, attachment, model), $"registration record {attachment.Digest}");
        return record.Model == model ? record : throw registry.Damaged(attachment, $"a registration record of {record.Model}", $"one of {model}");
    }
}
