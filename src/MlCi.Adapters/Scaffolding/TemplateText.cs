using System.Text.Encodings.Web;
using System.Text.Json;
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
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
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

    // What JSON takes for a text, C#, Python and YAML take for the same one, but for three line ends that C# knows and JSON does not.
    private static string Literal(string text) => JsonSerializer.Serialize(text, Relaxed)
        .Replace("\u0085", "\\u0085", StringComparison.Ordinal).Replace("\u2028", "\\u2028", StringComparison.Ordinal).Replace("\u2029", "\\u2029", StringComparison.Ordinal);

    private static string Yaml(string text) => PlainYaml().IsMatch(text) && !WordsOfYaml.Contains(text) ? text : Literal(text);

    private static string Markdown(string text) => InertText.Of(text).Replace("|", "\\|", StringComparison.Ordinal).Replace("`", "'", StringComparison.Ordinal);

    [GeneratedRegex(@"^[A-Za-z_/][A-Za-z0-9_./-]*\z")]
    private static partial Regex PlainYaml();
}
