using MlCi.Findings;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MlCi.Pipelines;

/// <summary>What pipeline.yml says to people: what the model is for, whose it is, what it is not to be used for.</summary>
/// <param name="Purpose">What it is for, or null where that is not stated.</param>
/// <param name="Owner">Whose it is, or null.</param>
/// <param name="Limits">What it is not to be used for; none where that is not stated.</param>
/// <param name="Label">The label's column, or null.</param>
public sealed record PipelineNotes(string? Purpose, string? Owner, IReadOnlyList<string> Limits, string? Label)
{
    private const string ExpectedLimits = "a list of sentences";

    /// <summary>Reads them out of a pipeline.yml that was registered, whatever else of it an older or newer version wrote.</summary>
    /// <param name="text">Its text.</param>
    public static PipelineNotes Of(string text)
    {
        var faults = new FaultList("pipeline.yml");
        try
        {
            var root = new YamlSection(PipelineFile.Parse(text, "pipeline.yml", faults), "", faults);
            return Read(root) with { Label = root.Section("label", "a mapping")?.Optional("column", "a column's name")?.Value };
        }
        catch (Exception e) when (e is FaultException or YamlException)
        {
            return new PipelineNotes(null, null, [], null);
        }
    }

    /// <summary>Reads them out of a pipeline.yml that is being read.</summary>
    internal static PipelineNotes Read(YamlSection root)
    {
        List<string> limits = [];
        foreach (YamlNode node in root.List("limits", ExpectedLimits))
        {
            if (YamlValues.Text(node) is { Length: > 0 } limit)
                limits.Add(limit);
            else
                root.Faults.Add(node, $"found {YamlValues.Describe(node)} in 'limits', expected a sentence");
        }

        return new PipelineNotes(root.Optional("purpose", "what the model is for")?.Value, root.Optional("owner", "a person or team")?.Value, limits, null);
    }
}
