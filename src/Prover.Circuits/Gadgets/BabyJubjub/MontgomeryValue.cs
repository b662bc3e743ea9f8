using Prover.Algebra;

namespace Prover.Circuits.Gadgets;

/// <summary>Numbers (u, v) of a point in Montgomery form, for hints and tables.</summary>
internal readonly record struct MontgomeryValue(Fr U, Fr V);
