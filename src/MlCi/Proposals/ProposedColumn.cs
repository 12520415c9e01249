namespace MlCi.Proposals;

/// <summary>What a column is for.</summary>
public enum ColumnRole
{
    /// <summary>What is predicted.</summary>
    Label,

    /// <summary>A feature that is a number.</summary>
    Number,

    /// <summary>A feature of few different values.</summary>
    Category,

    /// <summary>The name of a row: no feature.</summary>
    Key,

    /// <summary>The entity that several rows belong to, such as a customer: no feature.</summary>
    Entity,

    /// <summary>No feature, for a stated reason.</summary>
    LeftOut,
}

/// <summary>A column with what it is for.</summary>
/// <param name="Profile">What it looks like.</param>
/// <param name="Role">What it is for.</param>
/// <param name="Why">Why it is no feature; empty for one that is.</param>
public sealed record ProposedColumn(ColumnProfile Profile, ColumnRole Role, string Why = "")
{
    /// <summary>The column's name.</summary>
    public string Name => Profile.Name;
}
