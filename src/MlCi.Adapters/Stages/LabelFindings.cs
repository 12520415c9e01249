using MlCi.Data;
using MlCi.Findings;
using MlCi.Pipelines;
using MlCi.Schemas;

namespace MlCi.Adapters.Stages;

/// <summary>
/// What is wrong with a holdout whose labels lie apart. Its features are checked as ever, whether or not the labels are here; what concerns
/// the labels is counted, and neither a row nor a value of it is told: a report is read by more people than the labels are.
/// </summary>
internal static class LabelFindings
{
    /// <summary>Holds such a holdout to the data contract.</summary>
    public static IEnumerable<Finding> Check(PipelineSession session)
    {
        string label = session.Definition.Label.Value;
        Table holdout = session.Holdout.Table;
        IReadOnlyList<Finding> findings = SchemaCheck.Check(session.Schema.Without(label), holdout.Without(label));
        return session.LabelsWithheld ? findings : findings.Concat(SchemaCheck.Check(session.Schema.About(label), holdout).Select(Hidden));
    }

    /// <summary>Findings without the rows and values of labels that lie apart.</summary>
    public static IEnumerable<Finding> Hidden(PipelineSession session, IEnumerable<Finding> findings)
    {
        PipelineDefinition definition = session.Definition;
        if (definition.Labels is null)
            return findings;
        string train = session.Train.Table.File, label = definition.Label.Value;
        // A rule on several columns names them all; of a holdout in several files a finding may name one.
        return findings.Select(one => one.File != train && one.Column?.Split(" and ").Contains(label) == true ? Hidden(one) : one);
    }

    // What a rule says in words of its own may name values, too; these say no more than how many.
    private static Finding Hidden(Finding finding) => finding with
    {
        First = [],
        Found = finding.Rule is "nulls" or "distinct" ? finding.Found : $"{finding.Count} of {Numerals.Count(finding.Rows, "rows")} that break this",
    };
}
