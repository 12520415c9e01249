using System.Text;
using System.Text.Json;
using MlCi.Schemas;
using MlCi.Serving;

namespace MlCi.Tests.Serving;

public sealed class ContractRowsTests
{
    private const string Contract = """
        {
          "type": "object",
          "properties": {
            "x": {"type": "number", "minimum": 0, "exclusiveMaximum": 100},
            "colour": {"type": "string", "enum": ["red", "green \"é\""]},
            "flag": {"type": "boolean"},
            "note": {"type": ["string", "null"], "maxLength": 5},
            "y": {"type": "string", "enum": ["yes", "no"]}
          },
          "required": ["x", "colour", "y"],
          "if": {"properties": {"colour": {"const": "red"}}},
          "then": {"properties": {"x": {"maximum": 50}}},
          "additionalProperties": false
        }
        """;

    private static readonly RowSchema Schema = RowSchema.Read(Encoding.UTF8.GetBytes(Contract), "schema.json");
    private static readonly RowGuard Guard = new(Schema, "y");
    private static readonly RequestRow Sound = new([new("x", "7"), new("colour", "red"), new("flag", "true"), new("note", null)]);

    [Fact]
    public void EveryRow_KeepsTheContract_AndItsEndsAreThere()
    {
        IReadOnlyList<AdmittedRow> rows = ContractRows.Of(Guard, [Sound]);

        Assert.All(rows, row => Assert.Empty(Guard.Faults(row.Row.ToTable(), 0)));
        string[] titles = [.. rows.Select(row => row.Title)];
        Assert.Contains("'x' at 0", titles);
        Assert.Contains("'colour' at green \"é\"", titles);
        Assert.Contains("'flag' at false", titles);
        Assert.Contains("'flag' left out", titles);
        Assert.Contains("'note' without a value", titles);
        Assert.Contains("'note' at ééééé", titles);
        // With red, x is 50 at most: a rule across columns that the row made so would break.
        Assert.DoesNotContain("'x' at 99.99", titles);
        Assert.DoesNotContain(rows, row => row.Row.Fields.Any(field => field.Key == "y"));
    }

    [Fact]
    public void HostileRow_BreaksTheContract_UnlessNobodyCanTell()
    {
        HostileRequest[] requests = [.. HostileRequests.Of(Guard, Sound)];

        Assert.Equal(requests.Length, requests.Select(request => request.Title).Distinct().Count());
        string[] titles = [.. requests.Where(request => !request.MayPass).Select(request => request.Title)];
        foreach (string expected in (string[])["'x' left out", "'x' null", "'x' at 'not a number'", "'x' at '-1'", "'x' at '101'", "'colour' at 'no such category'", "'x' at 1e999", "'note' at a text of 1 MB", "an empty body", "a column that the contract does not name"])
            Assert.Contains(expected, titles);
        foreach (HostileRequest request in requests.Where(request => !request.MayPass && request is { AdmittedRows: 0, Path: "/predict", Method: "POST", ContentType: "application/json" }))
            Assert.True(IsBroken(request.Body), request.Title);
    }

    [Theory]
    [InlineData(400, 0, false, 0, null)]
    [InlineData(413, 0, false, 10, null)]
    [InlineData(200, 1, false, 0, "found status 200, expected one from 400 to 499: it reached the model")]
    [InlineData(200, 1, true, 0, null)]
    [InlineData(200, 10, false, 10, null)]
    [InlineData(200, 9, false, 10, "found 9 predictions, expected 10, or a status from 400 to 499")]
    [InlineData(500, 0, true, 0, "found status 500, expected one from 400 to 499")]
    public void Answer_WillDo_WhereItRefuses(int status, int answers, bool mayPass, int admitted, string? fault) =>
        Assert.Equal(fault, new HostileRequest("", []) { MayPass = mayPass, AdmittedRows = admitted }.FaultOf(status, answers));

    [Fact]
    public void Json_HasNumbersWhereTheContractReadsThem()
    {
        Assert.Equal("""{"x":7,"colour":"red","flag":true,"note":null}""", RowJson.One(Sound, Schema));
        Assert.Equal("""{"x":"007","colour":"1","flag":"maybe","note":"2"}""", RowJson.One(new RequestRow([new("x", "007"), new("colour", "1"), new("flag", "maybe"), new("note", "2")]), Schema));
        Assert.Equal("""{"x":NaN,"colour":"red","flag":true,"note":null}""", RowJson.WithRaw(Sound, "x", "NaN", Schema));
        Assert.Equal("""{"rows":[{"x":1,"other":2.5}]}""", Encoding.UTF8.GetString(RowJson.Many([new RequestRow([new("x", "1"), new("other", "2.5")])], Schema)));
    }

    private static bool IsBroken(byte[] body)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                return true;
            var row = new RequestRow([.. json.RootElement.EnumerateObject().Select(field => KeyValuePair.Create(field.Name, Text(field.Value)))]);
            return json.RootElement.EnumerateObject().Any(field => field.Value.ValueKind is JsonValueKind.Array or JsonValueKind.Object || Schema.Find(field.Name) is null)
                || !ContractRows.IsAdmitted(Guard, row);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return true;
        }
    }

    private static string? Text(JsonElement value) => value.ValueKind switch { JsonValueKind.Null => null, JsonValueKind.String => value.GetString(), _ => value.GetRawText() };
}
