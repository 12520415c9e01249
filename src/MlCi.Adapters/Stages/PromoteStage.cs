using MlCi.Adapters.Registry;
using MlCi.Findings;
using MlCi.Pipelines;
using MlCi.Promotion;

namespace MlCi.Adapters.Stages;

/// <summary>Moves an alias to a registered model that its gate report lets pass.</summary>
internal static class PromoteStage
{
    private const string Name = "Promote";

    public static StageOutcome Run(PipelineSession session)
    {
        RunOptions options = session.Options;
        string to = options.To ?? throw FaultException.Misconfigured(
            $"found no --to, expected the alias to move: --to {Alias.Staging} or --to {Alias.Production}");
        string who = Environment.GetEnvironmentVariable("GITHUB_ACTOR") is { Length: > 0 } actor ? actor : Environment.UserName;
        ModelRegistry registry = session.Registry;
        PromotionRecord record = registry.Promote(session.Definition.Name, options.Model, Alias.Named(to), who, options.Why ?? "no reason given");
        string from = record.From is null ? "nothing before" : record.From == record.To ? "there already" : $"before: {record.From[..19]}";
        return StageOutcome.Passed(Name, $"{record.Alias} is now {record.To} ({from}), promoted by {record.Who}: {record.Why}");
    }
}
