using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace MlCi.Testing;

/// <summary>The child of a tiny program that hangs.</summary>
public static partial class TinyChild
{
    /// <summary>Whether the child that a text names still runs.</summary>
    public static bool IsRunning(string text)
    {
        int id = int.Parse(Named().Match(text).Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        try
        {
            using var child = Process.GetProcessById(id);
            // One that nobody waits for stays in the table after its end.
            return !child.HasExited && !(OperatingSystem.IsLinux() && File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal));
        }
        catch (Exception e) when (e is ArgumentException or IOException or InvalidOperationException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"hanging with child (\d+)")]
    private static partial Regex Named();
}
