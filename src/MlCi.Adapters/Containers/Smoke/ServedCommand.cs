using MlCi.Adapters.Training;
using MlCi.Pipelines;
using MlCi.Serving;

namespace MlCi.Adapters.Containers.Smoke;

/// <summary>How the published program of a pipeline is asked to serve.</summary>
public static class ServedCommand
{
    /// <summary>A C# program: <c>dotnet exec X.dll serve</c>, or an executable that brings its runtime; in a copy of its folder.</summary>
    /// <param name="definition">What its pipeline.yml says.</param>
    /// <param name="program">The program's assembly, or its executable.</param>
    /// <param name="schema">The data contract, where it does not lie beside the model; else null.</param>
    /// <param name="environment">The environment of the program.</param>
    public static VerbCommand OfProject(PipelineDefinition definition, string program, string? schema, IReadOnlyDictionary<string, string> environment)
    {
        string name = Path.GetFileName(program);
        string[] words = name.EndsWith(".dll", StringComparison.Ordinal) ? ["dotnet", "exec", name, "serve"] : [$"./{name}", "serve"];
        var variables = new Dictionary<string, string>(environment, StringComparer.Ordinal) { [ServeVariables.Label] = definition.Label.Value };
        if (schema is not null)
            variables[ServeVariables.Schema] = Path.GetFullPath(schema);
        return new VerbCommand("serve", new CommandRule(words, IsShell: false, new(program, 1)), Path.GetDirectoryName(Path.GetFullPath(program))!, variables, Limits(definition))
        {
            RunsInCopy = true,
            Secrets = ProgramEnvironment.SecretsOf(definition.Commands),
        };
    }

    /// <summary>A pipeline of commands: <c>serve.command</c>, in the folder of the others.</summary>
    /// <param name="definition">What its pipeline.yml says.</param>
    /// <param name="serve">How it serves.</param>
    /// <param name="folder">The folder in which its commands run, <see cref="CommandProgram.WorkingFolder"/>.</param>
    /// <param name="environment">The environment of the commands.</param>
    public static VerbCommand OfCommands(PipelineDefinition definition, ServeRule serve, string folder, IReadOnlyDictionary<string, string> environment) =>
        new("serve", serve.Command, folder, environment, Limits(definition)) { Secrets = ProgramEnvironment.SecretsOf(definition.Commands) };

    private static ProgramLimits Limits(PipelineDefinition definition) => new(Timeout.InfiniteTimeSpan, Memory: null, definition.Training.Threads);
}
