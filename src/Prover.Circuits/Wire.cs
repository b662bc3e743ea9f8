using Prover.Algebra;

namespace Prover.Circuits;

/// <summary>
/// A value inside a circuit: while compiling a linear combination of variables, while solving a field element.
/// </summary>
/// <remarks>
/// Sums, differences and products with constants are linear and cost nothing; a product of two wires costs one
/// constraint.
/// A wire made from a number is a constant; constants fold. There is no equality operator: use
/// <see cref="CircuitBuilder.AssertEqual"/> or the comparison gadgets. The default is the constant 0.
/// </remarks>
public readonly struct Wire
{
    /// <summary>The value of a constant, or of any wire while solving; unused while compiling.</summary>
    internal readonly Fr Value;

    /// <summary>What the wire hangs on; null for a constant.</summary>
    internal readonly WireNode? Node;

    internal Wire(in Fr value, WireNode? node)
    {
        Value = value;
        Node = node;
    }

    /// <summary>True if the wire was made from numbers only. Does not depend on the values of inputs.</summary>
    public bool IsConstant => Node is null;

    /// <summary>A field element as a constant.</summary>
    public static implicit operator Wire(Fr value) => new(in value, null);

    /// <summary>A small number as a constant.</summary>
    public static implicit operator Wire(ulong value) => new(Fr.FromUInt64(value), null);

    /// <summary>A small number as a constant; negative ones become r − |value|.</summary>
    public static implicit operator Wire(int value) =>
        new(value < 0 ? -Fr.FromUInt64((ulong)-(long)value) : Fr.FromUInt64((ulong)value), null);

    /// <summary>Sum; linear.</summary>
    public static Wire operator +(in Wire a, in Wire b)
    {
        WireNode? node = a.Node ?? b.Node;
        return node is null or SolverNode ? new Wire(a.Value + b.Value, node) : node.Builder.Add(in a, in b);
    }

    /// <summary>Difference; linear.</summary>
    public static Wire operator -(in Wire a, in Wire b)
    {
        WireNode? node = a.Node ?? b.Node;
        return node is null or SolverNode ? new Wire(a.Value - b.Value, node) : node.Builder.Subtract(in a, in b);
    }

    /// <summary>Negation; linear.</summary>
    public static Wire operator -(in Wire a) =>
        a.Node is null or SolverNode ? new Wire(-a.Value, a.Node) : a.Node.Builder.Scale(in a, -Fr.One);

    /// <summary>Product: linear if one side is a constant, else one constraint.</summary>
    public static Wire operator *(in Wire a, in Wire b)
    {
        WireNode? node = a.Node ?? b.Node;
        if (node is null or SolverNode && (a.Node is null || b.Node is null))
        {
            // A constant 0 makes a constant, whatever the builder.
            return (a.Node is null && a.Value.IsZero) || (b.Node is null && b.Value.IsZero)
                ? default
                : new Wire(a.Value * b.Value, node);
        }

        return node!.Builder.Multiply(in a, in b);
    }

    /// <summary>An array of inputs still to be given.</summary>
    public static Wire[] Array(int length) => new Wire[length];

    /// <summary>The number that a constant stands for; false for anything else.</summary>
    public bool TryGetConstant(out Fr value)
    {
        value = IsConstant ? Value : default;
        return IsConstant;
    }
}
