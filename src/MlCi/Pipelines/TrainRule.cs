using MlCi.Findings;

namespace MlCi.Pipelines;

/// <summary>How a model is made, as <c>train</c> in pipeline.yml says: by one of a project, a command, or somebody else.</summary>
public sealed record TrainRule
{
    /// <summary>The C# project of a model program, or null.</summary>
    public Placed? Project { get; init; }

    /// <summary>The command that trains, or null.</summary>
    public CommandRule? Command { get; init; }

    /// <summary>The model that was trained elsewhere, or null.</summary>
    public ExternalModel? External { get; init; }

    /// <summary>The longest that training may take.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>The most resident memory of the program and its children in bytes, or null for no limit.</summary>
    public long? Memory { get; init; }

    /// <summary>How many threads the program is told to use.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>How many models are trained, each with a seed of its own; the first one is gated.</summary>
    public int Repeats { get; init; } = 1;

    /// <summary>What a second training may differ by, and how long it may take.</summary>
    public ReproduceRule Reproduce { get; init; } = new(Tolerance: null, TimeLimit: null);

    /// <summary>Where <c>train</c> stands.</summary>
    public required SourcePlace Place { get; init; }
}

/// <summary>How the holdout is predicted.</summary>
/// <param name="Project">The C# project of a program that predicts with a model that was trained elsewhere, or null.</param>
/// <param name="Command">The command that predicts, or null where a project does.</param>
/// <param name="Timeout">The longest that it may take.</param>
/// <param name="Memory">The most resident memory in bytes, or null for no limit.</param>
public sealed record PredictRule(Placed? Project, CommandRule? Command, TimeSpan Timeout, long? Memory);

/// <summary>How the preprocessing is tested.</summary>
/// <param name="Project">The test project, or null.</param>
/// <param name="Command">The command that tests, or null.</param>
/// <param name="Timeout">The longest that it may take.</param>
/// <param name="Place">Where <c>tests</c> stands.</param>
public sealed record TestsRule(Placed? Project, CommandRule? Command, TimeSpan Timeout, SourcePlace Place);

/// <summary>A command: an executable and its arguments, each as it is; or a line of the shell where pipeline.yml asks for one.</summary>
/// <param name="Arguments">The executable and its arguments; of a line of the shell, that line.</param>
/// <param name="IsShell">Whether a shell reads it.</param>
/// <param name="Place">Where it stands.</param>
public sealed record CommandRule(IReadOnlyList<string> Arguments, bool IsShell, SourcePlace Place);

/// <summary>What commands stand on: where they run, with which files and variables.</summary>
public sealed record CommandSetting
{
    /// <summary>The working folder, or null for the pipeline's.</summary>
    public Placed? Folder { get; init; }

    /// <summary>Patterns of the files that the commands are made of, relative to the pipeline's folder; empty for all in it but data and tests.</summary>
    public IReadOnlyList<Placed> Files { get; init; } = [];

    /// <summary>The lock file of the packages that they use, or null.</summary>
    public Placed? Lock { get; init; }

    /// <summary>Variables that pipeline.yml sets.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Names of variables that are passed on from whoever runs the gate.</summary>
    public IReadOnlyList<string> PassedOn { get; init; } = [];
}

/// <summary>A model that was trained elsewhere.</summary>
/// <param name="Model">The path of its file or folder.</param>
/// <param name="Digest">The digest that it must have: of a file its bytes', of a folder its files'.</param>
/// <param name="Run">The path of the record of the run that made it.</param>
public sealed record ExternalModel(Placed Model, Placed Digest, Placed Run);

/// <summary>How far a second training may be from the first.</summary>
/// <param name="Tolerance">
/// The most that two predictions of a row may differ by where the models' bytes differ, or null: then equal bytes are asked for.
/// </param>
/// <param name="TimeLimit">Where the first training took longer, the second is not tried, and a person must approve; null for no limit.</param>
public sealed record ReproduceRule(double? Tolerance, TimeSpan? TimeLimit);
