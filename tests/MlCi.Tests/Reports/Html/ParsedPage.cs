using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace MlCi.Tests.Reports.Html;

/// <summary>A page as a browser would read it.</summary>
internal static class ParsedPage
{
    /// <summary>Reads a page; one that breaks HTML's grammar throws.</summary>
    public static IHtmlDocument Read(string html) => new HtmlParser(new HtmlParserOptions { IsStrictMode = true }).ParseDocument(html);
}
