using MlCi.Gates;
using MlCi.Pipelines;

namespace MlCi.Reports.Html;

/// <summary>A verdict as a class and a sign: never told by colour alone.</summary>
/// <param name="Kind">The class: ok, warn, bad or off.</param>
/// <param name="Sign">The sign.</param>
internal readonly record struct VerdictMark(string Kind, string Sign)
{
    private static VerdictMark Good => new("ok", "✓");

    private static VerdictMark Warns => new("warn", "!");

    private static VerdictMark Blocks => new("bad", "✗");

    private static VerdictMark None => new("off", "–");

    /// <summary>That of a decision.</summary>
    public static VerdictMark Of(GateResult gate) => gate.Verdict == GateVerdict.Passed ? Good : Of(gate.Blocks);

    /// <summary>That of what is not as it should be.</summary>
    public static VerdictMark Of(bool blocks) => blocks ? Blocks : Warns;

    /// <summary>That of a stage.</summary>
    public static VerdictMark Of(StageOutcome stage) => stage.Status switch
    {
        StageStatus.Passed => Good,
        StageStatus.Skipped => None,
        _ => Blocks,
    };

    /// <summary>That of a report.</summary>
    public static VerdictMark Of(GateReport report) => report.Passed ? Good : Blocks;

    /// <summary>Adds the sign, which the word beside it says to who cannot see it.</summary>
    public void Add(Markup page) => page.Add($"<b class=\"m {Kind}\" aria-hidden=\"true\">{Sign}</b> ");
}
