using MlCi.Findings;

namespace MlCi.Adapters.Registry;

/// <summary>The messages of a registry folder that is damaged or out of reach: one form, exit 3.</summary>
internal static class LayoutFaults
{
    public static FaultException Damaged(string layout, string file, string found, string expected) => FaultException.OutOfReach(
        $"{file}: found {found}, expected {expected}; the registry folder is damaged: "
        + $"restore '{layout}' from a copy, or delete it and register anew");

    public static FaultException Unusable(string file, Exception exception) => FaultException.OutOfReach(
        $"{file}: {exception.Message.TrimEnd('.')}; expected a folder of the registry that can be read and written");

    /// <summary>Does something with files, and tells of a disk or right that is missing as a registry out of reach.</summary>
    public static T Reach<T>(string file, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unusable(file, exception);
        }
    }
}
