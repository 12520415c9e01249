using MlCi.Findings;

namespace MlCi.Adapters.Stages;

/// <summary>What a job elsewhere predicted, to be judged without its program.</summary>
/// <param name="Predictions">The bytes of predictions.csv.</param>
/// <param name="Disturbed">
/// The bytes of predictions of the disturbed holdout, by the name of their file (<see cref="DisturbedPredictions.FileOf"/>); where there are
/// none, or such as cannot be used, it throws a <see cref="FaultException"/> (exit 1).
/// </param>
internal sealed record HandedPredictions(byte[] Predictions, Func<string, byte[]> Disturbed);
