using MlCi.Findings;

namespace MlCi.Adapters.PullRequests;

/// <summary>Text that a pull request's job wrote, made fit for a message: on one line, of a limited length, and without what moves a cursor.</summary>
internal static class HostileText
{
    private const int MostOfAName = 80;
    private const int MostOfAMessage = 400;
    private const int MostFaults = 5;

    /// <summary>A name in quotes.</summary>
    public static string Name(string name) => $"'{Cut(name, MostOfAName)}'";

    /// <summary>A sentence.</summary>
    public static string Sentence(string text) => Cut(text, MostOfAMessage);

    /// <summary>The first faults of a list, and how many more there are.</summary>
    public static string Faults(IReadOnlyList<Fault> faults)
    {
        string first = string.Join("; ", faults.Take(MostFaults).Select(fault => Sentence(fault.ToString())));
        return faults.Count <= MostFaults ? first : $"{first}; and {faults.Count - MostFaults} more";
    }

    // Before it is made inert, which takes as long as it is.
    private static string Cut(string text, int most)
    {
        string cut = text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)] + "…";
        return InertText.Of(cut);
    }
}
