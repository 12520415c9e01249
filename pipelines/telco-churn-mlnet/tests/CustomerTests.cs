using System.Text.Json.Nodes;

namespace Telco.Tests;

public sealed class CustomerTests
{
    [Fact]
    public void Members_AreTheColumnsOfTheContract_NumbersAndTextsAsItSays()
    {
        JsonObject columns = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "schema.json")))!["properties"]!.AsObject();

        Assert.Equal(
            columns.Select(column => (column.Key, IsText: column.Value!["type"]!.ToJsonString() == "\"string\"")).Order(),
            typeof(Customer).GetProperties().Select(member => (InFile(member.Name), member.PropertyType == typeof(string) || member.Name == "Churn")).Order());
    }

    private static string InFile(string name) =>
        string.Concat(name.Select((letter, at) => (at > 0 && char.IsUpper(letter) ? "_" : "") + char.ToLowerInvariant(letter)));
}
