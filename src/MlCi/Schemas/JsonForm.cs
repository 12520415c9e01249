namespace MlCi.Schemas;

/// <summary>What a JSON value is.</summary>
public enum JsonForm
{
    /// <summary><c>null</c>; in a table, a missing value.</summary>
    Null,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A string.</summary>
    Text,

    /// <summary>An array.</summary>
    List,

    /// <summary>An object.</summary>
    Object,
}
