using System.Globalization;
using System.Text.Json;

namespace Prover.L1;

/// <summary>What an ABI type is made of.</summary>
internal enum AbiKind
{
    /// <summary>uint8 … uint256.</summary>
    UInt,

    /// <summary>bool.</summary>
    Bool,

    /// <summary>address.</summary>
    Address,

    /// <summary>bytes1 … bytes32.</summary>
    FixedBytes,

    /// <summary>bytes.</summary>
    Bytes,

    /// <summary>string.</summary>
    Text,

    /// <summary>T[].</summary>
    List,

    /// <summary>T[n].</summary>
    Array,

    /// <summary>A tuple or struct.</summary>
    Tuple,
}

/// <summary>A type of the contract ABI: all but signed and fixed-point numbers and function pointers.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Size">Bits of a number, bytes of a bytesN, elements of a T[n]; 0 otherwise.</param>
/// <param name="Components">The parts of a tuple, the element of a list or array; empty otherwise.</param>
internal sealed record AbiType(AbiKind Kind, int Size, IReadOnlyList<AbiType> Components)
{
    /// <summary>Whether the encoding has no fixed length and so stands behind the fixed part.</summary>
    public bool IsDynamic => Kind is AbiKind.Bytes or AbiKind.Text or AbiKind.List
        || (Kind is AbiKind.Array or AbiKind.Tuple && Components.Any(component => component.IsDynamic));

    /// <summary>The parts of a tuple or array, one for each place.</summary>
    public IReadOnlyList<AbiType> Places =>
        Kind == AbiKind.Array ? [.. Enumerable.Repeat(Components[0], Size)] : Components;

    /// <summary>Words that the type takes in the fixed part of its surroundings.</summary>
    public int HeadWords => IsDynamic || Kind is not (AbiKind.Array or AbiKind.Tuple)
        ? 1
        : Places.Sum(place => place.HeadWords);

    /// <summary>The canonical name, as it enters a selector.</summary>
    public string Name => Kind switch
    {
        AbiKind.UInt => $"uint{Size}",
        AbiKind.Bool => "bool",
        AbiKind.Address => "address",
        AbiKind.FixedBytes => $"bytes{Size}",
        AbiKind.Bytes => "bytes",
        AbiKind.Text => "string",
        AbiKind.List => Components[0].Name + "[]",
        AbiKind.Array => $"{Components[0].Name}[{Size}]",
        _ => $"({string.Join(',', Components.Select(component => component.Name))})",
    };

    /// <summary>Reads a parameter of an ABI file.</summary>
    /// <exception cref="FormatException">A type outside of the subset.</exception>
    public static AbiType Parse(JsonElement parameter)
    {
        IReadOnlyList<AbiType> components = parameter.TryGetProperty("components", out JsonElement parts)
            ? [.. parts.EnumerateArray().Select(Parse)]
            : [];
        return Parse(parameter.GetProperty("type").GetString()!, components);
    }

    private static AbiType Parse(string name, IReadOnlyList<AbiType> components)
    {
        if (name.EndsWith(']'))
        {
            int open = name.LastIndexOf('[');
            AbiType element = Parse(name[..open], components);
            string size = name[(open + 1)..^1];
            return size.Length == 0
                ? new AbiType(AbiKind.List, 0, [element])
                : new AbiType(AbiKind.Array, int.Parse(size, CultureInfo.InvariantCulture), [element]);
        }

        return name switch
        {
            "tuple" => new AbiType(AbiKind.Tuple, 0, components),
            "bool" => new AbiType(AbiKind.Bool, 0, []),
            "address" => new AbiType(AbiKind.Address, 0, []),
            "bytes" => new AbiType(AbiKind.Bytes, 0, []),
            "string" => new AbiType(AbiKind.Text, 0, []),
            _ when name.StartsWith("uint", StringComparison.Ordinal) =>
                new AbiType(AbiKind.UInt, int.Parse(name[4..], CultureInfo.InvariantCulture), []),
            _ when name.StartsWith("bytes", StringComparison.Ordinal) =>
                new AbiType(AbiKind.FixedBytes, int.Parse(name[5..], CultureInfo.InvariantCulture), []),
            _ => throw new FormatException($"The ABI type {name} is not supported."),
        };
    }
}
