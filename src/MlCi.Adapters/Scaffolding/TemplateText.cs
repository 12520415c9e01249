using System.Text;
using System.Text.RegularExpressions;
using HandlebarsDotNet;
using MlCi.Findings;

namespace MlCi.Adapters.Scaffolding;

/// <summary>
/// Fills in a template of Handlebars. What comes from data or files is written through a helper of the language that it lands in:
/// <c>{{cs label}}</c>, <c>{{py label}}</c> and <c>{{yaml label}}</c> give literals, <c>{{comment why}}</c> one line, <c>{{markdown
/// title}}</c> a text of Markdown.
/// </summary>
internal static partial class TemplateText
{
    private static readonly HashSet<string> WordsOfYaml = new(StringComparer.OrdinalIgnoreCase) { "yes", "no", "y", "n", "true", "false", "on", "off", "null" };
    private static readonly Lazy<IHandlebars> Engine = new(Create);

    /// <summary>The text.</summary>
    /// <param name="template">The template.</param>
    /// <param name="values">Its values by name: texts, booleans, lists of texts or of such values.</param>
    public static string Fill(string template, IReadOnlyDictionary<string, object> values) => Engine.Value.Compile(template)(values);

    private static IHandlebars Create()
    {
        IHandlebars handlebars = Handlebars.Create(new HandlebarsConfiguration { NoEscape = true, ThrowOnUnresolvedBindingExpression = true });
        foreach ((string name, Func<string, string> write) in new (string, Func<string, string>)[]
        {
            ("cs", Literal), ("py", Literal), ("yaml", Yaml), ("comment", InertText.Of), ("markdown", Markdown),
        })
        {
            handlebars.RegisterHelper(name, (output, _, arguments) => output.WriteSafeString(write(arguments.At<object>(0)?.ToString() ?? "")));
        }

        return handlebars;
    }

    // C#, Python and YAML take this for the same text. (JSON's writers escape what lies beyond U+FFFF as two halves, which Python keeps as such.)
    private static string Literal(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (char letter in text)
        {
            literal.Append(letter switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\t' => "\\t",
                '\r' => "\\r",
                _ when char.IsControl(letter) || letter is '\u2028' or '\u2029' => FormattableString.Invariant($"\\u{(int)letter:X4}"),
                _ => letter.ToString(),
            });
        }

        return literal.Append('"').ToString();
    }

    private static string Yaml(string text) => PlainYaml().IsMatch(text) && !WordsOfYaml.Contains(text) ? text : Literal(text);

    private static string Markdown(string text) => InertText.Of(text).Replace("|", "\\|", StringComparison.Ordinal).Replace("`", "'", StringComparison.Ordinal);

    [GeneratedRegex(@"^[A-Za-z_/][A-Za-z0-9_./-]*\z")]
    private static partial Regex PlainYaml();
}
