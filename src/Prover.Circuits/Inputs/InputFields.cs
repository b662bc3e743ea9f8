using System.Collections.Concurrent;
using System.Reflection;

namespace Prover.Circuits;

/// <summary>Which fields of a type are circuit inputs, in declaration order, those of base types first.</summary>
internal static class InputFields
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly;
    private static readonly ConcurrentDictionary<Type, FieldInfo[]> Cache = new();

    /// <exception cref="CircuitException">A settable property holds wires: inputs are fields.</exception>
    public static FieldInfo[] Of(Type type) => Cache.GetOrAdd(type, Find);

    private static FieldInfo[] Find(Type type)
    {
        List<FieldInfo> fields = [];
        for (Type? t = type; t is not null && t != typeof(object); t = t.BaseType)
        {
            foreach (PropertyInfo property in t.GetProperties(Declared))
            {
                if (property.CanWrite
                    && property.GetIndexParameters().Length == 0 && CarriesWires(property.PropertyType, []))
                {
                    throw new CircuitException(
                        $"{type.Name}.{property.Name} is a property: circuit inputs are public fields.");
                }
            }

            IEnumerable<FieldInfo> own = t.GetFields(Declared).Where(f => CarriesWires(f.FieldType, []));
            fields.InsertRange(0, own.OrderBy(f => f.MetadataToken));
        }

        return [.. fields];
    }

    private static bool CarriesWires(Type type, HashSet<Type> seen)
    {
        if (type == typeof(Wire))
        {
            return true;
        }

        if (type.IsArray)
        {
            return CarriesWires(type.GetElementType()!, seen);
        }

        bool candidate = type.IsClass && type != typeof(string) && !typeof(Delegate).IsAssignableFrom(type)
            && !type.FullName!.StartsWith("System.", StringComparison.Ordinal);
        return candidate && seen.Add(type)
            && type.GetFields(BindingFlags.Public | BindingFlags.Instance).Any(f => CarriesWires(f.FieldType, seen));
    }
}
