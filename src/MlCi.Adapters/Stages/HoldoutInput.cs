using MlCi.Data;
using MlCi.Findings;
using MlCi.Pipelines;

namespace MlCi.Adapters.Stages;

/// <summary>The holdout as one table, wherever its labels lie.</summary>
internal static class HoldoutInput
{
    /// <summary>The key of labels that lie apart.</summary>
    public const string LabelsKey = "data.labels";

    /// <summary>Reads it: joined with its labels where these lie apart, or without them where a run does without.</summary>
    /// <param name="root">The repository's folder.</param>
    /// <param name="folder">The pipeline's folder.</param>
    /// <param name="definition">The pipeline.</param>
    /// <param name="withoutLabels">Whether labels that lie apart are left where they are.</param>
    /// <param name="progress">Is told what was put into its place.</param>
    /// <exception cref="FaultException">A file is not there, or is another than its pointer says (exit 2).</exception>
    public static DataInput Read(string root, string folder, PipelineDefinition definition, bool withoutLabels, Action<string> progress)
    {
        DataInput holdout = PointedData.Read(root, folder, definition.Holdout, "data.holdout", progress);
        if (definition.Labels is not { } path)
            return holdout;
        (string key, string label) = (definition.Key!.Value, definition.Label.Value);
        if (withoutLabels)
            return holdout.With(holdout.Digest, () => Checked(holdout.Table, key, label));
        DataInput labels = PointedData.Read(root, folder, path, LabelsKey, progress);
        return holdout.With(
            Digest.OfFiles([("holdout", holdout.Digest), ("labels", labels.Digest)]), () => LabelJoin.Join(holdout.Table, labels.Table, key, label));
    }

    private static Table Checked(Table holdout, string key, string label)
    {
        LabelJoin.CheckFeatures(holdout, key, label);
        return holdout;
    }
}
