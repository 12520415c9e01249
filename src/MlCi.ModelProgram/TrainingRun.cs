using MlCi.Data;

namespace MlCi.Modeling;

/// <summary>What one training gets, and where it writes.</summary>
/// <param name="Data">The training data, label included.</param>
/// <param name="Parameters">The parameters, as under <c>params:</c> in pipeline.yml.</param>
/// <param name="Seed">The seed of everything random in the training.</param>
/// <param name="OutputFolder">The folder that the model goes to; it exists. Nothing else may be written.</param>
/// <param name="Log">Shows a line of progress (on stderr).</param>
public sealed record TrainingRun(Table Data, Parameters Parameters, long Seed, string OutputFolder, Action<string> Log);
