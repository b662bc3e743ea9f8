namespace Prover.Circuits;

/// <summary>
/// A circuit: a type whose public fields are its inputs and whose <see cref="Define"/> states what they satisfy.
/// </summary>
/// <remarks>
/// Inputs are public fields of type <see cref="Wire"/>, (jagged) arrays of it, classes with such fields, and arrays
/// of those;
/// they are numbered in declaration order, those marked <see cref="PublicAttribute"/> first. Arrays must be allocated
/// and
/// nested objects created before compiling: their sizes are part of the circuit. The same type is the assignment: set
/// the
/// fields to numbers and hand the object to <see cref="CompiledCircuit.Solve"/>.
/// </remarks>
public interface ICircuit
{
    /// <summary>States the constraints. Must do the same thing every time, whatever the values of the inputs.</summary>
    void Define(CircuitBuilder cs);
}
