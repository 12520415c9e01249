using System.Globalization;

namespace MlCi.Adapters.Processes;

/// <summary>A process of this machine, as proc(5) lists it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Parent">Its parent's number.</param>
/// <param name="Session">The number of its session.</param>
/// <param name="IsDead">Whether only its parent has not yet asked how it ended.</param>
/// <param name="Pages">Its resident pages.</param>
internal sealed record ListedProcess(int Id, int Parent, int Session, bool IsDead, long Pages)
{
    /// <summary>All processes that can be seen; Linux only.</summary>
    public static List<ListedProcess> All()
    {
        List<ListedProcess> all = [];
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id))
                continue;
            try
            {
                // The second field, in brackets, may hold anything; the third is the state, the 24th the resident pages.
                string stat = File.ReadAllText(Path.Combine(folder, "stat"));
                string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                all.Add(new ListedProcess(
                    id, int.Parse(fields[1], CultureInfo.InvariantCulture), int.Parse(fields[3], CultureInfo.InvariantCulture),
                    fields[0] is "Z" or "X", long.Parse(fields[21], CultureInfo.InvariantCulture)));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It has ended in the meantime.
            }
        }

        return all;
    }
}
