using MlCi.Promotion;

namespace MlCi.Tests.Promotion;

public sealed class ContractChangeTests
{
    private const string Before = """
        {"type":"object","required":["id","age","y"],"properties":{
          "id":{"type":"integer"},"age":{"type":["integer","null"],"minimum":0,"maximum":120,"title":"Age"},
          "plan":{"enum":["a","b"]},"note":{"type":"string","maxLength":10},"y":{"enum":["no","yes"]}}}
        """;

    [Theory]
    [InlineData("\"note\":{\"type\":\"string\",\"maxLength\":10},", "", "column 'note' removed")]
    [InlineData("[\"id\",\"age\",\"y\"]", "[\"id\",\"age\",\"y\",\"plan\"]", "column 'plan' is required now")]
    [InlineData("[\"id\",\"age\",\"y\"]", "[\"id\",\"age\",\"y\",\"zip\"]", "column 'zip' added, and required")]
    [InlineData("\"minimum\":0", "\"minimum\":18", "column 'age': minimum 0 → 18")]
    [InlineData("\"maximum\":120", "\"maximum\":99", "column 'age': maximum 120 → 99")]
    [InlineData("\"maxLength\":10", "\"maxLength\":9", "column 'note': maxLength 10 → 9")]
    [InlineData("[\"integer\",\"null\"]", "[\"integer\"]", "column 'age': type [\"integer\",\"null\"] → [\"integer\"]")]
    [InlineData("[\"a\",\"b\"]", "[\"a\",\"c\"]", "column 'plan': enum [\"a\",\"b\"] → [\"a\",\"c\"]")]
    [InlineData("\"id\":{\"type\":\"integer\"}", "\"id\":{\"type\":\"integer\",\"multipleOf\":2}", "column 'id': multipleOf 2 added")]
    [InlineData("\"id\":{\"type\":\"integer\"}", "\"id\":false", "column 'id': not {} added")]
    [InlineData("{\"type\":\"object\"", "{\"type\":\"object\",\"additionalProperties\":false", "additionalProperties false added")]
    [InlineData("{\"type\":\"object\"", "[{\"type\":\"object\"", "schema.json cannot be compared with the one before")]
    public void Narrower_Breaks(string old, string now, string expected)
    {
        ContractDifference found = Changed(old, now);

        Assert.Contains(expected, found.Breaking);
        Assert.Equal(VersionStep.Major, found.Step);
    }

    [Theory]
    [InlineData("\"y\":{", "\"zip\":{\"type\":\"string\"},\"y\":{", "column 'zip' added")]
    [InlineData("[\"id\",\"age\",\"y\"]", "[\"id\",\"y\"]", "column 'age' is not required any more")]
    [InlineData("\"minimum\":0", "\"minimum\":-1", "column 'age': minimum 0 → -1")]
    [InlineData(",\"maxLength\":10", "", "column 'note': maxLength 10 removed")]
    [InlineData("[\"integer\",\"null\"]", "[\"number\",\"null\"]", "column 'age': type [\"integer\",\"null\"] → [\"number\",\"null\"]")]
    [InlineData("[\"a\",\"b\"]", "[\"a\",\"b\",\"c\"]", "column 'plan': enum [\"a\",\"b\"] → [\"a\",\"b\",\"c\"]")]
    public void Wider_DoesNot(string old, string now, string expected)
    {
        ContractDifference found = Changed(old, now);

        Assert.Empty(found.Breaking);
        Assert.Equal([expected], found.Other);
        Assert.Equal(VersionStep.Minor, found.Step);
    }

    [Theory]
    [InlineData("\"Age\"", "\"Age in years\"")]
    [InlineData("[\"a\",\"b\"]", "[\"b\",\"a\"]")]
    [InlineData("[\"no\",\"yes\"]", "[\"no\",\"yes\",\"maybe\"]")]
    [InlineData("\"minimum\":0,\"maximum\":120", "\"maximum\":120,\"minimum\":0")]
    public void AnnotationOrderAndLabel_AreNothing(string old, string now) => Assert.Equal(VersionStep.None, Changed(old, now).Step);

    private static ContractDifference Changed(string old, string now)
    {
        Assert.Contains(old, Before, StringComparison.Ordinal);
        return ContractChange.Between(Before, Before.Replace(old, now, StringComparison.Ordinal), "y");
    }
}
