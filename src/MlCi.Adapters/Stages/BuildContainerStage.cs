using MlCi.Pipelines;

namespace MlCi.Adapters.Stages;

/// <summary>Builds the image of program and model, and tries it as it would be served.</summary>
internal static class BuildContainerStage
{
    public const string Name = "BuildContainer";

    public static readonly string[] Files = ["container.json", "image", "image.bom.json"];

    public static StageOutcome Run(PipelineSession session)
    {
        if (session.Definition.Image is null)
            return StageOutcome.Skipped(Name, "pipeline.yml has no 'image', so none was built");
        return StageOutcome.Failed(Name, "");
    }
}
