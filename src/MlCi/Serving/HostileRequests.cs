using System.Globalization;
using System.Text;
using MlCi.Schemas;

namespace MlCi.Serving;

/// <summary>Requests that a server must refuse without harm: rows that break the contract in each of its columns, and bodies that are no rows at all.</summary>
public static class HostileRequests
{
    private const int ManyRows = 10_000;
    private const int LargeBody = 8 << 20;
    private const int LargeText = 1 << 20;
    private static readonly string[] Wrong = ["not a number", "2.5", "-1e300", "1e308", "9007199254740993.5", "no such category", "", "true", "2026-02-30", "null", "\0", "Ā\u202e"];

    /// <summary>The requests.</summary>
    /// <param name="guard">The contract, without the label.</param>
    /// <param name="sound">A row that keeps it.</param>
    public static IEnumerable<HostileRequest> Of(RowGuard guard, RequestRow sound) =>
        guard.Columns.SelectMany(column => OfColumn(guard, column, sound)).Concat(OfRow(guard, sound)).Concat(OfBody(guard.Schema, sound));

    private static IEnumerable<HostileRequest> OfColumn(RowGuard guard, ColumnSchema column, RequestRow sound)
    {
        RowSchema schema = guard.Schema;
        string at = $"'{RowGuard.Shortened(column.Name)}'";
        if (column.IsRequired)
            yield return Row($"{at} left out", RowJson.One(sound.Without(column.Name), schema));
        if (!column.AllowsMissing)
            yield return Row($"{at} null", RowJson.One(sound.With(column.Name, null), schema));
        foreach (string text in Wrong.Concat(Beyond(column.Rules)).Distinct(StringComparer.Ordinal).Where(text => !column.Admits(text)))
            yield return Row($"{at} at '{Shown(text)}'", RowJson.One(sound.With(column.Name, text), schema));
        foreach (string raw in new[] { "[1]", "{\"a\":1}", "NaN", "Infinity", "1e", "'x'" })
            yield return Row($"{at} at {raw} (no text, number or truth value of JSON)", RowJson.WithRaw(sound, column.Name, raw, schema));

        // A text that spells it may be admitted: then only the server's life is at stake.
        yield return Row($"{at} at 1e999", RowJson.WithRaw(sound, column.Name, "1e999", schema)) with { MayPass = column.Admits("1e999") };
        string digits = new('9', 4_000);
        yield return Row($"{at} at a number of 4,000 digits", RowJson.WithRaw(sound, column.Name, digits, schema)) with { MayPass = column.Admits(digits) };
        string large = new('x', LargeText);
        yield return Row($"{at} at a text of 1 MB", RowJson.One(sound.With(column.Name, large), schema)) with { MayPass = column.Admits(large) };
        yield return Row($"{at} with NUL characters", RowJson.One(sound.With(column.Name, "a\0b\0"), schema)) with { MayPass = column.Admits("a\0b\0") };
        yield return Row($"{at} with half a surrogate pair", RowJson.WithRaw(sound, column.Name, "\"\\ud800\"", schema)) with { MayPass = true };
    }

    private static IEnumerable<HostileRequest> OfRow(RowGuard guard, RequestRow sound)
    {
        HostileRequest unknown = Row("a column that the contract does not name", RowJson.One(sound.With("no such column", "1"), guard.Schema));
        yield return unknown with { MayPass = guard.Schema.AllowsOtherColumns };
        yield return Row("an empty row", "{}") with { MayPass = ContractRows.IsAdmitted(guard, new RequestRow([])) };
    }

    private static IEnumerable<HostileRequest> OfBody(RowSchema schema, RequestRow sound)
    {
        string one = RowJson.One(sound, schema);
        byte[] body = Encoding.UTF8.GetBytes(one);
        foreach (int end in new[] { 1, body.Length / 2, body.Length - 1 })
            yield return new HostileRequest($"JSON that ends after {end} bytes", body[..end]);
        yield return new HostileRequest("an empty body", []);
        yield return Row("a list of no rows", "[]");
        yield return Row("a list of lists", "[[1,2],[3]]");
        yield return Row("a text", "\"rows\"");
        yield return Row("something after the row", one + "}");
        yield return Row("JSON 100,000 lists deep", new string('[', 100_000));
        yield return Row("JSON 50,000 objects deep", string.Concat(Enumerable.Repeat("{\"a\":", 50_000)));
        yield return new HostileRequest("bytes that are not UTF-8", [.. "{\"a\":\""u8, 0xC3, 0x28, 0xFF, .. "\"}"u8]);
        yield return new HostileRequest("bytes of a gzip file", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0x4B, 4, 0]);
        yield return Row("a body of 8 MB", $"{{\"a\":\"{new string('x', LargeBody)}");
        yield return new HostileRequest($"{ManyRows:N0} rows", RowJson.Many(Enumerable.Repeat(sound, ManyRows), schema)) with { AdmittedRows = ManyRows };
        yield return new HostileRequest("a row as text/plain", body) with { ContentType = "text/plain" };
        yield return new HostileRequest("the method GET", []) with { Method = "GET" };
        yield return new HostileRequest("the method DELETE", []) with { Method = "DELETE" };
        yield return new HostileRequest("an unknown path", body) with { Path = "/no/such/path" };
        yield return new HostileRequest("a path out of the folder", body) with { Path = "/../../etc/passwd" };
    }

    private static IEnumerable<string> Beyond(IReadOnlyList<ScalarRule> rules) => rules.SelectMany(rule => rule switch
    {
        RangeRule range => new[] { range.Limit + (range.IsLower ? -1 : 1), range.Limit }.Select(number => number.ToString("R", CultureInfo.InvariantCulture)),
        LengthRule { IsLower: false, Limit: < LargeText } length => [new string('x', (int)length.Limit + 1)],
        LengthRule { IsLower: true, Limit: > 0 and < LargeText } length => [new string('x', (int)length.Limit - 1)],
        _ => [],
    });

    private static string Shown(string text) => text.Length == 0 ? "" : RowGuard.Shortened(text);

    private static HostileRequest Row(string title, string json) => new(title, Encoding.UTF8.GetBytes(json));
}
