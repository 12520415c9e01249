namespace MlCi.Tests.Schemas;

/// <summary>What of the official test suite needs keywords that are not supported: such schemas are refused when they are read.</summary>
internal static class UnsupportedCases
{
    private const string Anchor = "$anchor, and references to one";
    private const string Content = "contentEncoding, contentMediaType and contentSchema";
    private const string Dynamic = "$dynamicRef and $dynamicAnchor";
    private const string Format = "a format that is not supported: internationalised names, IRIs, URI templates";
    private const string Meta = "a reference to the schema of schemas, which is another file";
    private const string Older = "dependencies, which is of an older draft";
    private const string Resource = "$id in subschemas, or a reference by a URI or to another file";
    private const string Unevaluated = "unevaluatedItems and unevaluatedProperties";
    private const string Unknown = "a keyword that 2020-12 does not know, or a reference into one";
    private const string Vocabulary = "a schema of schemas of its own";

    /// <summary>The reason by the beginning of the names.</summary>
    public static IReadOnlyDictionary<string, string> Reasons { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["anchor/Location-independent identifier"] = Anchor,
        ["anchor/$anchor inside an enum"] = Anchor,
        ["anchor/same $anchor"] = Anchor,
        ["anchor/invalid anchors"] = Meta,
        ["content/"] = Content,
        ["defs/"] = Meta,
        ["dynamicRef/"] = Dynamic,
        ["format/idn-"] = Format,
        ["format/iri"] = Format,
        ["format/uri-template"] = Format,
        ["id/Invalid use"] = Meta,
        ["id/Valid use"] = Meta,
        ["id/Unnormalized"] = Meta,
        ["id/$id inside an enum"] = Resource,
        ["not/collect annotations"] = Unevaluated,
        ["optional/cross-draft/"] = Resource,
        ["optional/dependencies-compatibility/"] = Older,
        ["optional/ecmascript-regex/\\a is not"] = Meta,
        ["optional/format-assertion/"] = Vocabulary,
        ["optional/format/idn-"] = Format,
        ["optional/format/iri"] = Format,
        ["optional/format/unknown"] = Format,
        ["optional/format/uri-template"] = Format,
        ["optional/refOfUnknownKeyword/"] = Unknown,
        ["ref/remote ref, containing"] = Meta,
        ["ref/Recursive references between"] = Resource,
        ["ref/ref creates new scope"] = Unevaluated,
        ["ref/refs with relative uris"] = Resource,
        ["ref/relative refs with absolute"] = Resource,
        ["ref/$id must be resolved"] = Resource,
        ["ref/order of evaluation"] = Resource,
        ["ref/simple URN base URI with $ref via"] = Resource,
        ["ref/URN base URI with f-component"] = Meta,
        ["ref/URN base URI with URN"] = Resource,
        ["ref/URN ref with nested"] = Resource,
        ["ref/ref to if"] = Resource,
        ["ref/ref to then"] = Resource,
        ["ref/ref to else"] = Resource,
        ["ref/ref with absolute-path"] = Resource,
        ["refRemote/"] = Resource,
        ["unevaluatedItems/"] = Unevaluated,
        ["unevaluatedProperties/"] = Unevaluated,
        ["unknownKeyword/"] = Unknown,
        ["vocabulary/"] = Vocabulary,
    };

    /// <summary>Why a case is not supported, or null.</summary>
    public static string? ReasonOf(string name) => Reasons.FirstOrDefault(reason => name.StartsWith(reason.Key, StringComparison.Ordinal)).Value;

    /// <summary>Whether a case says that a format is not looked at: here it is an assertion, as the suite's optional cases have it.</summary>
    public static bool IsAnnotationOnly(string name, string description) =>
        name.StartsWith("format/", StringComparison.Ordinal) && description.EndsWith("is only an annotation by default", StringComparison.Ordinal);
}
