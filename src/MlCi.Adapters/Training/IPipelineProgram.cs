using MlCi.Pipelines;

namespace MlCi.Adapters.Training;

/// <summary>The program of a pipeline: what it is made of, and how its verbs are run.</summary>
public interface IPipelineProgram
{
    /// <summary>What <c>train</c> and <c>predict</c> read beside data, parameters, seed and model: sources, tools, variables.</summary>
    IReadOnlyList<StageInput> Inputs { get; }

    /// <summary>How training is run; builds the program first where it must be built.</summary>
    VerbCommand Train();

    /// <summary>How predicting is run; builds the program first where it must be built.</summary>
    VerbCommand Predict();

    /// <summary>Sees that what ran is what <see cref="Inputs"/> say: somebody may have written in the meantime.</summary>
    /// <exception cref="MlCi.Findings.FaultException">A file has changed since it was read (exit 2).</exception>
    void ThrowIfChanged();

    /// <summary>A folder with all that predicting needs beside the model: what is registered with it.</summary>
    /// <param name="scratch">An empty folder that may be used for it.</param>
    string Pack(string scratch);
}
