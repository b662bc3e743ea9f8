using Prover.Algebra;

namespace Prover.Circuits;

/// <summary>An input in a report.</summary>
/// <param name="Name">Its name, such as <c>Path[3]</c>.</param>
/// <param name="Value">Its value; null if it is private and private values are not shown.</param>
public readonly record struct InputValue(string Name, Fr? Value)
{
    /// <summary><c>Path[3] (=0)</c>, or the name alone.</summary>
    public override string ToString() => Value is { } value ? $"{Name} (={value})" : Name;
}
