using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Proposals;

/// <summary>Tells why a split is of no use.</summary>
internal static class SplitFaults
{
    /// <summary>The first class all of whose rows fell to one side, since few entities have it; one fault, or none.</summary>
    public static IEnumerable<Fault> Of(Table data, ProposedLabel label, RowSplit split)
    {
        if (split.Way != SplitWay.Entities)
            yield break;
        Column labels = data.Column(label.Column);
        Column entities = data.Column(split.Column!);
        HashSet<string?> learned = [.. split.Train.Select(labels.Text)];
        HashSet<string?> judged = [.. split.Holdout.Select(labels.Text)];
        if (label.Classes.FirstOrDefault(one => !learned.Contains(one.Text) || !judged.Contains(one.Text)) is not { } missing)
            yield break;
        int owners = split.Train.Concat(split.Holdout).Where(row => labels.Text(row) == missing.Text).Select(entities.Text).Distinct().Count();
        yield return new Fault(
            $"column '{label.Column}': found all rows with '{missing.Text}' in {(owners == 1 ? "one" : Numerals.Count(owners))} '{split.Column}', whose rows are not parted, "
            + "expected some to learn from and some to judge by: give --holdout FILE", new SourcePlace(data.File, 1));
    }
}
