using MlCi.Adapters.Scaffolding;
using MlCi.Adapters.Stages;
using MlCi.Adapters.Terminal;
using MlCi.Findings;
using MlCi.Metrics;
using MlCi.Pipelines;
using Nuke.Common;

namespace MlCi.Nuke;

/// <summary>The target Init.</summary>
public interface IInit : IRunStages
{
    /// <summary>The data file.</summary>
    [Parameter("Init: the data, a CSV file with a header")]
    string? Data => TryGetValue(() => Data);

    /// <summary>The label's column.</summary>
    [Parameter("Init: the column to predict")]
    string? Label => TryGetValue(() => Label);

    /// <summary>What trains the model.</summary>
    [Parameter("Init: what trains the model: csharp if not given, python (scikit-learn) or mlnet")]
    string? Trainer => TryGetValue(() => Trainer);

    /// <summary>The task.</summary>
    [Parameter("Init: what is predicted: binary, multiclass or regression; told from the label if not given")]
    string? Task => TryGetValue(() => Task);

    /// <summary>The positive value.</summary>
    [Parameter("Init: the positive value of a binary label")]
    string? Positive => TryGetValue(() => Positive);

    /// <summary>The holdout.</summary>
    [Parameter("Init: the share of the rows to judge by, such as 0.3, or a file of them")]
    string? Holdout => TryGetValue(() => Holdout);

    /// <summary>The pipeline's name.</summary>
    [Parameter("Init: the pipeline's name; the data file's if not given")]
    string? Name => TryGetValue(() => Name);

    /// <summary>Writes a first pipeline for a CSV file, and runs its gate.</summary>
    Target Init => _ => _
        .Description("Writes a first pipeline for a CSV file, and runs its gate")
        .OnlyWhenDynamic(() => CanContinue)
        .Executes(() =>
        {
            // NUKE takes an exit code of 0 for a wish, even after a target has failed.
            if (WriteAndGate() is not ExitCodes.Passed and var code)
                ExitCode = ExitCodes.Combine([ExitCode ?? ExitCodes.Passed, code]);
        });

    private int WriteAndGate()
    {
        try
        {
            return InitRun.Of(Request(), withoutGate: false, Consoles.Standard(), name =>
            {
                using var engine = new Engine(Options with { Pipelines = [name], VerdictStage = StagePlan.VerdictOf(["Gate"]) }, Consoles.Standard(), Interruption.Token);
                engine.Run([.. StagePlan.For(["Gate"]).Select(stage => stage.Name)]);
                return engine.ExitCode;
            });
        }
        catch (FaultException e)
        {
            foreach (Fault fault in e.Faults)
                Console.Error.WriteLine($"error {InertText.Of(fault.ToString())}");
            return e.ExitCode;
        }
    }

    private ScaffoldRequest Request()
    {
        List<Fault> faults = [];
        if (Pipeline.Length > 0)
            faults.Add(new Fault("found '--pipeline' with Init, expected --name NAME"));
        if (string.IsNullOrWhiteSpace(Data))
            faults.Add(new Fault("found no '--data', expected --data FILE"));
        if (string.IsNullOrWhiteSpace(Label))
            faults.Add(new Fault("found no '--label', expected --label COLUMN"));
        TrainerFamily? trainer = Chosen("--trainer", Trainer, TrainerFamilies.All, faults);
        PredictionTask? task = Chosen("--task", Task, PredictionTasks.All, faults);
        return faults.Count > 0 ? throw FaultException.Misconfigured(faults) : new ScaffoldRequest
        {
            Root = RootDirectory,
            Data = Data!,
            Label = Label!,
            Trainer = trainer ?? TrainerFamily.CSharp,
            Task = task,
            Positive = Positive,
            Holdout = Holdout,
            Name = Name,
            Quiet = Quiet,
        };
    }

    private static T? Chosen<T>(string option, string? found, IReadOnlyList<(string Name, T Value)> known, List<Fault> faults)
        where T : struct
    {
        if (found is null)
            return null;
        foreach ((string name, T value) in known)
        {
            if (name == found)
                return value;
        }

        faults.Add(new Fault($"found '{found}' for '{option}', expected {NearestName.Suggest(found, known.Select(one => one.Name))}"));
        return null;
    }
}
