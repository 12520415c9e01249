using MlCi.Findings;
using MlCi.Pipelines;
using MlCi.Schemas;

namespace MlCi.Adapters.Stages;

/// <summary>Reads the schemas of pipelines for the feature catalogue.</summary>
public static class CatalogueSources
{
    /// <summary>The catalogue of pipelines.</summary>
    /// <param name="options">Where they are, and which; all where none is named.</param>
    /// <exception cref="FaultException">A pipeline or its schema cannot be used; the faults of all are listed (exit 2).</exception>
    public static FeatureCatalogue Read(RunOptions options)
    {
        List<Fault> faults = [];
        List<(PipelineDefinition, byte[], string)> all = [];
        foreach (string name in Workspace.Chosen(options))
        {
            try
            {
                (PipelineDefinition definition, string folder) = Workspace.Read(options.Root, name);
                string path = Path.GetFullPath(Path.Combine(folder, definition.Schema.Value));
                string shown = Path.GetRelativePath(options.Root, path);
                if (!File.Exists(path))
                    throw FaultException.Misconfigured($"found no file '{definition.Schema.Value}' for 'schema', expected it at {shown}", definition.Schema.Place);
                byte[] bytes = File.ReadAllBytes(path);
                // What cannot be used has nothing to say.
                RowSchema.Read(bytes, shown);
                all.Add((definition, bytes, shown));
            }
            catch (FaultException e)
            {
                faults.AddRange(e.Faults);
            }
        }

        return faults.Count > 0 ? throw FaultException.Misconfigured([.. faults.Distinct()]) : FeatureCatalogue.Of(all);
    }
}
