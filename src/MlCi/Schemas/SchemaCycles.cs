using MlCi.Findings;

namespace MlCi.Schemas;

/// <summary>Finds schemas that refer to themselves without going into a value: to ask them would never end.</summary>
internal static class SchemaCycles
{
    /// <summary>How such a fault begins.</summary>
    public const string Found = "found a schema that refers to itself";

    /// <summary>Adds a fault for each cycle.</summary>
    public static void Check(IEnumerable<SchemaNode> schemas, List<Fault> faults)
    {
        HashSet<SchemaNode> open = [], closed = [];
        foreach (SchemaNode schema in schemas)
            Visit(schema);

        void Visit(SchemaNode schema)
        {
            if (closed.Contains(schema))
                return;
            if (!open.Add(schema))
            {
                faults.Add(new Fault($"{Found}, expected an end", schema.Place));
                return;
            }

            foreach (SchemaNode next in schema.InPlace().Concat(schema.Object.DependentSchemas.Select(one => one.Schema)))
                Visit(next);
            open.Remove(schema);
            closed.Add(schema);
        }
    }
}
