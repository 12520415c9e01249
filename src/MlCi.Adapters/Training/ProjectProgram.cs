using MlCi.Pipelines;

namespace MlCi.Adapters.Training;

/// <summary>A model program in C#: one project with the verbs train and predict.</summary>
/// <param name="definition">What pipeline.yml says.</param>
/// <param name="inputs">The sources, asked for once.</param>
/// <param name="build">Builds it, or finds what was built before.</param>
/// <param name="environment">The environment of the program.</param>
public sealed class ProjectProgram(
    PipelineDefinition definition, Lazy<IReadOnlyList<StageInput>> inputs, Lazy<ProgramBuild> build, IReadOnlyDictionary<string, string> environment) : IPipelineProgram
{
    /// <inheritdoc/>
    public IReadOnlyList<StageInput> Inputs => inputs.Value;

    /// <inheritdoc/>
    public VerbCommand Train() => Verb(
        "train", build.Value.ProgramAssembly, environment, new ProgramLimits(definition.Training.Timeout, definition.Training.Memory, definition.Training.Threads))
        with
    { Secrets = ProgramEnvironment.SecretsOf(definition.Commands) };

    /// <inheritdoc/>
    public VerbCommand Predict() => Predict(definition, build.Value.ProgramAssembly, environment);

    /// <summary>How a program that lies there, built, predicts.</summary>
    /// <param name="definition">What its pipeline.yml says.</param>
    /// <param name="assembly">The program's assembly.</param>
    /// <param name="environment">The environment of the program.</param>
    public static VerbCommand Predict(PipelineDefinition definition, string assembly, IReadOnlyDictionary<string, string> environment) => Verb(
        "predict", assembly, environment, new ProgramLimits(definition.Predicting.Timeout, definition.Predicting.Memory, definition.Training.Threads))
        with
    { Secrets = ProgramEnvironment.SecretsOf(definition.Commands) };

    /// <summary>How a program that lies there, built, explains its predictions; one of an earlier version, or of a model that cannot, ends with exit code 2.</summary>
    /// <inheritdoc cref="Predict(PipelineDefinition, string, IReadOnlyDictionary{string, string})" path="/param"/>
    public static VerbCommand Explain(PipelineDefinition definition, string assembly, IReadOnlyDictionary<string, string> environment) => Verb(
        "explain", assembly, environment, new ProgramLimits(definition.Predicting.Timeout, definition.Predicting.Memory, definition.Training.Threads))
        with
    { Secrets = ProgramEnvironment.SecretsOf(definition.Commands) };

    /// <inheritdoc/>
    public void ThrowIfChanged()
    {
        // What runs is a copy of what was built from them, and lies elsewhere.
    }

    /// <inheritdoc/>
    public string Pack(string scratch) => build.Value.ProgramFolder;

    private static VerbCommand Verb(string verb, string assembly, IReadOnlyDictionary<string, string> environment, ProgramLimits limits) =>
        // By its name alone: it is that of the copy in which it runs.
        new(verb, new CommandRule(["dotnet", "exec", Path.GetFileName(assembly), verb], IsShell: false, new(assembly, 1)), Path.GetDirectoryName(assembly)!, environment, limits) { RunsInCopy = true };
}
