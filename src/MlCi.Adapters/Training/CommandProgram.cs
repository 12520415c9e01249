using System.Text.Json;
using MlCi.Adapters.Storage;
using MlCi.Findings;
using MlCi.Pipelines;
using MlCi.Reports;

namespace MlCi.Adapters.Training;

/// <summary>A model program in any language: commands, and the files that they are made of.</summary>
/// <param name="root">The repository's folder.</param>
/// <param name="folder">The pipeline's folder.</param>
/// <param name="definition">What pipeline.yml says.</param>
/// <param name="environment">The environment of the commands.</param>
public sealed class CommandProgram(string root, string folder, PipelineDefinition definition, IReadOnlyDictionary<string, string> environment) : IPipelineProgram
{
    private IReadOnlyList<StageInput>? inputs;

    /// <inheritdoc/>
    public IReadOnlyList<StageInput> Inputs => inputs ??= Read();

    private IReadOnlyList<StageInput> Read() =>
    [
        .. CommandFiles.OfProgram(root, folder, definition).Select(file => new StageInput("sources", Shown(file), FileDigests.OfFile(file))),
        .. Words("train.command", definition.Training.Command), .. Words("predict.command", definition.Predicting.Command),
        new StageInput("commands", "train.folder", Path.GetRelativePath(root, WorkingFolder(folder, definition)).Replace('\\', '/')),
        .. Tools(definition.Training.Command, WorkingFolder(folder, definition), environment)
            .Concat(Tools(definition.Predicting.Command, WorkingFolder(folder, definition), environment)).Distinct(),
    ];

    /// <inheritdoc/>
    public VerbCommand Train() => new(
        "train", definition.Training.Command!, WorkingFolder(folder, definition), environment,
        new ProgramLimits(definition.Training.Timeout, definition.Training.Memory, definition.Training.Threads));

    /// <inheritdoc/>
    public VerbCommand Predict() => Predict(definition, WorkingFolder(folder, definition), environment);

    /// <summary>How commands that lie there predict.</summary>
    /// <param name="definition">What their pipeline.yml says.</param>
    /// <param name="workingFolder">The folder in which they run.</param>
    /// <param name="environment">The environment of the commands.</param>
    public static VerbCommand Predict(PipelineDefinition definition, string workingFolder, IReadOnlyDictionary<string, string> environment) => new(
        "predict", definition.Predicting.Command!, workingFolder, environment,
        new ProgramLimits(definition.Predicting.Timeout, definition.Predicting.Memory, definition.Training.Threads));

    /// <summary>The folder in which a pipeline's commands run.</summary>
    /// <param name="folder">The pipeline's folder.</param>
    /// <param name="definition">What pipeline.yml says.</param>
    /// <exception cref="FaultException">It is not there (exit 2).</exception>
    public static string WorkingFolder(string folder, PipelineDefinition definition)
    {
        if (definition.Commands.Folder is not { } named)
            return folder;
        string full = Path.GetFullPath(Path.Combine(folder, named.Value));
        return Directory.Exists(full) ? full : throw FaultException.Misconfigured($"found no folder '{named.Value}' for 'train.folder', expected it there, relative to pipeline.yml", named.Place);
    }

    /// <summary>What a command is, as what a stage reads.</summary>
    /// <param name="name">What pipeline.yml calls it.</param>
    /// <param name="rule">The command, or null where there is none.</param>
    public static IEnumerable<StageInput> Words(string name, CommandRule? rule) =>
        rule is null ? [] : [new StageInput("commands", name, rule.IsShell ? rule.Arguments[0] : JsonSerializer.Serialize(rule.Arguments, GateReportJson.Compact))];

    /// <summary>The executable of a command, and files outside the repository that it names, as what a stage reads.</summary>
    /// <param name="rule">The command, or null where there is none.</param>
    /// <param name="workingFolder">The folder in which it runs.</param>
    /// <param name="environment">Its environment.</param>
    public static IEnumerable<StageInput> Tools(CommandRule? rule, string workingFolder, IReadOnlyDictionary<string, string> environment) => rule is null ? [] :
    [
        new StageInput("tools", ExecutableOf(rule), ExecutableFile.DigestOf(ExecutableOf(rule), workingFolder, environment)),
        .. CommandFiles.NamedBy(rule, workingFolder).Where(Path.IsPathRooted).Where(word => rule.Arguments.Contains(word) && word != ExecutableOf(rule))
            .Select(file => new StageInput("tools", file, FileDigests.OfFile(file))),
    ];

    /// <summary>The executable of a command: of a line of the shell, the shell.</summary>
    public static string ExecutableOf(CommandRule rule) => rule.IsShell ? "/bin/sh" : rule.Arguments[0];

    /// <inheritdoc/>
    public void ThrowIfChanged()
    {
        IReadOnlyList<StageInput> now = Read();
        if ((Inputs.FirstOrDefault(input => !now.Contains(input)) ?? now.FirstOrDefault(input => !Inputs.Contains(input))) is { } changed)
            throw FaultException.Misconfigured($"{changed.Name} changed during this run, expected it to stay as it was when the run began: programs write into --out only");
    }

    /// <inheritdoc/>
    public string Pack(string scratch)
    {
        // As they lie in the repository, so that whatever they name beside them is found.
        foreach (string file in CommandFiles.OfProgram(root, folder, definition))
        {
            string copy = Path.Combine(scratch, Path.GetRelativePath(root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
            if (!Inputs.Contains(new StageInput("sources", Shown(file), FileDigests.OfFile(copy))))
                throw FaultException.Misconfigured($"{Shown(file)} changed during this run, expected it to stay as it was gated");
        }

        // A folder of nothing is none.
        Directory.CreateDirectory(Path.Combine(scratch, Path.GetRelativePath(root, folder)));
        return scratch;
    }

    private string Shown(string file) => Path.GetRelativePath(root, file).Replace('\\', '/');
}
