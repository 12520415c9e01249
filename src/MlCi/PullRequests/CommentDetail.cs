namespace MlCi.PullRequests;

/// <summary>How much a comment tells. What is too long is told in fewer words, the least important first.</summary>
/// <param name="Problems">The most problems of a pipeline.</param>
/// <param name="Log">The most lines of a program's log.</param>
/// <param name="Rows">The most rows of what changed, failed or is open.</param>
/// <param name="Passed">The most rows of what passed.</param>
/// <param name="Looks">Whether data findings that only warn, diagnostics, worst slices and seeds are told.</param>
/// <param name="Lineage">Whether stages and digests are told.</param>
/// <param name="Detailed">The most pipelines that are told in full.</param>
/// <param name="Summary">The most pipelines that are told in a row.</param>
/// <param name="LeftOut">What is left out so, beyond the one before; empty of the first.</param>
internal sealed record CommentDetail(int Problems, int Log, int Rows, int Passed, bool Looks, bool Lineage, int Detailed, int Summary, string LeftOut)
{
    private static readonly CommentDetail Full = new(Problems: 5, Log: 20, Rows: 100, Passed: 100, Looks: true, Lineage: true, Detailed: 50, Summary: 500, LeftOut: "");

    /// <summary>From everything to next to nothing.</summary>
    public static IReadOnlyList<CommentDetail> Levels { get; } =
    [
        Full,
        Full with { Lineage = false, LeftOut = "stages and digests" },
        Full with { Lineage = false, Looks = false, LeftOut = "diagnostics, worst slices and seeds" },
        Full with { Lineage = false, Looks = false, Passed = 0, LeftOut = "gates that passed" },
        Full with { Lineage = false, Looks = false, Passed = 0, Rows = 20, LeftOut = "all but 20 rows of each table" },
        Full with { Lineage = false, Looks = false, Passed = 0, Rows = 5, Problems = 3, Log = 10, LeftOut = "all but 5" },
        new(Problems: 1, Log: 5, Rows: 0, Passed: 0, Looks: false, Lineage: false, Detailed: 10, Summary: 200, "the tables, all but the first problem of each pipeline, and pipelines after the tenth"),
        new(Problems: 1, Log: 3, Rows: 0, Passed: 0, Looks: false, Lineage: false, Detailed: 1, Summary: 50, "all details but those of the first pipeline"),
        new(Problems: 0, Log: 0, Rows: 0, Passed: 0, Looks: false, Lineage: false, Detailed: 0, Summary: 5, "all details, and all but five pipelines"),
    ];
}
