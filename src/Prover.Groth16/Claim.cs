using Prover.Algebra;

namespace Prover.Groth16;

/// <summary>A proof with the public inputs of the statement that it is said to prove. Nothing is checked here.
/// </summary>
/// <param name="Proof">The proof.</param>
/// <param name="PublicInputs">a₁ … of ePrint 2016/260, section 3.2.</param>
public sealed record Claim(Proof Proof, ReadOnlyMemory<Fr> PublicInputs);
