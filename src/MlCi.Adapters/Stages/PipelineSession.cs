using MlCi.Adapters.Processes;
using MlCi.Adapters.Registry;
using MlCi.Adapters.Runs;
using MlCi.Adapters.Storage;
using MlCi.Adapters.Terminal;
using MlCi.Adapters.Training;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Gates;
using MlCi.Metrics;
using MlCi.Pipelines;
using MlCi.Quality;
using MlCi.Reports;
using MlCi.Reports.Html;
using MlCi.Runs;
using MlCi.Schemas;
using MlCi.Slices;

namespace MlCi.Adapters.Stages;

/// <summary>One pipeline during one run: what its stages have read and made so far. Each file is read once.</summary>
internal sealed class PipelineSession
{
    private readonly Lazy<byte[]> schemaBytes;
    private readonly Lazy<RowSchema> schema;
    private readonly Lazy<DataInput> train;
    private readonly Lazy<DataInput> holdout;
    private readonly Lazy<HoldoutTruth> truth;
    private readonly Lazy<ProgramBuild> build;
    private readonly Lazy<IPipelineProgram> program;
    private readonly KnownSources sources;
    private readonly Lazy<RegisteredModel?> champion;

    public PipelineSession(RunOptions options, PipelineDefinition definition, string folder, StageCache cache, KnownSources sources, KnownBuilds builds, CancellationToken interrupted)
    {
        Options = options;
        Definition = definition;
        Folder = folder;
        Interrupted = interrupted;
        this.sources = sources;
        Cache = cache;
        History = new StageHistory(options.Root, definition.Name);
        Artifacts = options.Smoke ? Path.Combine(options.Root, "artifacts", definition.Name, "smoke") : Path.Combine(options.Root, "artifacts", definition.Name);
        schemaBytes = new(() => File.ReadAllBytes(Find(definition.Schema, "schema")));
        schema = new(() => RowSchema.Read(schemaBytes.Value, Shown(definition.Schema)));
        train = new(() => SmokeRun.Sample(options, PointedData.Read(options.Root, folder, definition.Train, "data.train", Progress)));
        holdout = new(() => SmokeRun.Sample(options, HoldoutInput.Read(options.Root, folder, definition, options.WithoutLabels, Progress)));
        truth = new(() => HoldoutRows.Read(this));
        Place = RegistryPlaces.Of(options.Root, definition.Registry, interrupted);
        Registry = new ModelRegistry(Place, TimeProvider.System);
        Promotions = new Promotions(Place, TimeProvider.System, new KnownFacts(options.Root, definition, TimeProvider.System) { Interrupted = interrupted }.Of);
        champion = new(() => Registry.Champion(definition.Name));
        build = new(() => builds.Get(sources.DigestOf(Projects()), ProgramProject, TestsProject, Log, Progress, interrupted));
        program = new(() => ProgramProject is null
            ? new CommandProgram(options.Root, folder, definition, Environment)
            : new ProjectProgram(definition, new(() => sources.InputsOf(ProgramProject)), build, Environment));
        Recorder = new RunRecorder(this, TimeProvider.System);
    }

    public RunOptions Options { get; }

    public PipelineDefinition Definition { get; }

    /// <summary>The registry that pipeline.yml or the environment names.</summary>
    public IRegistryPlace Place { get; }

    /// <summary>Where models are registered.</summary>
    public ModelRegistry Registry { get; }

    /// <summary>Moves aliases.</summary>
    public Promotions Promotions { get; }

    /// <summary>The digest of pipeline.yml's text: places in it stand in what is decided.</summary>
    public string TextDigest => Digest.OfText(Text);

    /// <summary>The text of pipeline.yml as it was read.</summary>
    public required string Text { get; init; }

    /// <summary>The commit that is checked out, or null.</summary>
    public string? Commit => Recorder.Commit;

    /// <summary>The pipeline's folder.</summary>
    public string Folder { get; }

    /// <summary>Where it prints; set before a stage runs.</summary>
    public StageLines Lines { get; set; } = null!;

    /// <summary>Prints what a program printed, where the user wants to see it.</summary>
    public void Log(string line) => Lines.Log(line);

    /// <summary>Says what is going on where it takes a while.</summary>
    public void Progress(string what) => Lines.Progress(what);

    public CancellationToken Interrupted { get; }

    public StageCache Cache { get; }

    public StageHistory History { get; }

    /// <summary>Where its results go: <c>artifacts/&lt;pipeline&gt;</c>.</summary>
    public string Artifacts { get; init; }

    /// <summary>Predictions that another job handed over, by which it is judged without its program; null where that is asked.</summary>
    public HandedPredictions? Handed { get; init; }

    public RowSchema Schema => schema.Value;

    /// <summary>The digest of schema.json's bytes.</summary>
    public string SchemaDigest => Digest.OfBytes(schemaBytes.Value);

    /// <summary>The bytes of schema.json as they were read.</summary>
    public byte[] SchemaBytes => schemaBytes.Value;

    public DataInput Train => train.Value;

    public DataInput Holdout => holdout.Value;

    /// <summary>Whether this run does without the holdout's labels, which lie apart: it gives no verdict.</summary>
    public bool LabelsWithheld => Options.WithoutLabels && Definition.Labels is not null;

    /// <summary>The environment that its programs are given.</summary>
    public IReadOnlyDictionary<string, string> Environment => ProgramEnvironment.OfPrograms(Definition.Commands, Definition.Training.Threads);

    /// <summary>The program that predicts, and trains unless that is done elsewhere.</summary>
    public IPipelineProgram Program => program.Value;

    /// <summary>What every run of the program reads beside data: what it is made of, its environment, the versions it stands on.</summary>
    public IReadOnlyList<StageInput> ProgramInputs => field ??= [.. Program.Inputs, .. ProgramEnvironment.Inputs(Definition.Commands, Definition.Training.Threads, Options.Root), .. Toolchain.InputsOf(ProgramProject)];

    /// <summary>What the tests of the preprocessing read.</summary>
    public IEnumerable<StageInput> TestInputs =>
    [
        .. TestsProject is { } project ? sources.InputsOf(project)
            : CommandFiles.OfTests(Options.Root, Folder, Definition).Select(file => new StageInput("sources", Path.GetRelativePath(Options.Root, file).Replace('\\', '/'), FileDigests.OfFile(file))),
        .. CommandProgram.Words("tests.command", Definition.Tests?.Command),
        .. CommandProgram.Tools(Definition.Tests?.Command, CommandProgram.WorkingFolder(Folder, Definition), Environment),
        new StageInput("commands", "train.folder", Path.GetRelativePath(Folder, CommandProgram.WorkingFolder(Folder, Definition))),
        // Tests may read the data that they are about; what is not there is told by the stage that needs it.
        .. Definition.Data.Append(Definition.Schema).Select(path => new StageInput("data", path.Value, DigestOrNone(path))),
        .. ProgramEnvironment.Inputs(Definition.Commands, Definition.Training.Threads, Options.Root), .. Toolchain.InputsOf(TestsProject),
    ];

    /// <summary>The digest of what the program is made of.</summary>
    public string SourcesDigest => new StageInputs("sources", Program.Inputs).Digest;

    public ProgramBuild Build => build.Value;

    /// <summary>What came of each stage that ran, in order.</summary>
    public List<StageOutcome> Outcomes { get; } = [];

    /// <summary>The exit code of a fault after which this pipeline goes no further, or null.</summary>
    public int? StoppedWith { get; set; }

    /// <summary>Its exit code so far.</summary>
    public int ExitCode => ExitCodes.Combine(
    [
        StoppedWith ?? ExitCodes.Passed,
        Outcomes.Exists(outcome => outcome.Status is StageStatus.Failed or StageStatus.NotEvaluated) ? ExitCodes.Negative : ExitCodes.Passed,
    ]);

    public IReadOnlyList<Finding> Findings { get; set; } = [];

    /// <summary>How many rows the data have; set by ValidateData.</summary>
    public AcceptedRows? Rows { get; set; }

    /// <summary>The trained model's folder, in the cache; set by Train.</summary>
    public string? ModelFolder { get; set; }

    public string? ModelDigest { get; set; }

    /// <summary>The models of all seeds, the first among them; set by Train where there are several and all could be trained.</summary>
    public IReadOnlyList<SeedModel> SeedModels { get; set; } = [];

    /// <summary>How much the seed changes; set by Evaluate where there are several models.</summary>
    public IReadOnlyList<SeedSpread> SeedSpread { get; set; } = [];

    /// <summary>The file of predictions; set by Evaluate.</summary>
    public string? PredictionsFile { get; set; }

    /// <summary>The bytes of the file of predictions; set by Evaluate.</summary>
    public byte[]? PredictionBytes { get; set; }

    public TaskPredictions? Predictions { get; set; }

    /// <summary>What the holdout says of its rows, whatever model is asked.</summary>
    public HoldoutTruth Truth => truth.Value;

    /// <summary>How the holdout is cut; set by Evaluate.</summary>
    public IReadOnlyList<SlicePartition> Partitions { get; set; } = [];

    /// <summary>The thresholds before they are decided: those on slices are one family with the comparisons. Set by Evaluate.</summary>
    public IReadOnlyList<PendingGate> ThresholdGates { get; set; } = [];

    /// <summary>The decided thresholds; set by Evaluate, and again by Compare.</summary>
    public IReadOnlyList<GateResult>? Thresholds { get; set; }

    /// <summary>What is only looked at; empty where nothing was evaluated.</summary>
    public IReadOnlyList<GateResult> Diagnostics { get; set; } = [];

    public ReportCurves? Curves { get; set; }

    /// <summary>The worst slices; null where they were not searched.</summary>
    public WorstSlices? WorstSlices { get; set; }

    public IReadOnlyList<GateResult>? Comparisons { get; set; }

    /// <summary>The key of what Evaluate and Compare decide, as Evaluate found everything; null where there is none.</summary>
    public string? DecidedKey { get; set; }

    /// <summary>What stands in production as this run first asked, or null.</summary>
    /// <exception cref="FaultException">The registry is damaged (exit 3).</exception>
    public RegisteredModel? RegisteredChampion => champion.Value;

    /// <summary>What Evaluate decided in this run; Compare completes and keeps it.</summary>
    public DecidedGates? Evaluated { get; set; }

    /// <summary>What an earlier run decided on the same inputs, or null; set by Evaluate.</summary>
    public DecidedGates? Decided { get; set; }

    public string? ChampionDigest { get; set; }

    /// <summary>What was, or was not, compared with, in words.</summary>
    public string Champion { get; set; } = "Compare did not run";

    /// <summary>What a verdict of Evaluate or Compare means for the holdout where Gate does not run, until it is printed; else null.</summary>
    public HoldoutUse? HoldoutUse { get; set; }

    public GateReport? Report { get; set; }

    /// <summary>The metrics on the whole holdout; set by Evaluate.</summary>
    public IReadOnlyList<RunMetric> Metrics { get; set; } = [];

    /// <summary>What was tried as it would be served; set by BuildContainer where it passed or failed a test, else null.</summary>
    public TriedContainer? Container { get; set; }

    /// <summary>Whether a C# project is its program, which serves by itself; else commands are.</summary>
    public bool MakesProject => ProgramProject is not null;

    /// <summary>What must not be read in what its programs print.</summary>
    public SecretTexts Secrets => new(ProgramEnvironment.SecretsOf(Definition.Commands));

    /// <summary>The digest of the sources of a project alone.</summary>
    public string SourcesOf(string project) => sources.DigestOf([project]);

    /// <summary>The project of the program.</summary>
    /// <exception cref="InvalidOperationException">Commands are its program.</exception>
    public string Project => ProgramProject ?? throw new InvalidOperationException("commands are the program");

    /// <summary>Writes down what came of the run.</summary>
    public RunRecorder Recorder { get; }

    public string Artifact(string name) => Path.Combine(Artifacts, name);

    public StageOutcome? OutcomeOf(string stage) => Outcomes.Find(outcome => outcome.Stage == stage);

    /// <summary>The full path of a file that pipeline.yml names.</summary>
    /// <exception cref="FaultException">It is not there (exit 2).</exception>
    public string Find(Placed path, string key)
    {
        string full = Path.GetFullPath(Path.Combine(Folder, path.Value));
        return File.Exists(full) ? full : throw FaultException.Misconfigured(
            $"found no file '{path.Value}' for '{key}', expected it at {Path.GetRelativePath(Options.Root, full)}", path.Place);
    }

    /// <summary>A path of pipeline.yml as the user would type it at the repository's folder.</summary>
    public string Shown(Placed path) => Path.GetRelativePath(Options.Root, Path.GetFullPath(Path.Combine(Folder, path.Value)));

    /// <summary>An earlier result of the same inputs, or a new one that is kept.</summary>
    /// <param name="inputs">All that the result depends on.</param>
    /// <param name="make">Is given an empty folder to write it into; where it throws, nothing is kept.</param>
    public Kept Keep(StageInputs inputs, Action<string> make)
    {
        string? found = Cache.Find(inputs.Stage, inputs.Digest);
        return new Kept(inputs, found ?? Cache.Make(inputs.Stage, inputs.Digest, make), found is not null);
    }

    /// <summary>What came of a stage, with whether it ran and why.</summary>
    public StageOutcome Told(StageOutcome outcome, Kept kept) => Told(outcome, kept.Inputs, kept.Reused);

    /// <inheritdoc cref="Told(StageOutcome, Kept)"/>
    public StageOutcome Told(StageOutcome outcome, StageInputs inputs, bool reused) => outcome with
    {
        Reused = reused,
        Why = History.Explain(inputs, reused, Options.Force ? "--force" : Options.NoCache ? "--no-cache" : null),
    };

    private string DigestOrNone(Placed path)
    {
        string file = Path.GetFullPath(Path.Combine(Folder, path.Value));
        return File.Exists(file) ? FileDigests.OfFile(file) : DataFiles.IsPattern(path.Value) ? DataInput.Read(file, Shown(path)).Digest : "none";
    }

    private string? ProgramProject => Definition.Training.Project is { } trained ? Find(trained, "train.project") : Definition.Predicting.Project is { } predicted ? Find(predicted, "predict.project") : null;

    private string? TestsProject => Definition.Tests?.Project is { } project ? Find(project, "tests") : null;

    private string[] Projects() => [.. new[] { ProgramProject, TestsProject }.OfType<string>()];
}
