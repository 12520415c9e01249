using MlCi.Findings;

namespace MlCi.Serving;

/// <summary>What came of one check of a served model.</summary>
public enum CheckVerdict
{
    /// <summary>As expected.</summary>
    Passed,

    /// <summary>Not as expected.</summary>
    Failed,

    /// <summary>Nobody can tell; it never counts as passed.</summary>
    NotEvaluated,
}

/// <summary>One check of a served model.</summary>
/// <param name="Id">Its name, one of <see cref="CheckIds"/>.</param>
/// <param name="Verdict">What came of it.</param>
/// <param name="Reason">Why, in one line: what was found, what was expected.</param>
/// <param name="Source">Where pipeline.yml asks for it, or null.</param>
public sealed record ServedCheck(string Id, CheckVerdict Verdict, string Reason, SourcePlace? Source = null)
{
    /// <summary>A check that passed.</summary>
    public static ServedCheck Passed(string id, string reason, SourcePlace? source = null) => new(id, CheckVerdict.Passed, reason, source);

    /// <summary>A check that failed.</summary>
    public static ServedCheck Failed(string id, string reason, SourcePlace? source = null) => new(id, CheckVerdict.Failed, reason, source);

    /// <summary>A check that could not be done.</summary>
    public static ServedCheck NotEvaluated(string id, string reason, SourcePlace? source = null) => new(id, CheckVerdict.NotEvaluated, reason, source);
}

/// <summary>The names of the checks, in the order in which they are done.</summary>
public static class CheckIds
{
    /// <summary>Its image's layers hold no secret, and nothing that an attacker would use.</summary>
    public const string Layers = "layers";

    /// <summary>It becomes ready.</summary>
    public const string Ready = "ready";

    /// <summary>It answers as the batch predicted.</summary>
    public const string Parity = "parity";

    /// <summary>It answers rows that the contract admits.</summary>
    public const string Rows = "rows";

    /// <summary>It can be measured.</summary>
    public const string Latency = "latency";

    /// <summary>It refuses what breaks the contract, and lives on.</summary>
    public const string Hostile = "hostile";

    /// <summary>It ends when it is asked to, and answers what it has accepted.</summary>
    public const string Stop = "stop";

    /// <summary>The limit on the time to ready.</summary>
    public const string Start = "limit.start";

    /// <summary>The limit on the median latency.</summary>
    public const string P50 = "limit.p50";

    /// <summary>The limit on the 99th percentile of the latency.</summary>
    public const string P99 = "limit.p99";

    /// <summary>The limit on resident memory.</summary>
    public const string Memory = "limit.memory";

    /// <summary>The limit on the image's size.</summary>
    public const string Size = "limit.size";
}
