using System.Text.Json.Nodes;
using MlCi.Comparison;
using MlCi.Findings;
using MlCi.Gates;
using MlCi.Metrics;
using MlCi.Promotion;
using MlCi.Quality;
using MlCi.Slices;

namespace MlCi.Pipelines;

/// <summary>What pipeline.yml says, checked and complete with defaults. Paths are as written, relative to the file's folder.</summary>
public sealed record PipelineDefinition
{
    /// <summary>The pipeline's name: its folder's.</summary>
    public required string Name { get; init; }

    /// <summary>The path of pipeline.yml, as the user would type it.</summary>
    public required string File { get; init; }

    /// <summary>What the model predicts.</summary>
    public required PredictionTask Task { get; init; }

    /// <summary>The training data.</summary>
    public required Placed Train { get; init; }

    /// <summary>The holdout that decides.</summary>
    public required Placed Holdout { get; init; }

    /// <summary>The holdout's labels, where they lie apart from its rows, so that not everybody who can read these can read them; else null.</summary>
    public Placed? Labels { get; init; }

    /// <summary>All data: what to learn from, the holdout, its labels where they lie apart.</summary>
    public IReadOnlyList<Placed> Data => Labels is { } labels ? [Train, Holdout, labels] : [Train, Holdout];

    /// <summary>What decides on the model: the holdout, its labels where they lie apart.</summary>
    public IReadOnlyList<Placed> Judging => Labels is { } labels ? [Holdout, labels] : [Holdout];

    /// <summary>The column that names each row, or null: rows are numbered from 0.</summary>
    public Placed? Key { get; init; }

    /// <summary>The column of the holdout that says what each row counts, or null: one each.</summary>
    public Placed? Weight { get; init; }

    /// <summary>The column of the holdout that names the entity of each row, or null: each row is its own.</summary>
    public Placed? Cluster { get; init; }

    /// <summary>The data contract.</summary>
    public required Placed Schema { get; init; }

    /// <summary>The label's column.</summary>
    public required Placed Label { get; init; }

    /// <summary>The label's value that counts as positive; empty in other tasks than binary.</summary>
    public required Placed Positive { get; init; }

    /// <summary>How the preprocessing is tested, or null where pipeline.yml says <c>tests: none</c>.</summary>
    public TestsRule? Tests { get; init; }

    /// <summary>How the model is made.</summary>
    public required TrainRule Training { get; init; }

    /// <summary>How the holdout is predicted.</summary>
    public required PredictRule Predicting { get; init; }

    /// <summary>Ids of the packages without which there is no program: where one cannot be had, the pipeline is skipped.</summary>
    public IReadOnlyList<Placed> Requires { get; init; } = [];

    /// <summary>What it says to people.</summary>
    public PipelineNotes Notes { get; init; } = new(null, null, [], null);

    /// <summary>What commands stand on.</summary>
    public CommandSetting Commands { get; init; } = new();

    /// <summary>The trainer's parameters.</summary>
    public required JsonObject Parameters { get; init; }

    /// <summary>The trainer's seed.</summary>
    public required long Seed { get; init; }

    /// <summary>
    /// The chance of a wrong pass or a wrong failure that each decision accepts: <c>alpha</c>, or the decision's part of the holdout's
    /// budget where that is less.
    /// </summary>
    public required double Alpha { get; init; }

    /// <summary>The chance that the rows needed shall give of deciding.</summary>
    public required double Power { get; init; }

    /// <summary>A score at or above it is a positive decision.</summary>
    public required double Decision { get; init; }

    /// <summary>The pipeline's own metrics.</summary>
    public required IReadOnlyList<Metric> Metrics { get; init; }

    /// <summary>The thresholds.</summary>
    public required IReadOnlyList<GateRule> Gates { get; init; }

    /// <summary>How the holdout is cut.</summary>
    public required IReadOnlyList<SliceRule> Slices { get; init; }

    /// <summary>The comparisons with the champion.</summary>
    public required IReadOnlyList<CompareRule> Compare { get; init; }

    /// <summary>The limits on differences between groups.</summary>
    public IReadOnlyList<FairnessRule> Fairness { get; init; } = [];

    /// <summary>Limits on decisions that flip when the holdout is disturbed.</summary>
    public IReadOnlyList<RobustnessRule> Robustness { get; init; } = [];

    /// <summary>What the data must be beyond schema.json.</summary>
    public QualityRules Quality { get; init; } = new();

    /// <summary>How the worst slices are searched, or null where they are not.</summary>
    public WorstSliceOptions? WorstSlices { get; init; }

    /// <summary>How often the holdout may decide.</summary>
    public required HoldoutRule HoldoutUse { get; init; }

    /// <summary>Where its models are registered.</summary>
    public RegistrySetting Registry { get; init; } = RegistrySetting.None;

    /// <summary>Whether a missing champion is accepted.</summary>
    public required bool ChampionIsOptional { get; init; }

    /// <summary>Where the rule on a missing champion stands.</summary>
    public required SourcePlace ChampionPlace { get; init; }

    /// <summary>What a model must show before it may bear an alias.</summary>
    public PromotionPolicy Promotion { get; init; } = PromotionPolicy.Default;

    /// <summary>Who signs what is said of the model, and whose signatures count.</summary>
    public AttestRule Attest { get; init; } = AttestRule.None;

    /// <summary>The image of program and model, or null where none is built.</summary>
    public ImageRule? Image { get; init; }

    /// <summary>How a pipeline of commands serves, or null.</summary>
    public ServeRule? Serve { get; init; }

    /// <summary>The digest of everything that decides: thresholds, slices, comparisons, levels, label.</summary>
    public required string RulesDigest { get; init; }
}
