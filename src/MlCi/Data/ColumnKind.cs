namespace MlCi.Data;

/// <summary>What all values of a column are: the narrowest kind that fits every one that is there.</summary>
public enum ColumnKind
{
    /// <summary>No row has a value.</summary>
    Empty,

    /// <summary>Each value is <c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>Each value is a whole number without leading zeros.</summary>
    Integer,

    /// <summary>Each value is a finite number; <c>007</c>, which may be a name as well, is none.</summary>
    Number,

    /// <summary>Each value is a date, <c>2026-01-31</c> (RFC 3339 full-date).</summary>
    Date,

    /// <summary>Each value is a time on a date, <c>2026-01-31T10:20:30Z</c>; a space for the T and no zone are accepted.</summary>
    Timestamp,

    /// <summary>Anything else.</summary>
    Text,
}
