using MlCi.Drift;
using MlCi.Findings;

namespace MlCi.Quality;

/// <summary>Where a rule stands in pipeline.yml, null where nobody wrote it, and whether it fails the pipeline.</summary>
/// <param name="Blocks">Whether it fails the pipeline; else it only warns.</param>
/// <param name="Place">Its place.</param>
public readonly record struct RuleForce(bool Blocks, SourcePlace? Place);

/// <summary>Rows of a file must differ in some columns together.</summary>
/// <param name="Columns">The columns.</param>
/// <param name="Force">Its force.</param>
public sealed record UniqueRule(IReadOnlyList<string> Columns, RuleForce Force);

/// <summary>The largest share of a column's rows that may have no value.</summary>
/// <param name="Column">The column.</param>
/// <param name="Maximum">The share, 0 to 1.</param>
/// <param name="Force">Its force.</param>
public sealed record NullRule(string Column, double Maximum, RuleForce Force);

/// <summary>How many different values a column may have.</summary>
/// <param name="Column">The column.</param>
/// <param name="Minimum">The fewest, or null.</param>
/// <param name="Maximum">The most, or null.</param>
/// <param name="Force">Its force.</param>
public sealed record DistinctRule(string Column, long? Minimum, long? Maximum, RuleForce Force);

/// <summary>How many rows a file may have.</summary>
/// <param name="OfHoldout">Whether it is about the holdout, not the training data.</param>
/// <param name="Minimum">The fewest, or null.</param>
/// <param name="Maximum">The most, or null.</param>
/// <param name="Change">The largest change against the accepted data, as a share of theirs, or null.</param>
/// <param name="Force">Its force.</param>
public sealed record RowCountRule(bool OfHoldout, long? Minimum, long? Maximum, double? Change, RuleForce Force);

/// <summary>How old the newest row may be.</summary>
/// <param name="Column">A column of dates or times.</param>
/// <param name="Within">The greatest age of its newest value in both files.</param>
/// <param name="Force">Its force.</param>
public sealed record FreshnessRule(string Column, TimeSpan Within, RuleForce Force);

/// <summary>The share of rows that each class may have, in both files.</summary>
/// <param name="Minimum">The least share.</param>
/// <param name="Maximum">The greatest share.</param>
/// <param name="Force">Its force.</param>
public sealed record BalanceRule(double Minimum, double Maximum, RuleForce Force);

/// <summary>Values of the holdout that the training data do not have.</summary>
/// <param name="Columns">The columns in which each is told; null: all columns of text, and only what a random split would not leave.</param>
/// <param name="Force">Its force.</param>
public sealed record NewCategoryRule(IReadOnlyList<string>? Columns, RuleForce Force);

/// <summary>Rows of the holdout whose features stand in the training data.</summary>
/// <param name="Maximum">The largest share of the holdout; null: what the training data have among themselves.</param>
/// <param name="Force">Its force; null without a maximum: it blocks from 1 % more than the training data have, and warns below.</param>
public sealed record CopyRule(double? Maximum, RuleForce? Force);

/// <summary>A column in which train and holdout must not meet: entities in both, or times that overlap.</summary>
/// <param name="Column">The column.</param>
/// <param name="Force">Its force.</param>
public sealed record ApartRule(string Column, RuleForce Force);

/// <summary>How well a single column may predict the label.</summary>
/// <param name="Maximum">The limit of its AUC, or rank correlation; told where the lower bound reaches it.</param>
/// <param name="Except">Columns that may.</param>
/// <param name="Force">Its force; a column that is the label in other words blocks unless the rule warns in writing.</param>
public sealed record PredictorRule(double Maximum, IReadOnlyList<string> Except, RuleForce Force)
{
    /// <summary>The limit unless given.</summary>
    public const double DefaultMaximum = .99;
}

/// <summary>
/// What data must be beyond schema.json. What is written down blocks, unless it says that it warns. Without a word about it these are
/// on: copies of the label and of holdout rows block, as no honest split makes them; a strong predictor, a constant column, a category
/// that a random split would not have left out, drift and a cluster on both sides only warn, as each can be true of good data.
/// </summary>
public sealed record QualityRules
{
    /// <summary>What must be unique.</summary>
    public IReadOnlyList<UniqueRule> Unique { get; init; } = [];

    /// <summary>Limits on missing values.</summary>
    public IReadOnlyList<NullRule> Nulls { get; init; } = [];

    /// <summary>Limits on numbers of different values.</summary>
    public IReadOnlyList<DistinctRule> Distinct { get; init; } = [];

    /// <summary>Limits on numbers of rows.</summary>
    public IReadOnlyList<RowCountRule> Rows { get; init; } = [];

    /// <summary>Limits on age.</summary>
    public IReadOnlyList<FreshnessRule> Fresh { get; init; } = [];

    /// <summary>Limits on the shares of classes, or null.</summary>
    public BalanceRule? Balance { get; init; }

    /// <summary>What is held against a reference, or null.</summary>
    public DriftRule? Drift { get; init; } = new();

    /// <summary>What is said of new categories, or null.</summary>
    public NewCategoryRule? NewCategories { get; init; } = new(null, default);

    /// <summary>Columns that may have new categories.</summary>
    public IReadOnlyList<string> AllowNew { get; init; } = [];

    /// <summary>What is said of holdout rows that stand in the training data, or null.</summary>
    public CopyRule? Copies { get; init; } = new(null, null);

    /// <summary>The column of entities that must not be in both files, or null.</summary>
    public ApartRule? Entity { get; init; }

    /// <summary>The column of times in which the holdout begins after train ends, or null.</summary>
    public ApartRule? Time { get; init; }

    /// <summary>What is said of columns that predict the label alone, are a copy of it or constant; or null.</summary>
    public PredictorRule? Predictors { get; init; } = new(PredictorRule.DefaultMaximum, [], default);

    /// <summary>Where the rules stand; null where there are none in writing.</summary>
    public SourcePlace? Place { get; init; }

    /// <summary>The rules that can be looked at where the holdout has no label.</summary>
    /// <param name="label">The label's column.</param>
    public QualityRules Without(string label) => this with
    {
        Unique = [.. Unique.Where(rule => !rule.Columns.Contains(label))],
        Nulls = [.. Nulls.Where(rule => rule.Column != label)],
        Distinct = [.. Distinct.Where(rule => rule.Column != label)],
        Fresh = [.. Fresh.Where(rule => rule.Column != label)],
        Balance = null,
    };

    /// <summary>Every column that a rule names, with the rule's word and place.</summary>
    public IEnumerable<(string Rule, string Column, SourcePlace Place)> NamedColumns =>
    [
        .. Unique.SelectMany(rule => rule.Columns.Select(column => ("unique", column, rule.Force.Place!))),
        .. Nulls.Select(rule => ("nulls", rule.Column, rule.Force.Place!)),
        .. Distinct.Select(rule => ("distinct", rule.Column, rule.Force.Place!)),
        .. Fresh.Select(rule => ("fresh", rule.Column, rule.Force.Place!)),
        .. (NewCategories?.Columns ?? []).Select(column => ("new_categories", column, NewCategories!.Force.Place!)),
        .. (Drift?.Columns ?? []).Concat(Drift?.Except ?? []).Select(column => ("drift", column, Drift!.Place!)),
        .. (Predictors?.Except ?? []).Select(column => ("predictors", column, Predictors!.Force.Place!)),
        .. AllowNew.Select(column => ("allow_new", column, Place!)),
        .. new[] { ("entity", Entity), ("time", Time) }.Where(rule => rule.Item2?.Force.Place is not null).Select(rule => (rule.Item1, rule.Item2!.Column, rule.Item2.Force.Place!)),
    ];
}
