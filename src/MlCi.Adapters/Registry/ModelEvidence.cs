using MlCi.Findings;
using MlCi.Gates;

namespace MlCi.Adapters.Registry;

/// <summary>What is attached to a model and speaks for it.</summary>
internal static class ModelEvidence
{
    /// <summary>What the latest gate report proves, or null where there is none.</summary>
    /// <exception cref="FaultException">It cannot be read (exit 3).</exception>
    public static GateEvidence? ReportOf(IRepository registry, string manifest)
    {
        if (Attachment.LatestReport(registry, manifest) is not { } report)
            return null;
        try
        {
            return GateEvidence.Read(report, $"gate report of {manifest}");
        }
        catch (FaultException exception)
        {
            // Here it is not the user's file that is wrong, but the registry's.
            throw new FaultException(ExitCodes.OutOfReach, exception.Faults);
        }
    }
}
