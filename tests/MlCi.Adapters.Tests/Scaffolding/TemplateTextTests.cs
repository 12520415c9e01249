using MlCi.Adapters.Scaffolding;
using YamlDotNet.RepresentationModel;

namespace MlCi.Adapters.Tests.Scaffolding;

public sealed class TemplateTextTests
{
    public static TheoryData<string> Texts => ["plain", "a_b.c", "Yes", "no", "null", "1", "1.5", "", " ", "a: b #c", "- x", "it's", "say \"hi\"", "back\\slash", "{{x}}", "two\nlines", "tab\t", "é€😀", "\u2028", "\u0085", "&amp; <b>"];

    [Theory]
    [MemberData(nameof(Texts))]
    public void TextInYaml_IsReadBackAsText(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(Fill("key: {{yaml value}}\n", text)));

        var scalar = (YamlScalarNode)((YamlMappingNode)stream.Documents[0].RootNode).Children[new YamlScalarNode("key")];
        Assert.Equal(text, scalar.Value);
        Assert.True(scalar.Style != YamlDotNet.Core.ScalarStyle.Plain || text is "plain" or "a_b.c");
    }

    [Theory]
    [InlineData("it's \"so\"", """ "it's \"so\"" """)]
    [InlineData("a\\b", """ "a\\b" """)]
    [InlineData("two\nlines\t", """ "two\nlines\t" """)]
    [InlineData("\u2028\u0085", """ "\u2028\u0085" """)]
    [InlineData("é😀 {x} <b> &amp;", """ "é😀 {x} <b> &amp;" """)]
    public void TextInCSharpAndPython_IsALiteral(string text, string literal)
    {
        Assert.Equal(literal.Trim(), Fill("{{cs value}}", text));
        Assert.Equal(literal.Trim(), Fill("{{py value}}", text));
    }

    [Fact]
    public void Comment_StaysOnItsLine() => Assert.Equal("# one  two\n", Fill("# {{comment value}}\n", "one\r\ntwo"));

    [Fact]
    public void LinesOfConditionsAndLists_LeaveNoEmptyLines() =>
        Assert.Equal("a\nyes\nb\n", TemplateText.Fill("a\n{{#if on}}\nyes\n{{/if}}\n{{#if off}}\nno\n{{/if}}\nb\n", new Dictionary<string, object> { ["on"] = true, ["off"] = false }));

    [Fact]
    public void ValueThatNobodyGave_IsABug() => Assert.ThrowsAny<Exception>(() => TemplateText.Fill("{{nothing}}", new Dictionary<string, object>()));

    private static string Fill(string template, string value) => TemplateText.Fill(template, new Dictionary<string, object> { ["value"] = value });
}
