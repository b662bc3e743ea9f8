using Prover.Algebra;

namespace Prover.Circuits;

/// <summary>Names one hinted value during a solve.</summary>
/// <param name="Index">Running number among all hinted values of the circuit, from 0.</param>
/// <param name="Output">Which output of its hint it is.</param>
/// <param name="Label">The label the gadget gave to the hint.</param>
/// <param name="Scope">Path of the scopes it stands in.</param>
public readonly record struct HintInfo(int Index, int Output, string Label, string Scope);

/// <summary>A lie about hinted values: from the honest value to another one, or null to leave it.</summary>
public delegate Fr? HintLie(HintInfo hint, Fr honest);
