using System.Text.RegularExpressions;
using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Proposals;

/// <summary>Tells what each column is for, by its values and, for keys and entities, by its name as well.</summary>
public static partial class ColumnRoles
{
    private const int LeastEntities = 20;
    private const double MostToSquare = 1e150;
    private const double MostEntitiesPerRow = .9;

    private static readonly string[] KeyWords = ["id", "uuid", "guid", "key", "identifier"];
    private static readonly string[] JoinedKeys = ["customerid", "userid", "accountid", "orderid", "patientid", "clientid", "rowid"];

    /// <summary>The roles of all columns, in their order.</summary>
    /// <param name="profiles">The columns.</param>
    /// <param name="label">The label's name.</param>
    public static IReadOnlyList<ProposedColumn> Of(IReadOnlyList<ColumnProfile> profiles, string label)
    {
        List<ProposedColumn> columns = [];
        foreach (ColumnProfile profile in profiles)
        {
            ProposedColumn proposed = profile.Name == label ? new ProposedColumn(profile, ColumnRole.Label) : Of(profile);
            // Of several that would do, the first names the rows, or their entities.
            if (proposed.Role is ColumnRole.Key or ColumnRole.Entity && columns.Exists(other => other.Role == proposed.Role))
                proposed = proposed with { Role = ColumnRole.LeftOut };
            columns.Add(proposed);
        }

        return columns;
    }

    private static ProposedColumn Of(ColumnProfile profile)
    {
        string levels = Numerals.Count(profile.Distinct, "different values");
        if (profile.Kind == ColumnKind.Empty)
            return Out("no row has a value");
        if (profile.IsConstant)
            return Out("the same value in every row");
        if (profile.IsUnique && profile.Kind is ColumnKind.Integer or ColumnKind.Text && IsKeyLike(profile.Name))
            return new ProposedColumn(profile, ColumnRole.Key, "it names the row");
        if (profile.IsUnique && profile.Kind == ColumnKind.Integer && profile.Maximum - profile.Minimum == profile.Rows - 1)
            return Out("it counts the rows");
        if (profile.Kind is ColumnKind.Integer or ColumnKind.Text && IsKeyLike(profile.Name) && profile.Missing == 0
            && profile.Distinct >= LeastEntities && profile.Distinct <= profile.Rows * MostEntitiesPerRow)
            return new ProposedColumn(profile, ColumnRole.Entity, $"it names an entity: {levels} in {Numerals.Count(profile.Rows, "rows")}");
        if (profile.Kind is ColumnKind.Date or ColumnKind.Timestamp)
            return Out("a date: what it tells, such as a month or an age, is for you to say");
        if (profile.IsNumeric && Math.Max(-profile.Minimum, profile.Maximum) > MostToSquare)
            return Out("numbers too large to be squared");
        if (profile.IsNumeric)
            return new ProposedColumn(profile, ColumnRole.Number);
        // Where most values are there once, levels would be learned by heart.
        return profile.Distinct <= ColumnProfile.MostLevels && profile.Distinct * 2 <= profile.Rows
            ? new ProposedColumn(profile, ColumnRole.Category)
            : Out($"text of {levels}{(profile.Stray is { } stray ? $": most are numbers, but '{stray}' is none" : "")}");

        ProposedColumn Out(string why) => new(profile, ColumnRole.LeftOut, why);
    }

    /// <summary>Whether a name is that of something that names: <c>id</c>, <c>loan_id</c>, <c>customerID</c>.</summary>
    public static bool IsKeyLike(string name) =>
        Words().Matches(name).LastOrDefault() is { Value: var last } && (KeyWords.Contains(last.ToLowerInvariant()) || JoinedKeys.Contains(last.ToLowerInvariant()));

    // "loan_id", "loanId" and "customerID" are of two words each.
    [GeneratedRegex("[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")]
    private static partial Regex Words();
}
