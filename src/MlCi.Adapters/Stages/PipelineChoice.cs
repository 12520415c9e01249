using MlCi.Findings;
using MlCi.Pipelines;

namespace MlCi.Adapters.Stages;

/// <summary>Which pipelines a run is about: all, those named, and of these those that a change affects.</summary>
/// <param name="Names">Their names.</param>
/// <param name="Note">In one line how a change led to them, or null where nobody asked.</param>
/// <param name="Affected">Those that are affected, with the reason; empty where nobody asked.</param>
public sealed record PipelineChoice(IReadOnlyList<string> Names, string? Note, IReadOnlyList<AffectedPipeline> Affected)
{
    private const int Listed = 10;

    /// <summary>Chooses.</summary>
    /// <param name="options">What the user asked for.</param>
    /// <exception cref="FaultException">A name is none, there are no pipelines, or git cannot say what changed (exit 2).</exception>
    public static PipelineChoice Of(RunOptions options)
    {
        IReadOnlyList<string> chosen = Workspace.Chosen(options);
        if (options.AffectedSince is not { } reference)
            return new PipelineChoice(chosen, Note: null, []);
        GitChanges changes = GitChanges.Since(options.Root, reference);
        IReadOnlyList<AffectedPipeline> affected = PipelineInputs.Affected(options.Root, chosen, changes);
        string[] names = [.. affected.Select(one => one.Name)];
        string since = $"since {changes.Base[..12]}, where HEAD and {reference} part";
        string pipelines = Numerals.Count(chosen.Count, "pipelines");
        string note = names.Length == 0 ? $"no input of {pipelines} changed {since}: nothing was run, and there is no verdict"
            : $"{names.Length} of {pipelines} affected {since}: {string.Join(", ", names.Take(Listed))}{(names.Length > Listed ? $" and {names.Length - Listed} more" : "")}";
        return new PipelineChoice(names, note, affected);
    }
}
