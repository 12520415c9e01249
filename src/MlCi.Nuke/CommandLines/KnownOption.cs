using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using Nuke.Common;

namespace MlCi.Nuke.CommandLines;

/// <summary>An option that a build declares by <see cref="ParameterAttribute"/>, or that its host does.</summary>
internal sealed record KnownOption
{
    private const BindingFlags Members =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.FlattenHierarchy;

    /// <summary>As it is typed: <c>--no-logo</c>.</summary>
    public required string Name { get; init; }

    public required string Description { get; init; }

    /// <summary>The type of one value.</summary>
    public required Type Type { get; init; }

    public required bool TakesMany { get; init; }

    /// <summary>Whether the value may be left out.</summary>
    public required bool MayStandAlone { get; init; }

    /// <summary>Whether it may be given more than once; NUKE itself takes the last.</summary>
    public required bool MayRepeat { get; init; }

    public required bool IsOfHost { get; init; }

    /// <summary>
    /// The targets that it belongs to: those of the component that declares it, or, where it declares none, of those that build on it;
    /// none: it belongs to all.
    /// </summary>
    public required IReadOnlyList<string> Targets { get; init; }

    public bool IsFlag => Type == typeof(bool);

    /// <summary>What its values stand for on the page of help.</summary>
    public string Placeholder => (IsFlag, TakesMany) switch
    {
        (true, _) => "",
        (_, true) => $" <{Names.Bare(Name)}>…",
        _ => Type.IsEnum ? $" <{string.Join('|', Enum.GetNames(Type))}>" : " <text>",
    };

    public static IReadOnlyList<KnownOption> Of(Type build) =>
    [
        .. build.GetInterfaces().Append(build).SelectMany(type => type.GetMembers(Members))
            .Where(member => member.IsDefined(typeof(ParameterAttribute)) && !member.Name.Contains('.', StringComparison.Ordinal))
            .Select(member => Of(member, build))
            .DistinctBy(option => option.Name),
    ];

    /// <summary>What is wrong with values, or null.</summary>
    public string? FaultOf(IReadOnlyList<string> values) => values.Count switch
    {
        0 when !MayStandAlone => $"found no value for '{Name}', expected one: {Name}{Placeholder}",
        > 1 when !TakesMany => $"found {values.Count} values for '{Name}', expected one: {Name}{Placeholder} (targets stand before options)",
        _ => values.FirstOrDefault(value => !Converts(value)) is { } bad
            ? $"found '{bad}' for '{Name}', expected {Expected}{(IsFlag ? " (targets stand before options)" : "")}"
            : null,
    };

    private string Expected => Type switch
    {
        { IsEnum: true } => string.Join(", ", Enum.GetNames(Type)),
        { } when IsFlag => "true, false or nothing",
        { } when Type == typeof(int) => "a whole number",
        { } when Type == typeof(double) => "a number",
        _ => "text",
    };

    private static KnownOption Of(MemberInfo member, Type build)
    {
        ParameterAttribute attribute = member.GetCustomAttribute<ParameterAttribute>()!;
        Type type = member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType;
        bool many = type != typeof(string) && type.IsAssignableTo(typeof(System.Collections.IEnumerable));
        Type one = many ? typeof(string) : Nullable.GetUnderlyingType(type) ?? type;
        bool isOfHost = member.DeclaringType == typeof(NukeBuild);
        return new KnownOption
        {
            Name = "--" + Names.Dashed(attribute.Name ?? member.Name),
            Description = attribute.Description ?? "",
            Type = one,
            TakesMany = many,
            MayStandAlone = one == typeof(bool) || (isOfHost && attribute.Name is "Root" or "Skip"),
            MayRepeat = many && member.DeclaringType == typeof(IRunStages),
            IsOfHost = isOfHost,
            Targets = member.DeclaringType is { IsInterface: true } component && component != typeof(IRunStages)
                ? [.. TargetsOf(component) is { Length: > 0 } own ? own : build.GetInterfaces().Where(other => other.IsAssignableTo(component)).SelectMany(TargetsOf)]
                : [],
        };
    }

    private static string[] TargetsOf(Type component) =>
        [.. component.GetProperties().Where(property => property.PropertyType == typeof(Target)).Select(property => property.Name)];

    private bool Converts(string value)
    {
        // The host's own classes (a path, a host) are left to the host.
        if (!Type.IsEnum && !Type.IsPrimitive)
            return value.Length > 0;
        if (Type.IsEnum)
            return Enum.GetNames(Type).Contains(value, StringComparer.OrdinalIgnoreCase);
        try
        {
            return TypeDescriptor.GetConverter(Type).ConvertFromString(null, CultureInfo.InvariantCulture, value) is not null;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or OverflowException)
        {
            return false;
        }
    }
}
