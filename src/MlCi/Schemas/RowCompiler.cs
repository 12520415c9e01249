using MlCi.Findings;

namespace MlCi.Schemas;

/// <summary>Turns the schema of a row into rules of columns, and rules across them.</summary>
internal sealed class RowCompiler
{
    private const string Supported =
        "type, required, properties, additionalProperties (true or false), dependentRequired, dependentSchemas, allOf, anyOf, oneOf, not, if, then, else, $ref, $defs";

    private static readonly HashSet<string> OfRows =
    [
        "type", "required", "properties", "dependentRequired", "dependentSchemas", "allOf", "anyOf", "oneOf", "not", "if", "then", "else", "$ref", "$defs",
    ];

    private readonly List<Fault> faults;
    private readonly ColumnCompiler compiler;
    private readonly Dictionary<string, ColumnSchema> columns = new(StringComparer.Ordinal);
    private readonly List<RowRule> rules = [];

    private RowCompiler(List<Fault> faults)
    {
        this.faults = faults;
        compiler = new ColumnCompiler(faults);
    }

    /// <summary>Compiles a schema.</summary>
    /// <param name="json">UTF-8.</param>
    /// <param name="file">The file, for messages.</param>
    /// <exception cref="FaultException">It cannot be used; every fault is listed (exit 2).</exception>
    public static RowSchema Compile(ReadOnlySpan<byte> json, string file)
    {
        List<Fault> found = [];
        SchemaNode root = SchemaReader.Read(json, file, "a JSON Schema", found);
        if (root.Source.Form != JsonForm.Object)
            throw FaultException.Misconfigured($"found {SchemaReader.Kind(root.Source)}, expected a JSON Schema of one row (an object)", root.Place);
        // A schema that refers to itself has no end.
        RowSchema? schema = found.Exists(fault => fault.Message.StartsWith(SchemaCycles.Found, StringComparison.Ordinal)) ? null : new RowCompiler(found).Root(root, file);
        SchemaReader.ThrowIfAny(found);
        return schema!;
    }

    private RowSchema Root(SchemaNode root, string file)
    {
        HashSet<string> required = [.. root.Object.Required.Select(one => one.Name)];
        if (root.Source.Find("properties") is { Form: JsonForm.Object })
        {
            foreach ((string name, SchemaNode schema) in root.Object.Properties)
                columns.Add(name, compiler.Column(name, schema, required.Contains(name)));
        }
        else if (!root.Keywords.Exists(one => one.Name == "properties"))
        {
            Add(root.Place, "found no 'properties', expected one for each column");
        }

        foreach ((string name, SourcePlace place) in root.Object.Required)
        {
            if (!columns.ContainsKey(name))
                Add(place, $"found required column '{InertText.Of(name)}', expected it among 'properties' too");
        }

        if (root.Object.Additional is { Always: null } additional)
            Add(additional.Place, $"found keyword 'additionalProperties', which is not supported here or not of its form, expected {Supported}");
        Rows(root, isRoot: true, when: null, words: null);
        return new RowSchema(file, [.. columns.Values], root.Object.Additional?.Always != false, root.Object.Additional?.Place ?? root.Place, rules);
    }

    // Adds the rules of a schema of rows, for those that meet a condition.
    private void Rows(SchemaNode schema, bool isRoot, RowTest? when, string? words)
    {
        Check(schema, isRoot);
        string condition = words is null ? "" : $", as {words}";
        if (schema.Always == false)
            rules.Add(new RowRule("false", null, $"no such row{condition}", when, new ConstantTest(false), schema.Place));
        // At the root these are what files must have, and columns.
        foreach ((string name, SourcePlace place) in isRoot ? [] : schema.Object.Required)
        {
            if (Column(name, place) is { } column)
                rules.Add(new RowRule("required", column, $"a value{condition}", when, new PresentTest(column), place));
        }

        foreach ((string name, SchemaNode property) in isRoot ? [] : schema.Object.Properties)
            Property(name, property, when, condition);
        foreach ((string name, IReadOnlyList<(string Name, SourcePlace Place)> needed) in schema.Object.DependentRequired)
        {
            foreach ((string other, SourcePlace place) in needed)
            {
                if (Column(name, place) is { } column && Column(other, place) is { } second)
                    rules.Add(new RowRule("dependentRequired", second, $"a value, as {Both(words, $"'{name}' has one")}", Both(when, new PresentTest(column)), new PresentTest(second), place));
            }
        }

        foreach ((string name, SchemaNode one) in schema.Object.DependentSchemas)
        {
            if (Column(name, one.Place) is { } column)
                Rows(one, isRoot: false, Both(when, new PresentTest(column)), Both(words, $"'{name}' has a value"));
        }

        if (schema.Reference is { } reference)
            Rows(reference, isRoot: false, when, words);
        foreach (SchemaNode one in schema.AllOf)
            Rows(one, isRoot: false, when, words);
        Combined(schema, when, condition);
        if (schema.If is not { } iff)
            return;
        RowTest test = Test(iff);
        string said = RowWords.Of(iff);
        if (schema.Then is { } then)
            Rows(then, isRoot: false, Both(when, test), Both(words, said));
        if (schema.Else is { } otherwise)
            Rows(otherwise, isRoot: false, Both(when, new NotTest(test)), Both(words, RowWords.Not(iff)));
    }

    private void Property(string name, SchemaNode property, RowTest? when, string condition)
    {
        if (Column(name, property.Place) is not { } column)
            return;
        // A field that must be left out may be missing.
        if (property.Always == false)
            rules.Add(new RowRule("false", column, $"no value{condition}", when, new NotTest(new PresentTest(column)), property.Place));
        RowTest? typed = when;
        foreach (ScalarRule rule in property.Always == false ? [] : compiler.Rules(property))
        {
            var test = new ColumnTest(column, [rule]);
            rules.Add(new RowRule(rule.Keyword, column, rule.Expected + condition, typed, test, rule.Place));
            // A value of the wrong type is told once.
            typed = rule is TypeRule ? Both(typed, test) : typed;
        }
    }

    private void Combined(SchemaNode schema, RowTest? when, string condition)
    {
        if (schema.AnyOf.Count > 0)
            Add("anyOf", string.Join(", or ", schema.AnyOf.Select(RowWords.Of)), new AnyTest([.. schema.AnyOf.Select(Test)]));
        if (schema.OneOf.Count > 0)
            Add("oneOf", $"exactly one of: {string.Join("; ", schema.OneOf.Select(RowWords.Of))}", new OneTest([.. schema.OneOf.Select(Test)]));
        if (schema.Not is { } not)
            Add("not", RowWords.Not(not), new NotTest(Test(not)));

        void Add(string keyword, string expected, RowTest test) =>
            rules.Add(new RowRule(keyword, null, $"a row where {expected}{condition}", when, test, schema.PlaceOf(keyword)));
    }

    // What a row must meet to be valid by a schema.
    private RowTest Test(SchemaNode schema)
    {
        Check(schema, isRoot: false);
        List<RowTest> tests = schema.Always is { } always ? [new ConstantTest(always)] : [];
        foreach ((string name, SourcePlace place) in schema.Object.Required)
            tests.AddRange(Column(name, place) is { } column ? [new PresentTest(column)] : []);
        foreach ((string name, SchemaNode property) in schema.Object.Properties)
        {
            if (Column(name, property.Place) is { } column)
                tests.Add(property.Always == false ? new NotTest(new PresentTest(column)) : new ColumnTest(column, compiler.Rules(property)));
        }

        foreach ((string name, IReadOnlyList<(string Name, SourcePlace Place)> needed) in schema.Object.DependentRequired)
        {
            foreach ((string other, SourcePlace place) in needed)
                tests.AddRange(Column(name, place) is { } one && Column(other, place) is { } two ? [new AnyTest([new NotTest(new PresentTest(one)), new PresentTest(two)])] : []);
        }

        foreach ((string name, SchemaNode dependent) in schema.Object.DependentSchemas)
            tests.AddRange(Column(name, dependent.Place) is { } column ? [new AnyTest([new NotTest(new PresentTest(column)), Test(dependent)])] : []);
        if (schema.Reference is { } reference)
            tests.Add(Test(reference));
        tests.AddRange(schema.AllOf.Select(Test));
        if (schema.AnyOf.Count > 0)
            tests.Add(new AnyTest([.. schema.AnyOf.Select(Test)]));
        if (schema.OneOf.Count > 0)
            tests.Add(new OneTest([.. schema.OneOf.Select(Test)]));
        if (schema.Not is { } not)
            tests.Add(new NotTest(Test(not)));
        if (schema.If is { } condition)
        {
            RowTest test = Test(condition);
            tests.Add(new AnyTest([new NotTest(test), schema.Then is { } then ? Test(then) : new ConstantTest(true)]));
            tests.Add(new AnyTest([test, schema.Else is { } otherwise ? Test(otherwise) : new ConstantTest(true)]));
        }

        return tests.Count == 1 ? tests[0] : new AllTest(tests);
    }

    private void Check(SchemaNode schema, bool isRoot)
    {
        foreach ((string keyword, SourcePlace place) in schema.Keywords)
        {
            // One that nobody knows was told already.
            if (!OfRows.Contains(keyword) && !(isRoot && keyword == "additionalProperties") && !faults.Exists(fault => fault.Place == place))
                Add(place, $"found keyword '{InertText.Of(keyword)}', which is not supported here or not of its form, expected {Supported}");
        }

        foreach (ScalarRule rule in schema.Rules)
        {
            if (rule is TypeRule { Types: not JsonTypes.Object })
                Add(rule.Place, $"found type {JsonEquality.Shown(schema.Source.Find("type")!)} of a row, expected \"object\"");
        }

        ColumnCompiler.RejectLoose(schema, faults);
    }

    private ColumnSchema? Column(string name, SourcePlace place)
    {
        if (columns.TryGetValue(name, out ColumnSchema? column))
            return column;
        Add(place, $"found column '{InertText.Of(name)}', expected {NearestName.Suggest(name, columns.Keys)} among 'properties' of the row");
        return null;
    }

    private void Add(SourcePlace place, string message) => faults.Add(new Fault(message, place));

    private static RowTest Both(RowTest? one, RowTest other) => one is null ? other : new AllTest([one, other]);

    private static string Both(string? one, string other) => one is null ? other : $"{one} and {other}";
}
