using System.Globalization;
using System.Text;
using MlCi.Findings;
using Parquet.Schema;
using FileMetaData = Parquet.Meta.FileMetaData;
using SchemaElement = Parquet.Meta.SchemaElement;

namespace MlCi.Adapters.ParquetFiles;

/// <summary>What the columns of Parquet files are, and how their values are written in a table.</summary>
internal static class ColumnTypes
{
    // As many digits as every 64-bit float keeps.
    private const long MostExact = 999_999_999_999_999;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The columns of a file.</summary>
    /// <exception cref="FaultException">Some are nested, or of a type that a table does not hold; every one is named (exit 2).</exception>
    public static DataField[] Plain(ParquetSchema schema, FileMetaData metadata, string shown)
    {
        Dictionary<string, SchemaElement> elements = metadata.Schema.Skip(1).DistinctBy(element => element.Name).ToDictionary(element => element.Name);
        Fault[] faults =
        [
            .. from field in schema.Fields
               let found = WhyNot(field, elements[field.Name])
               where found is not null
               select new Fault($"found {found} in column '{InertText.Of(field.Name)}' of {shown}, expected numbers, text, booleans, dates or times"),
            .. from field in schema.Fields
               group field by field.Name into same
               where same.Count() > 1
               select new Fault($"found {same.Count()} columns '{InertText.Of(same.Key)}' in {shown}, expected different names"),
        ];
        return faults.Length == 0 ? [.. schema.Fields.Cast<DataField>()] : throw FaultException.Misconfigured(faults);
    }

    /// <summary>What takes the values of a column; null where a table does not hold them.</summary>
    public static IColumnValues? Values(DataField field, int rowCount) => Type.GetTypeCode(field.ClrType) switch
    {
        TypeCode.Boolean => new TextValues<bool>(rowCount, value => value ? "true" : "false"),
        TypeCode.SByte => new NumberValues<sbyte>(rowCount, value => value),
        TypeCode.Byte => new NumberValues<byte>(rowCount, value => value),
        TypeCode.Int16 => new NumberValues<short>(rowCount, value => value),
        TypeCode.UInt16 => new NumberValues<ushort>(rowCount, value => value),
        TypeCode.Int32 => new NumberValues<int>(rowCount, value => value),
        TypeCode.UInt32 => new NumberValues<uint>(rowCount, value => value),
        TypeCode.Int64 => new NumberValues<long>(rowCount, value => value is >= -MostExact and <= MostExact ? value : double.NaN),
        TypeCode.UInt64 => new NumberValues<ulong>(rowCount, value => value <= MostExact ? value : double.NaN),
        TypeCode.Single => new NumberValues<float>(rowCount, Shortest),
        TypeCode.Double => new NumberValues<double>(rowCount, value => double.IsFinite(value) ? value : double.NaN),
        TypeCode.Decimal when field is DecimalDataField { Scale: int scale } =>
            new TextValues<decimal>(rowCount, value => value.ToString($"F{scale}", CultureInfo.InvariantCulture)),
        TypeCode.String => new TextValues<string>(rowCount, value => value),
        TypeCode.DateTime => new TextValues<DateTime>(rowCount, IsUtc(field) ? value => Text(value) + "Z" : Text),
        _ when field.ClrType == typeof(DateOnly) => new TextValues<DateOnly>(rowCount, value => value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        _ when field.ClrType == typeof(TimeSpan) => new TextValues<TimeSpan>(rowCount, value => TimeOnly.FromTimeSpan(value).ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture)),
        _ when field.ClrType == typeof(Guid) => new TextValues<Guid>(rowCount, value => value.ToString()),
        _ when field.ClrType == typeof(byte[]) => new TextValues<byte[]>(rowCount, Utf8.GetString),
        _ => null,
    };

    private static string? WhyNot(Field field, SchemaElement element) => field switch
    {
        ListField or DataField { IsArray: true } => "lists",
        MapField => "maps",
        not DataField => "a group of columns",
        // What the older annotation does not say the library does not see: it would give days since 1970, or a decimal without its point.
        DataField when element.ConvertedType is null && !IsSeen(element) => "a type that only a logical annotation tells",
        DataField plain when Values(plain, 0) is null => $"values of {plain.ClrType.Name}",
        _ => null,
    };

    private static bool IsSeen(SchemaElement element) => element.LogicalType is not { } type
        || type.TIMESTAMP is not null || type.UUID is not null || type.UNKNOWN is not null
        || type.STRING is not null || type.ENUM is not null || type.JSON is not null
        || type.INTEGER is { IsSigned: true };

    // The forms older than logical types are UTC by the format's own words; INT96 says nothing.
    private static bool IsUtc(DataField field) => field is DateTimeDataField time && time.DateTimeFormat switch
    {
        DateTimeFormat.Timestamp => time.IsAdjustedToUTC,
        DateTimeFormat.DateAndTime or DateTimeFormat.DateAndTimeMicros => true,
        _ => false,
    };

    private static string Text(DateTime value) => value.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);

    private static double Shortest(float value) => float.IsFinite(value)
        ? double.Parse(value.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
        : double.NaN;
}
