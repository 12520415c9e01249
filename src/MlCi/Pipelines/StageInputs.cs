namespace MlCi.Pipelines;

/// <summary>One thing that a stage reads.</summary>
/// <param name="Kind">What kind of thing it is: <c>data</c>, <c>params</c>, <c>sources</c>.</param>
/// <param name="Name">Which one, as a person would call it: <c>params.l2</c>, the path of a file.</param>
/// <param name="Value">Its value, or the digest of its bytes.</param>
public sealed record StageInput(string Kind, string Name, string Value)
{
    /// <summary>The only thing of its kind.</summary>
    /// <param name="kind">The kind, which is its name too.</param>
    /// <param name="value">Its value, or the digest of its bytes.</param>
    public static StageInput Only(string kind, string value) => new(kind, kind, value);
}

/// <summary>
/// All that a stage reads. A result is kept by the digest of it, so that what is unchanged is not made again, and what differs
/// from the run before says why the stage ran.
/// </summary>
/// <param name="Stage">The stage's name.</param>
/// <param name="All">The inputs, in an order that does not change; no name of a kind twice.</param>
public sealed record StageInputs(string Stage, IReadOnlyList<StageInput> All)
{
    private const int MostNamed = 4;

    /// <summary>The digest of the stage's name and all inputs.</summary>
    public string Digest => MlCi.Data.Digest.OfText(string.Join('\n', All.Select(input => $"{input.Kind}\0{input.Name}\0{input.Value}").Prepend(Stage)));

    /// <summary>Why a stage ran, or did not, in one line.</summary>
    /// <param name="before">What it read in the run before, or null where nobody knows.</param>
    /// <param name="reused">Whether an earlier result was taken.</param>
    /// <param name="asked">The option by which the user asked for it to run anew, or null.</param>
    public string Explain(StageInputs? before, bool reused, string? asked)
    {
        if (asked is not null && !reused)
            return $"ran: {asked}";
        if (before is null)
            return reused ? "did not run: another run made this result of the same inputs" : "ran: for the first time";
        string[] changes = Changes(before);
        if (changes.Length == 0)
            return reused ? $"did not run: {string.Join(", ", Kinds(All))} unchanged" : "ran: nothing that it reads changed, but no whole result of it is kept";
        string[] same = [.. Kinds(All).Except(Kinds(All.Except(before.All))).Except(Kinds(before.All.Except(All)))];
        string rest = same.Length == 0 ? "" : $"; {string.Join(", ", same)} unchanged";
        return reused
            ? $"did not run: {Listed(changes)}, as in a run before, whose result is still there"
            : $"ran: {Listed(changes)}{rest}";
    }

    private string[] Changes(StageInputs before)
    {
        Dictionary<(string, string), string> then = Values(before), now = Values(this);
        return
        [
            .. All.Where(input => then.GetValueOrDefault((input.Kind, input.Name)) != input.Value)
                .Select(input => Change(input.Name, then.GetValueOrDefault((input.Kind, input.Name)), input.Value)),
            .. before.All.Where(input => !now.ContainsKey((input.Kind, input.Name))).Select(input => Change(input.Name, input.Value, null)),
        ];
    }

    private static Dictionary<(string Kind, string Name), string> Values(StageInputs inputs)
    {
        Dictionary<(string Kind, string Name), string> values = [];
        foreach (StageInput input in inputs.All)
            values[(input.Kind, input.Name)] = input.Value;
        return values;
    }

    private static string Change(string name, string? then, string? now)
    {
        if (then is null || now is null)
            return $"{name} {(then is null ? "is new" : "is gone")}{(IsShown(now) ? $": {now}" : "")}";
        return IsShown(then) && IsShown(now) ? $"{name} {then} → {now}" : $"{name} changed";
    }

    // A digest says nothing to a person.
    private static bool IsShown(string? value) => value is { Length: > 0 and <= 60 } && !MlCi.Data.Digest.IsWellFormed(value);

    private static IEnumerable<string> Kinds(IEnumerable<StageInput> inputs) => inputs.Select(input => input.Kind).Distinct();

    private static string Listed(string[] changes) => changes.Length <= MostNamed
        ? string.Join(", ", changes)
        : $"{string.Join(", ", changes.Take(MostNamed - 1))} and {changes.Length - MostNamed + 1} more";
}
