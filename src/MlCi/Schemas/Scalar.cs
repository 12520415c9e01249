using System.Globalization;

namespace MlCi.Schemas;

/// <summary>A value as the rules see it. Of lists and objects it says only what they are.</summary>
/// <param name="Form">What it is.</param>
/// <param name="Text">The text of a string; a number as it was written, or empty where only its value is known; <c>true</c> or <c>false</c>.</param>
/// <param name="Number">The number to the nearest 64-bit float, ±∞ beyond; NaN of what is no number.</param>
internal readonly record struct Scalar(JsonForm Form, string Text, double Number = double.NaN)
{
    /// <summary><c>null</c>, and a missing value.</summary>
    public static readonly Scalar Null = new(JsonForm.Null, "");

    /// <summary>The number with all its digits; of one whose text is not known, the shortest that gives it back.</summary>
    public ExactNumber Exact => ExactNumber.Parse(Text.Length > 0 ? Text : Number.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>A number of which only the value is known, as in a column of numbers.</summary>
    public static Scalar Of(double number) => new(JsonForm.Number, "", number);

    /// <summary>A number as it is written.</summary>
    public static Scalar OfNumber(string text) => new(JsonForm.Number, text, double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture));

    /// <summary>A boolean.</summary>
    public static Scalar Of(bool value) => new(JsonForm.Boolean, value ? "true" : "false");

    /// <summary>A string.</summary>
    public static Scalar Of(string text) => new(JsonForm.Text, text);

    /// <summary>Whether two values that are neither lists nor objects are the same in JSON Schema's sense: 1.0 is 1.</summary>
    public static bool Same(in Scalar one, in Scalar other) => one.Form == other.Form && one.Form switch
    {
        JsonForm.Null => true,
        // Different floats are different numbers; equal ones may differ in digits that a float has not.
        JsonForm.Number => one.Number == other.Number && (one.Text == other.Text || one.Exact.Compare(other.Exact) == 0),
        JsonForm.Boolean or JsonForm.Text => one.Text == other.Text,
        _ => false,
    };
}
