using System.ComponentModel;
using System.Globalization;

namespace Nuke.Common.Execution;

/// <summary>
/// A command line as NUKE reads it: targets first, then <c>--name value value</c>. Names are compared without dashes and
/// case; of an option given twice the last one counts.
/// </summary>
internal sealed class Arguments(IReadOnlyList<string> tokens)
{
    public static Arguments OfProcess { get; } = new(Environment.GetCommandLineArgs()[1..]);

    /// <summary>What stands before the first option.</summary>
    public IReadOnlyList<string> Positional => tokens.TakeWhile(token => !IsOption(token)).ToList();

    public bool Has(string name) => IndexOf(name) >= 0;

    /// <summary>What follows an option, or null where it is not given.</summary>
    public IReadOnlyList<string>? Values(string name)
    {
        int index = IndexOf(name);
        return index < 0 ? null : tokens.Skip(index + 1).TakeWhile(token => !IsOption(token)).ToList();
    }

    /// <summary>An option's value in the type asked for, or null where it is not given.</summary>
    public T? Get<T>(string name)
    {
        if (Values(name) is not { } values)
            return default;
        if (typeof(T).IsArray)
            return (T)(object)Converted(values, typeof(T).GetElementType()!);

        Type type = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        object? value = values.Count switch
        {
            0 when type == typeof(bool) => true,
            0 => null,
            1 => Converted(values[0], type),
            _ => throw new FormatException($"--{name} takes one value; found '{string.Join(' ', values)}'"),
        };
        return (T?)value;
    }

    private static Array Converted(IReadOnlyList<string> values, Type type)
    {
        Array array = Array.CreateInstance(type, values.Count);
        for (int i = 0; i < values.Count; i++)
            array.SetValue(Converted(values[i], type), i);
        return array;
    }

    private static object? Converted(string value, Type type) =>
        TypeDescriptor.GetConverter(type).ConvertFromString(null, CultureInfo.InvariantCulture, value);

    private static bool IsOption(string token) => token.StartsWith('-');

    private static string Bare(string name) => name.Replace("-", "", StringComparison.Ordinal);

    private int IndexOf(string name)
    {
        for (int i = tokens.Count - 1; i >= 0; i--)
        {
            if (IsOption(tokens[i]) && string.Equals(Bare(tokens[i]), Bare(name), StringComparison.OrdinalIgnoreCase))
                return i;
        }

        return -1;
    }
}
