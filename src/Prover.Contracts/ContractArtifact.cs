namespace Prover.Contracts;

/// <summary>A compiled contract, as it is committed.</summary>
/// <param name="Name">The contract's name.</param>
/// <param name="Compiler">The exact version of the compiler.</param>
/// <param name="AbiJson">Functions, events and errors, as the compiler's JSON.</param>
/// <param name="CreationCode">The code that creates it; constructor arguments go behind.</param>
public sealed record ContractArtifact(
    string Name, string Compiler, string AbiJson, ReadOnlyMemory<byte> CreationCode);
