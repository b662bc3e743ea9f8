namespace Prover.Pipeline;

/// <summary>What a node knows about a transaction.</summary>
/// <param name="Known">Whether it has it, in its pool or in a block.</param>
/// <param name="Inclusion">The block that it is in; null while it is in none. Whether that block is in the chain is
/// another question.</param>
public sealed record L1Sighting(bool Known, L1Inclusion? Inclusion);
