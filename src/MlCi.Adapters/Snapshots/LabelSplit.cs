using MlCi.Adapters.Stages;
using MlCi.Adapters.Storage;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Pipelines;

namespace MlCi.Adapters.Snapshots;

/// <summary>Takes the label out of a pipeline's holdout and puts it, with the key, where <c>data.labels</c> says.</summary>
/// <param name="root">The repository's folder.</param>
internal sealed class LabelSplit(string root)
{
    /// <summary>Splits a holdout.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="add">Gives a file a pointer, and has git ignore it.</param>
    /// <returns>The paths of the holdout and of its labels, below the repository's folder; and the pointer that the holdout had, of rows with labels.</returns>
    /// <exception cref="FaultException">pipeline.yml names no labels, they are there already, or the holdout is no CSV file with key and label (exit 2).</exception>
    public (string Holdout, string Labels, DataPointer? Before) Split(string pipeline, Action<string> add)
    {
        (PipelineDefinition definition, string folder) = Workspace.Read(root, pipeline);
        if (definition.Labels is not { } path)
            throw FaultException.Misconfigured($"found no 'data.labels' in {definition.File}, expected the path that the labels of its holdout are to have");
        string holdout = Path.GetFullPath(Path.Combine(folder, definition.Holdout.Value)), labels = Path.GetFullPath(Path.Combine(folder, path.Value));
        foreach ((string file, Placed named) in new[] { (holdout, definition.Holdout), (labels, path) })
        {
            if (!file.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || DataFiles.IsPattern(file))
                throw FaultException.Misconfigured($"found '{named.Value}', expected one CSV file (.csv): others are split by what wrote them", named.Place);
        }

        if (Path.Exists(labels) || Path.Exists(labels + DataPointer.Extension))
            throw FaultException.Misconfigured($"found {PointerFiles.Shown(root, labels)} there already, expected neither it nor its pointer", path.Place);
        DataPointer? before = PointerFiles.Find(root, holdout)?.Pointer;
        Table table = DataInput.Read(holdout, PointerFiles.Shown(root, holdout)).Table;
        Table split = table.With([table.Column(definition.Key!.Value), table.Column(definition.Label.Value)]);
        // The labels first: whatever interrupts this, they stand somewhere.
        AtomicFile.WriteBytes(labels, CsvWriter.Write(split));
        add(labels);
        AtomicFile.WriteBytes(holdout, CsvWriter.Write(table.Without(definition.Label.Value)));
        return (PointerFiles.Shown(root, holdout), PointerFiles.Shown(root, labels), before);
    }
}
