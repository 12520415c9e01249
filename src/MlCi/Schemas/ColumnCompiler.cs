using MlCi.Findings;

namespace MlCi.Schemas;

/// <summary>Turns the schema of one column into rules on its values.</summary>
internal sealed class ColumnCompiler(List<Fault> faults)
{
    private static readonly HashSet<string> Supported = [.. ScalarKeywords.Supported.Split(", "), "x-unique"];

    /// <summary>The rules that a value must keep, <c>type</c> first.</summary>
    /// <param name="schema">The schema.</param>
    public IReadOnlyList<ScalarRule> Rules(SchemaNode schema)
    {
        List<ScalarRule> rules = [];
        Add(schema, rules);
        return [.. rules.OrderBy(rule => rule is not TypeRule)];
    }

    /// <summary>A column of the row.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="schema">Its schema.</param>
    /// <param name="isRequired">Whether files must have it.</param>
    public ColumnSchema Column(string name, SchemaNode schema, bool isRequired)
    {
        if (schema.Source.Form != JsonForm.Object)
        {
            faults.Add(new Fault($"found {SchemaReader.Kind(schema.Source)} for column '{name}', expected an object", schema.Place));
            return new ColumnSchema(name, isRequired, isUnique: false, JsonTypes.Any, JsonTypes.Any, [], allowsMissing: true, schema.Place);
        }

        IReadOnlyList<ScalarRule> rules = Rules(schema);
        bool allowsMissing = ScalarRule.HoldAll(rules, Scalar.Null);
        JsonTypes types = rules.OfType<TypeRule>().Aggregate(JsonTypes.Any, (all, rule) => all & rule.Types);
        if (types == JsonTypes.None)
            types = rules.OfType<TypeRule>().First().Types;
        JsonTypes reading = TreeWords.Types(schema) & JsonTypes.Any;
        return new ColumnSchema(
            name, isRequired, IsUnique(schema), allowsMissing ? types : types & ~JsonTypes.Null, reading == JsonTypes.None ? types : reading, rules, allowsMissing, schema.Place);
    }

    private void Add(SchemaNode schema, List<ScalarRule> rules)
    {
        if (schema.Always == false)
            rules.Add(new NeverRule(schema.Place));
        foreach ((string keyword, SourcePlace place) in schema.Keywords)
        {
            // One that nobody knows was told already.
            if (!Supported.Contains(keyword) && !faults.Exists(fault => fault.Place == place))
                faults.Add(new Fault($"found keyword '{keyword}', which says nothing of one value, expected {ScalarKeywords.Supported}", place));
        }

        foreach (ScalarRule rule in schema.Rules)
        {
            if (rule is TypeRule { Types: var types } && (types & (JsonTypes.List | JsonTypes.Object)) != JsonTypes.None)
                faults.Add(new Fault($"found type {(types.HasFlag(JsonTypes.List) ? "\"array\"" : "\"object\"")}, expected null, boolean, integer, number or string, as a field of a table has no other", rule.Place));
            rules.Add(rule);
        }

        if (schema.Reference is { } reference)
            Add(reference, rules);
        foreach (SchemaNode one in schema.AllOf)
            Add(one, rules);
        if (schema.AnyOf.Count > 0)
            rules.Add(new AnyOfRule([.. schema.AnyOf.Select(Rules)], schema.PlaceOf("anyOf")));
        if (schema.OneOf.Count > 0)
            rules.Add(new OneOfRule([.. schema.OneOf.Select(Rules)], schema.PlaceOf("oneOf")));
        if (schema.Not is { } not)
            rules.Add(new NotRule(Rules(not), schema.PlaceOf("not")));
        if (schema.If is { } condition)
            rules.Add(new ConditionRule(Rules(condition), schema.Then is { } then ? Rules(then) : [], schema.Else is { } otherwise ? Rules(otherwise) : [], schema.PlaceOf("if")));
        RejectLoose(schema, faults);
    }

    /// <summary>Refuses <c>then</c> and <c>else</c> that say nothing.</summary>
    public static void RejectLoose(SchemaNode schema, List<Fault> faults)
    {
        foreach (string keyword in (string[])["then", "else"])
        {
            if (schema.If is null && schema.Keywords.Exists(one => one.Name == keyword))
                faults.Add(new Fault($"found '{keyword}' without 'if', expected both", schema.PlaceOf(keyword)));
        }
    }

    private bool IsUnique(SchemaNode schema)
    {
        if (schema.Source.Members.FirstOrDefault(member => member.Name == "x-unique") is not { } unique)
            return false;
        if (unique.Value.Form != JsonForm.Boolean)
            faults.Add(new Fault($"found {SchemaReader.Kind(unique.Value)} for x-unique, expected true or false", unique.Place));
        return unique.Value.Text == "true";
    }
}
